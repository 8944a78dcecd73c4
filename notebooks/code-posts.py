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
# # Code posts by hand
#
# For coders. Write your name as `coder` below and run the notebook: the posts that are
# assigned to you come one by one. You code **blind**: neither another coder's code nor a machine's is
# shown.
#
# The material is brutal. Telephone numbers, mail addresses, handles and links are masked, **names are
# not**; you can look behind the mask with `v`, and that you looked is logged. A break is offered every
# half hour, and `x` takes one at any time: the text is then hidden. Stop when you need to; every
# decision is on disk before the next post is shown, and the next time you go on where you stopped.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = "latest"  # Run whose posts are coded; latest: the last that finished
coder: str = "ana"  # Who codes here and now
coders: str = "ana,boris"  # Everyone who codes this round, separated by commas
draw: int = 60  # How many posts this round has
twice: float = 0.3  # Share of them that two people code, 0 to 1
seed: int = 1  # The same seed draws the same posts
round_name: str = "first"  # Name of the round; a new name draws new posts
language: str = "en"  # Language of the window: en, sq, mk, bs, hr, sr, cnr or sl

# %%
from tefter.coding.human import Draw, assign, code_posts
from tefter.report import show_table
from tefter.runs import open_workspace

workspace = open_workspace(case, run)
posts = workspace.read("coded")

# %% [markdown]
# ## Who codes what
#
# Posts are drawn in proportion to country, language and the lexicon's proposal. Running this cell again
# changes nothing: a round that is drawn stays.

# %%
show_table(
    assign(workspace.case, posts, coders.split(","), Draw(draw, twice, seed), round_name),
    "Posts assigned to each coder, and how many of them someone else codes too",
)

# %% [markdown]
# ## Code
#
# The number beside a category chooses it, a letter raises a flag, `Enter` saves and goes on. `0` is
# *cannot tell*, `s` skips for now, `b` goes back, `n` writes a note, `k` opens the codebook.

# %%
code_posts(workspace.case, posts, coder, language)
