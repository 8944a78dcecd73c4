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
# # 3 · Code
#
# Which category of the codebook a post falls into. This step starts with the **lexicon**: words and
# rules that editors wrote in `cases/CASE/lexicon/`. A code made by the lexicon says so, and names the
# entry that decided; a post in which nothing is found is *not coded*, which is not the same as *not
# relevant*.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand

# %%
from tefter.coding import Codebook, Lexicon, code_with_lexicon
from tefter.findings import share_table
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
codebook = Codebook.read(workspace.case.folder / "codebook.yml")
lexicon = Lexicon.read(workspace.case.folder / "lexicon", codebook)

# %% [markdown]
# ## The codebook

# %%
show_table(codebook.table(), f"Codebook, version {codebook.version}")

# %% [markdown]
# ## What the lexicon says

# %%
posts = workspace.write("coded", code_with_lexicon(workspace.read("located"), lexicon))
show_table(share_table(posts, "platform", "category"), "Posts by platform and category")

# %% [markdown]
# ## Ten to check by hand
#
# Each with the entry that decided. Where you disagree, change the lexicon or the codebook, not the
# data.

# %%
coded = posts.filter(posts["category"].is_not_null())
masked(coded.sample(min(10, coded.height), seed=1)).select(
    "text_clean", "category", "category_source", "category_evidence", "flags"
)
