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
# The analysis behind the story, question by question: the chart that answers, what it says, and what
# it does not. Each number is made in one place, `tefter.findings`, with its unit, its filter, the rows
# behind it and the sentence that explains it; charts and tables read from the same place. Counts below
# `minimum_cell` are withheld before anything is drawn, and every chart says where.

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
# ## Is it still going on?
#
# Posts by country over time, each post counted once however often it was captured, in the shortest
# periods in which hardly any count is too small to publish.
#
# It shows when the posts *that could still be seen* were made. What was deleted before the first
# capture is in no export, so early periods are undercounted, and the last one is cut off by the day of
# capture.

# %%
by_month = charts.posts_by_month_and_country(table["posts_by_month_country"].frame, origin)
charts.show(by_month)

# %% [markdown]
# ## Where are they seen?
#
# Views of the posts by the country that the post comes from, as told from its signals in `2-locate`.
# It is not where the viewers are: no export says that. The shade is the number of views in all, not
# for each inhabitant, and views are not people: one person may watch many times. Where the country
# could not be told, the posts stand under "unknown" instead of being shared out.

# %%
on_map = charts.views_map(table["views_by_country"].frame, origin)
charts.show(on_map)

# %% [markdown]
# ## How far have they spread?
#
# The views of all posts made until then. An export gives one number for a post, on the day of its
# capture, so the line shows how views pile up over *posts*, not the day on which anybody watched.

# %%
growth = charts.cumulative_views(table["cumulative_views"].frame, origin)
charts.show(growth)

# %% [markdown]
# ## What do they do to women?
#
# The category of each post by the codebook. The lines are 95% intervals for chance alone; how well
# coders agree is another uncertainty, and `3-code` measures it. Where a machine gave codes, its share
# is an estimate and is not shown as a count.

# %%
shares = charts.category_shares(table["categories"].frame, origin, labels=labels)
charts.show(shares)

# %% [markdown]
# ## Is it the same everywhere?
#
# Posts of each category in each country. With few posts in a country, a difference between two fields
# is easily chance; a dot is a number withheld, not a zero.

# %%
by_category = charts.category_by_country(
    table["category_by_country"].frame, origin, labels=labels
)
charts.show(by_category)

# %% [markdown]
# ## How sure are the codes?
#
# How well the people who coded agree, and what can be estimated from their codes alone. An agreement
# that is undefined is said to be, and is never perfect. `3-code` tells it in full.

# %%
agreeing = charts.agreement(table["agreement"].frame, origin, labels=labels)
charts.show(agreeing)

# %%
estimated = charts.prevalence(table["prevalence"].frame, origin, labels=labels)
charts.show(estimated)

# %% [markdown]
# ## Is it a crowd or a few?
#
# The share of all posts that the most active accounts made together. Accounts are shown by rank, never
# by name. One person may run several accounts, and several one: accounts are not people.

# %%
accounts = charts.concentration_by_account(table["accounts_concentration"].frame, origin)
charts.show(accounts)

# %% [markdown]
# ## Who answers?
#
# How many comments the posts drew, as the platform counts them. A comment may be an attack, or stand by
# the woman: the number does not tell. Comments that the platform removed are not counted.

# %%
comments = charts.comments_per_post(table["comments_per_post"].frame, origin)
charts.show(comments)

# %% [markdown]
# ## Which words hold it together?
#
# Hashtags that stand in the same posts more often than chance would have it, a method that Bellingcat
# described. The groups say which tags are used together, not that the people who use them know each
# other. A hashtag can name a person, so only those that an editor released in `case.yml` have their
# name here.

# %%
hashtags = charts.hashtag_network(
    table["hashtag_nodes"].frame, table["hashtag_pairs"].frame, origin
)
charts.show(hashtags)

# %% [markdown]
# ## Does it cross over to Telegram?
#
# TikTok posts found again in Telegram, by link, text, sound or the hash of a file. Groups that nobody
# exported are not searched, so the share is a lower bound for all of Telegram.

# %%
flow = charts.sharing_flow(table["shared_by_country"].frame, origin)
charts.show(flow)

# %% [markdown]
# ## How quickly?
#
# Days from the post to the message. That one came first does not say who took it from whom: both may
# have a third source.

# %%
lag = charts.sharing_lag(table["sharing_lag"].frame, origin)
charts.show(lag)

# %% [markdown]
# ## Do the posts go away?
#
# The share of posts still seen so many days after they were first seen. A post that is not seen is not
# a post removed: its author may have hidden it, the account may be private, or the capture missed it.
# Who took it down, and why, is not in the data.

# %%
still_seen = charts.survival(table["survival"].frame, origin)
charts.show(still_seen)

# %% [markdown]
# ## When do they post?
#
# Posts by hour and weekday, in the time zone of the case. With few posts an hour, most fields are
# withheld or chance; only a broad pattern means something.

# %%
hours = charts.hour_by_weekday(
    table["posts_by_weekday_hour"].frame, origin, zone=data.time_zone
)
charts.show(hours)

# %% [markdown]
# ## Is anybody being hunted?
#
# Telegram by week: messages in which personal data was found, messages that ask for information about
# a person, and all messages. Personal data are telephone numbers, addresses and the like that a machine
# finds: it misses some, and a number need not be a victim's. Members are stated by a person and carried
# on by the joins and leaves in the export.

# %%
exposure = charts.exposure_by_week(table["telegram_weeks"].frame, origin)
charts.show(exposure)

# %% [markdown]
# ## Every number
#
# All findings, each with its interval where it is an estimate, and the sentence that explains it. The
# story may quote these; `tefter claims` checks that it quotes them rightly.

# %%
show_table(findings, "Every finding")

# %% [markdown]
# ## Leave it in the run
#
# Numbers, tables and charts go into the run's folder; the report is made from them.

# %%
drawn = [
    by_month,
    on_map,
    growth,
    shares,
    by_category,
    agreeing,
    estimated,
    accounts,
    comments,
    hashtags,
    flow,
    lag,
    still_seen,
    hours,
    exposure,
]
keep_findings(workspace, findings, table, drawn)
