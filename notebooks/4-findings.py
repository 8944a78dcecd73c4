# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: tags,-all
#     formats: ipynb,py:percent
#     notebook_metadata_filter: kernelspec,jupytext,-all
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

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
from tefter.runs import gather, keep_findings, open_workspace, origin_of

workspace = open_workspace(case, run)
data = gather(
    workspace,
    date_from=date_from,
    date_to=date_to,
    countries=countries,
    minimum=minimum_cell,
)
origin = origin_of(workspace, data)
labels = data.categories
findings = all_findings(data)
table = tables(data)

# %% [markdown]
# ## The numbers

# %%
show_table(findings, "Every finding")

# %% [markdown]
# ## Where and when

# %%
by_month = charts.posts_by_month_and_country(table["posts_by_month_country"].frame, origin)
charts.show(by_month)

# %%
by_country = charts.views_by_country(table["views_by_country"].frame, origin)
charts.show(by_country)

# %%
growth = charts.cumulative_views(table["cumulative_views"].frame, origin)
charts.show(growth)

# %% [markdown]
# ## What

# %%
shares = charts.category_shares(table["categories"].frame, origin, labels=labels)
charts.show(shares)

# %%
by_category = charts.category_by_country(
    table["category_by_country"].frame, origin, labels=labels
)
charts.show(by_category)

# %% [markdown]
# ## How sure
#
# How well the people who coded agree, and what can be estimated from their codes. `3-code` tells it in
# full.

# %%
agreeing = charts.agreement(table["agreement"].frame, origin, labels=labels)
charts.show(agreeing)

# %%
estimated = charts.prevalence(table["prevalence"].frame, origin, labels=labels)
charts.show(estimated)

# %% [markdown]
# ## Who
#
# Accounts are shown by rank, never by name.

# %%
accounts = charts.concentration_by_account(table["accounts_concentration"].frame, origin)
charts.show(accounts)

# %% [markdown]
# ## Leave it in the run
#
# Numbers, tables and charts go into the run's folder; the report is made from them.

# %%
keep_findings(
    workspace,
    findings,
    table,
    [by_month, by_country, shares, by_category, agreeing, estimated, growth, accounts],
)
