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

# %%
from tefter.country import add_country
from tefter.findings import share_table
from tefter.language import add_language, identify_accounts, langdetect
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
posts = workspace.read("cleaned")

# %% [markdown]
# ## Language

# %%
posts = add_language(posts)
show_table(share_table(posts, "language", "script"), "Posts by language and script")

# %%
show_table(share_table(posts, "language", "variety"), "Posts by variety, where the text shows one")

# %% [markdown]
# ### By account
#
# All posts of an account together tell more than each alone.

# %%
show_table(
    share_table(identify_accounts(posts), "language", "variety").rename({"posts": "accounts"}),
    "Accounts by language and variety",
)

# %% [markdown]
# ### What langdetect would have said
#
# The detector that everyone uses does not know Bosnian, Serbian in Cyrillic or Gheg, and takes short
# texts for whatever is near. Rows are our answer, columns its answer.

# %%
show_table(
    share_table(
        posts.select("language", langdetect=langdetect(posts["text_clean"])), "language", "langdetect"
    ),
    "Our answer and langdetect's",
)

# %% [markdown]
# ## Country
#
# Every decision lists its signals. An account's own declared region speaks for its posts only where
# it never contradicts itself.

# %%
posts = workspace.write("located", add_country(posts, workspace.read("read/accounts")))
show_table(share_table(posts, "platform", "country"), "Posts by platform and country")

# %% [markdown]
# ## Ten to check by hand

# %%
masked(posts.sample(min(10, posts.height), seed=1)).select(
    "text_clean", "language", "variety", "language_confidence", "language_evidence", "country"
)
