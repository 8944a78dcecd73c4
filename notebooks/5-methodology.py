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
# # How this was made
#
# This page is the methodology behind the report beside it: what was collected, what was done to it,
# who or what decided each category, how sure each step is, and what remains uncertain. It was written
# by the same notebooks that made the numbers, from the same data, in one run.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
labels: "table" = ""  # Table in cases/CASE/ with what people say; empty: labels.csv if it is there

# %%
from tefter import charts
from tefter.coding import Codebook
from tefter.findings import (
    accuracy_table,
    cleaning_table,
    decided_table,
    read_numbers,
    read_tables,
)
from tefter.publish import corrections_table, read_corrections
from tefter.report import show_table, show_tables, show_text
from tefter.runs import open_workspace, read_labels, reading_by_file

workspace = open_workspace(case, run)
tables = read_tables(workspace.report / "tables")
drawn = workspace.report / "charts"
codebook = Codebook.read(workspace.case.folder / "codebook.yml")

# %% [markdown]
# ## Collection
#
# Each raw file was taken into custody before anything was read: copied, made read-only, and recorded
# with its SHA-256 digest. Every record in it became exactly one post, comment, account, service event,
# or reject; the sums are below. A reject is in no other count.

# %%
show_table(reading_by_file(workspace), "What became of every raw record")

# %%
show_table(tables["rejects_by_reason"])

# %%
show_table(tables["captures"])

# %% [markdown]
# When the posts were made, which is not when they were captured:

# %%
charts.show(charts.load(drawn, "posts_by_month_and_country"))

# %% [markdown]
# ## Cleaning
#
# A post captured more than once is one post; the counts of each capture are kept, and the report uses
# the last. Texts are normalised: Unicode form, invisible characters, HTML entities, look-alike letters
# of the other alphabet, and text damaged by a wrong encoding are mended, and what was mended is
# recorded. Copies stay in every count and are marked.

# %%
show_table(
    cleaning_table(workspace.read("cleaned")),
    "Posts by platform: how many were seen in several captures, mended, are copies, or hold "
    "personal data, names and links among them",
)

# %% [markdown]
# ## Language and country
#
# The language is told from the words of a text and from its sequences of letters; Bosnian, Croatian,
# Montenegrin and Serbian are counted as one, unless words that only one of them uses show which. The
# country of a post is pooled from what the platform declares, what the account says of itself (places,
# flags, telephone prefixes) and, weakly, what it talks about and in which language; that alone never
# decides. It is given only where it is expected to be wrong in few posts (parameter `most_wrong`). The
# weights were set by hand and checked on invented accounts only; place names are those of GeoNames
# (geonames.org, CC BY 4.0). What cannot be told is *unknown*, and it is counted as such.
#
# How often this is wrong: where people labelled posts of this case, the table says how many of these
# were told, and how many of the told ones right, with the 95% interval. Without labels it is empty, and
# the error is not known.

# %%
located = workspace.read("located")
show_table(
    accuracy_table(located, read_labels(workspace, located, labels)), "Against labels by people"
)

# %%
show_table(tables["posts_by_country"])

# %% [markdown]
# ## Codebook
#
# What was looked for, in the words of the editors. Where several categories seem to apply, the first
# wins.

# %%
show_table(codebook.table().select("label", "definition"), f"Codebook, version {codebook.version}")

# %% [markdown]
# ## Coders and agreement
#
# Agreement says how often people who code the same posts, without seeing each other's codes, come to the
# same category, beyond what chance alone would give. Krippendorff's alpha is 1 where they always do, and
# 0 where they might as well have thrown dice.

# %%
show_tables(
    tables,
    "agreement",
    "**In this run no two people coded the same posts, so how well coders agree was not measured.** "
    "How another person would code these posts is not known.",
)

# %% [markdown]
# ## The machine's part
#
# Who decided the categories: `human` is a person; `lexicon` is a list of words and rules that editors
# wrote and a machine applied; `model` is a machine that learned from people's codes. A machine's code is
# never shown as a person's. A post in which nothing was found is not coded; that is not the same as not
# relevant.

# %%
show_table(decided_table(workspace.read("coded")), "Who decided the category, by platform")

# %%
show_tables(
    tables,
    "prevalence",
    "**How far the machine agrees with people was not measured in this run.** The intervals below say how "
    "far the shares would vary from sample to sample; the machine's own mistakes are not in them.",
)

# %%
charts.show(charts.load(drawn, "category_shares"))

# %%
show_table(tables["categories"])

# %% [markdown]
# ## What disappeared
#
# Where there is more than one capture, a post of the first that the last does not show was *not seen
# again*. That is not the same as removed: the data do not say who took it away, or whether it was
# only out of sight.
#
# ## Every number
#
# Each with the sentence that explains it. `numbers.json` holds the same, with how many rows stand behind
# each and the function that made it.

# %%
numbers = read_numbers(workspace.report / "numbers.json")
show_table(numbers, "Every number of the report")

# %% [markdown]
# ## Protecting people
#
# The people in these posts did not choose to be in them. No name, handle, link, telephone number or
# text of a post is on this page, in a chart or in a table. Counts below the smallest cell are
# withheld, and so many others that no total, and no system of totals, gives one away.
#
# ## Limits
#
# - What was captured is what a search or a feed showed on that day. It is not all there was, and no
#   number here is a number of all posts on a platform.
# - Counts of views are the platform's own, and nobody outside can check them.
# - A country is where the platform puts a post, or where its account says it is. Emigrants who name only
#   where they are from stay unknown.
# - An interval is for chance alone unless its sentence says otherwise.
# - A machine does not find every name in a text: nobody should publish a text because it looks masked.
#
# ## Corrections

# %%
show_table(
    corrections_table(read_corrections(workspace.case.folder / "corrections.yml")),
    "What was wrong and is right; an empty table means that nothing had to be corrected",
)

# %% [markdown]
# ## Check it yourself
#
# `provenance.json` lists every input, parameter, version and file with its digest. With the code and the
# same raw files, `tefter run` gives the same content digest, and `tefter verify` compares a run, or a
# published site, with what it was.
#
# ## Who to write to

# %%
show_text(f"Questions, and mistakes that you find: {workspace.case.file.contact}")
