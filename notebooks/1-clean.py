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
# # 1 · Clean
#
# From the exports in `data/raw/` to one row for every post, with its text made readable for
# machines, its captures merged and its copies marked. Nothing raw is changed, and every raw record
# is accounted for: as a post, a comment, an account, an event, or a reject with its reason.
#
# What is shown here is masked: telephone numbers, addresses, handles, links and many names are
# replaced by what they are. Not every name is found, so do not paste what you see into a story.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
similarity: float = 0.8  # Two texts are near duplicates from this Jaccard similarity on (0.5 to 1)

# %%
from tefter.findings import cleaning_table
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import clean_case, open_workspace, read_case, reading_by_file

workspace = open_workspace(case, run)

# %% [markdown]
# ## What came in
#
# First the manifest is checked: a raw file that changed, is missing or was never added stops the
# run here. Then each file is read by the format that its content shows.

# %%
reading = read_case(workspace)
show_table(
    reading_by_file(workspace),
    "Records = posts + comments + account records + events + rejects",
)

# %%
show_table(reading.by_reason, "What was rejected, and why")
show_table(reading.values_unread, "Values that were not understood, in records that stayed")
print(*reading.notes, sep="\n")

# %% [markdown]
# ## One row for every post
#
# A post captured twice keeps the counts of both captures, in `observations`; its row holds the last.
# Texts are normalised, what was mended is listed, and copies point at the earliest post.

# %%
posts = clean_case(workspace, reading, similarity)
masked(posts.head(5)).select("platform", "posted_at", "text_clean", "text_repairs", "captures")

# %% [markdown]
# ## What cleaning found

# %%
show_table(
    cleaning_table(posts),
    "Posts by platform: how many were seen in several captures, mended, or are copies",
)
