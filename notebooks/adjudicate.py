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
# # Agree and adjudicate
#
# For the editor of a case, when a round of `code-posts` is coded. First how well coders agree, with
# intervals; then the posts on which they differ, in the same window: what coders gave is shown, who
# gave it is not. Whoever has posts of their own still to code is refused, because coding is blind.
# Decisions are kept apart, under your name, and are no part of the agreement of coders.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = "latest"  # Run whose posts were coded; latest: the last that finished
editor: str = "editor"  # Who decides
language: str = "en"  # Language of the window: en, sq, mk, bs, hr, sr, cnr or sl

# %%
from tefter.coding import Codebook
from tefter.coding.agreement import agreement_table
from tefter.coding.human import (
    Places,
    adjudicate,
    disagreements,
    final_codes,
    read_annotations,
    reliability,
)
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
posts = workspace.read("coded")
places = Places.of(workspace.case)
codebook = Codebook.read(workspace.case.folder / "codebook.yml")
annotations = read_annotations(places.annotations, codebook, version=codebook.version)

# %% [markdown]
# ## How well coders agree
#
# What each number means, and which to report, is in `docs/agreement.md`.

# %%
show_table(
    agreement_table(reliability(annotations, codebook, posts)), "Agreement, alpha with 95% interval"
)

# %% [markdown]
# ## Where they differ

# %%
show_table(disagreements(annotations).group_by("differ_in").len("posts"), "Disagreements")

# %%
adjudicate(workspace.case, posts, editor, language)

# %% [markdown]
# ## What the posts end with
#
# Run this cell again when you have decided.

# %%
decided = read_annotations(places.adjudicated, codebook, version=codebook.version)
show_table(
    final_codes(annotations, decided).group_by("basis").len("posts").sort("basis"),
    "Posts by what their code rests on",
)
