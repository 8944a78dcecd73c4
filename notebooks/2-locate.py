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
# # 2 · Locate
#
# Which language a text is in, and which country a post comes from. Bosnian, Croatian, Montenegrin and
# Serbian are one language here (`hbs`), and a **variety** of it only where the text shows which: words
# that one of them uses and the others do not. Most short texts show nothing, and an empty variety is a
# result. Where nothing can be told at all, the answer is *unknown*, and it stays in every total.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
most_wrong: float = 0.05  # Share of wrong ones that you accept, at most, among the countries given (0.001 to 0.5)
labels: "table" = ""  # Table in cases/CASE/ with what people say; empty: labels.csv if it is there

# %%
import polars as pl

from tefter import charts
from tefter.country import add_country, explain, locate_accounts, unknown_reason
from tefter.findings import (
    Data,
    accuracy_table,
    confusion_table,
    reliability_table,
    share_table,
)
from tefter.language import add_language, identify_accounts, langdetect
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import open_workspace, origin_of, read_labels

workspace = open_workspace(case, run)
accounts = workspace.read("read/accounts")

# %% [markdown]
# ## Language

# %%
posts = workspace.keep("spoken", add_language, workspace.read("cleaned"))
show_table(share_table(posts, "language", "script"), "Posts by language and script")

# %%
show_table(share_table(posts, "language", "variety"), "Posts by variety, where the text shows one")

# %% [markdown]
# All posts of an account together tell more than each alone.

# %%
show_table(
    share_table(identify_accounts(posts), "language", "variety").rename({"posts": "accounts"}),
    "Accounts by language and variety",
)

# %% [markdown]
# ### What langdetect would have said
#
# The detector that everyone uses does not know Bosnian, Serbian in Latin letters or Gheg, and takes
# short texts for whatever is near. It is slow, so three hundred posts are asked at most.

# %%
asked = posts.sample(min(300, posts.height), seed=1)
show_table(
    share_table(
        asked.select("language", langdetect=langdetect(asked["text_clean"])),
        "language",
        "langdetect",
    ),
    "Our answer and langdetect's",
)

# %% [markdown]
# ## Country
#
# Signals are pooled: the region that the platform declares, telephone prefixes, flags and places in
# the profile and in the text, hashtags, hours of posting, language. What an account says of itself
# counts more than what it talks about: a post about Belgrade is not a post from Belgrade. A country is
# given only where it is expected to be wrong in `most_wrong` of the posts at most.

# %%
posts = workspace.keep("located", add_country, posts, accounts, most_wrong)
show_table(share_table(posts, "platform", "country"), "Posts by platform and country")

# %%
of_accounts = locate_accounts(posts, accounts, most_wrong)
show_table(
    share_table(of_accounts, "country").rename({"posts": "accounts"}), "Accounts by country"
)

# %% [markdown]
# ### Why a country is unknown

# %%
unknown = posts.with_columns(reason=unknown_reason(posts)).filter(posts["country"].is_null())
show_table(share_table(unknown, "reason"), "Posts of unknown country, by reason")

# %% [markdown]
# ## How right is it?
#
# Against what people say of posts or accounts of this case: a table beside `case.yml` with `post_uid`
# or `account_id`, and `language`, `variety` or `country`. An unknown is neither right nor wrong.
# Without such a table, what follows is empty, and nothing is known of how right this is *here*.

# %%
labelled = read_labels(workspace, posts, labels)
show_table(accuracy_table(posts, labelled), "Told, and right among those told, with its interval")

# %%
show_table(
    confusion_table(posts, labelled, "language"), "Language: rows as people say, columns as told"
)

# %%
show_table(
    confusion_table(posts, labelled, "variety"), "Variety: rows as people say, columns as told"
)

# %%
show_table(
    confusion_table(posts, labelled, "country"), "Country: rows as people say, columns as told"
)

# %% [markdown]
# Is a confidence of 0.9 right nine times in ten? On the dashed line it is.

# %%
origin = origin_of(workspace, Data(posts=posts))
charts.show(charts.reliability(reliability_table(posts, labelled, "language"), origin))

# %%
charts.show(charts.reliability(reliability_table(posts, labelled, "country"), origin))

# %% [markdown]
# ## Ten to check by hand
#
# Read them against the evidence. Text is masked; names are not found yet.

# %%
pl.Config.set_fmt_str_lengths(300)
masked(
    posts.with_columns(why=explain(posts))
    .sample(min(10, posts.height), seed=1)
    .select("text_clean", "language", "variety", "language_evidence", "country", "why")
)
