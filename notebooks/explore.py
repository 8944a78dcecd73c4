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
# # Explore
#
# For your own questions. Copy this notebook into a folder of your own before you write in it: the
# copies in `notebooks/` are saved without outputs.
#
# `posts` is a Polars frame with one row for every post; what each column means is in
# `docs/data-dictionary.md`. `posts.to_pandas()` gives pandas. What a
# cell shows or prints is masked. `workspace.reveal(frame, "why")` shows it as it is and keeps on record who
# looked.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = "latest"  # Which run to explore; latest: the last that finished

# %%
import polars as pl

from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
posts = workspace.read("coded")
comments = workspace.read("read/comments")
masked(posts.head(5))

# %% [markdown]
# ## Ask: which hashtags go with which category?

# %%
show_table(
    posts.explode("hashtags")
    .group_by("category", "hashtags")
    .agg(pl.len().alias("posts"), pl.sum("views"))
    .filter(pl.col("posts") >= 5)
    .sort("posts", descending=True)
    .head(15),
    "Hashtags by category, five posts or more",
)

# %% [markdown]
# ## Ask: when are they posted?

# %%
show_table(
    posts.group_by(pl.col("posted_at").dt.year().alias("year"), "platform")
    .agg(pl.len().alias("posts"))
    .sort("year", "platform"),
    "Posts by year and platform",
)

# %% [markdown]
# ## Your question
