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
# Which category of the codebook a post falls into, and how sure that is. Three decide, in this order:
#
# 1. **People**, where they coded a post and agree, or an editor settled it (`docs/coding.md`).
# 2. The **lexicon**, words and rules that editors wrote in `cases/CASE/lexicon/`.
# 3. A **model** that learned from the people, where the lexicon finds nothing and the model is sure
#    enough. Its codes are never counted.
#
# `category_source` says who it was. A post that none of them can tell is *not coded*, which is not the
# same as *not relevant*. Nobody has to have coded anything: what cannot be told is then said to be so.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Run that these results belong to; empty when you work by hand
most_error: float = 0.05  # Share of wrong codes that a model may give before it abstains (0 to 1)
propose: int = 20  # How many posts to propose for coding next (0 to 200)

# %%
from tefter import charts
from tefter.coding import Codebook, Lexicon, beside_people, code_with_lexicon, decide
from tefter.coding.agreement import agreement_table
from tefter.coding.classifier import learn
from tefter.coding.human import (
    coded_how_often,
    differences,
    read_people,
    who_coded,
)
from tefter.findings import (
    calibration_table,
    decided_table,
    lexicon_table,
    model_table,
    prevalence_table,
    proposed_table,
    share_table,
    tables,
)
from tefter.privacy import masked
from tefter.report import show_table
from tefter.runs import gather, keep_coding, open_workspace, origin_of

workspace = open_workspace(case, run)
codebook = Codebook.read(workspace.case.folder / "codebook.yml")
lexicon = Lexicon.read(workspace.case.folder / "lexicon", codebook)

# %% [markdown]
# ## The codebook

# %%
show_table(codebook.table(), f"Codebook, version {codebook.version}")

# %% [markdown]
# ## Everybody's codes
#
# People's codes are read from `cases/CASE/annotations/`, those of this version of the codebook only.
# Each of the three is asked of every post, whatever the others say, so that they can be compared;
# then it is decided.

# %%
located = workspace.read("located")
people = read_people(workspace.case, codebook, located)
said = beside_people(code_with_lexicon(located, lexicon), people, codebook)
learned = learn(said, codebook, most_error=most_error, propose=propose)
posts = workspace.write("coded", decide(said, people, learned, codebook))
keep_coding(workspace, people, learned, codebook, posts)

data = gather(workspace)
table = tables(data, "agreement", "prevalence", "coding_uncertainty")
origin, labels = origin_of(workspace, data), data.categories
show_table(decided_table(posts), "Who decided, by platform")

# %%
show_table(share_table(posts, "platform", "category"), "Posts by platform and category")

# %% [markdown]
# ## Who coded
#
# Coders are called by letters. The last row counts every post once; the pace is that of all together,
# worked out from the times of their decisions.

# %%
show_table(who_coded(people), "What each coder decided")

# %%
show_table(coded_how_often(people), "Posts by what their code rests on")

# %% [markdown]
# ## How well they agree
#
# Posts that two people coded, blind to each other and to the machine. Krippendorff's alpha is 1 where
# they agree always, and 0 where they agree as often as chance would have it. `docs/agreement.md` says
# which number to report. *Undefined* is an answer: with one coder, or one code for all posts, nobody can
# say how well people agree.

# %%
charts.show(charts.agreement(table["agreement"].frame, origin, labels=labels))

# %%
show_table(agreement_table(data.agreement), "Agreement, alpha with its 95% interval")

# %%
show_table(differences(people, codebook), "Where coders differ, and what an editor settled")

# %% [markdown]
# ## What the lexicon says
#
# How many posts it codes at all, and how often it is right where people coded too. Of the posts that it
# gave a category, *precision* is the share to which people gave the same; of the posts that people gave
# it, *recall* is the share that the lexicon found.

# %%
show_table(lexicon_table(data), "The lexicon next to people")

# %% [markdown]
# ### Ten to check by hand
#
# Each with the entry that decided. Where you disagree, change the lexicon or the codebook, not the
# data.

# %%
coded = posts.filter(posts["category"].is_not_null())
masked(coded.sample(min(10, coded.height), seed=1)).select(
    "text_clean", "category", "category_source", "category_evidence", "flags"
)

# %% [markdown]
# ## What a model adds
#
# Learned from people's codes, where there are enough of them. All figures are of posts that it had not
# seen, nor any other post of their accounts. Where it is less sure than its mistakes allow
# (`most_error`), it abstains. The model and its card are kept in `data/processed/CASE/RUN/model/`.

# %%
show_table(model_table(data, learned), "What the model is worth")

# %% [markdown]
# Does it mean what it says? Of the posts of which it is nine in ten sure, nine in ten should be right:

# %%
charts.show(charts.reliability(calibration_table(learned), origin))

# %% [markdown]
# Would more codes help? The model learned from growing parts of the coded posts:

# %%
show_table(learned.learning, "Macro-F1 by the number of posts learned from")

# %% [markdown]
# ### What to code next
#
# Posts whose codes would teach the model most: of which it is least sure, which are least like any coded
# one, or which are likeliest to be of the rarest category. They are chosen, not drawn: an estimate must
# keep them apart. Their names are in `next_to_code.parquet` beside the coded posts.

# %%
show_table(proposed_table(learned), "Posts proposed, and why")

# %% [markdown]
# ## How frequent each category is
#
# Estimates for all posts, from those that people coded at random: from people's codes alone, and with the
# machines' codes of all posts put right by people's (prediction-powered inference). Rogan and Gladen's
# correction stands beside them for comparison. None of these is a count (`docs/prevalence.md`).

# %%
charts.show(charts.prevalence(table["prevalence"].frame, origin, labels=labels))

# %%
show_table(prevalence_table(data, "all"), "Estimated shares, all posts")

# %%
show_table(prevalence_table(data, "country"), "Estimated shares by country")

# %% [markdown]
# ## What remains uncertain

# %%
show_table(table["coding_uncertainty"])
