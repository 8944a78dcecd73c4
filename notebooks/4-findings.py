# %% [markdown]
# # 4 · Findings
#
# The numbers and charts behind the story. Each number is made in one place, `tefter.findings`, with
# its unit, its filter, the rows behind it and the sentence that explains it; charts and tables read
# from the same place. Counts below `minimum_cell` are suppressed before anything is drawn.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
date_from: "date" = ""  # First day of posting to include, YYYY-MM-DD; empty: from the first
date_to: "date" = ""  # Last day of posting to include, YYYY-MM-DD; empty: to the last
countries: "list[country]" = []  # Countries to include, such as XK,AL; empty: all, and unknown
minimum_cell: int = 3  # Smallest number of posts that a table or chart may show (1 to 100)

# %%
from tefter import charts
from tefter.findings import all_findings, tables
from tefter.report import show_table
from tefter.runs import gather, leave_findings, open_workspace

workspace = open_workspace(case, run)
data = gather(
    workspace,
    date_from=date_from,
    date_to=date_to,
    countries=countries,
    minimum=minimum_cell,
)
findings = all_findings(data)
table = tables(data)

# %% [markdown]
# ## The numbers

# %%
show_table(findings, "Every finding")

# %% [markdown]
# ## Where and when

# %%
leave = leave_findings(workspace, data, findings, table)
leave.chart(charts.posts_by_month_and_country)

# %%
leave.chart(charts.views_by_country)

# %%
leave.chart(charts.cumulative_views)

# %% [markdown]
# ## What

# %%
leave.chart(charts.category_shares)

# %%
leave.chart(charts.category_by_country)

# %% [markdown]
# ## Who
#
# Accounts are shown by rank, never by name.

# %%
leave.chart(charts.concentration_by_account)
