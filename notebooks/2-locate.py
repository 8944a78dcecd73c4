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
# Which language a text is in, and which country a post comes from. Both are a **baseline**: the
# language is langdetect's, which confuses Serbian, Croatian and Slovene, and does not know Bosnian
# or Montenegrin at all; the country is what the platform declares. Where they cannot tell, the
# answer is *unknown*, and it stays in every total.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
detector: "choice[langdetect]" = "langdetect"  # Which detector tells the language

# %%
from tefter.country import add_country
from tefter.findings import share_table
from tefter.language import add_language
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
posts = workspace.read("cleaned")

# %% [markdown]
# ## Language

# %%
posts = add_language(posts, detector=detector)
show_table(share_table(posts, "language", "script"), "Posts by language and script")

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
    "text_clean", "language", "language_confidence", "language_evidence", "country"
)
