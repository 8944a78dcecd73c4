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
# # Run a case again
#
# The same form, and the same queue, as at the desk. Choose what to look at and press *Start the run*: all
# five notebooks run in their order, each in a fresh copy, and the report is in `reports/`. A wrong value
# is refused beside its field before anything runs.
#
# The run reads the notebooks **as they are saved when it begins**, not as they are open in front of you:
# save first. It is a process of its own, so you may close this notebook, and you will find the run at the
# desk. JupyterLab's own scheduler was left out, because it runs a snapshot of one notebook, taken when
# the job was defined.

# %% tags=["parameters"]
case: str = "balkan-slutshaming"  # Name of the case: a folder in cases/
run: str = ""  # Not used here: a run gets its name when it begins
editor: str = "editor"  # Whose run it is
language: str = "en"  # Language of the form: en, sq, mk, bs, hr, sr or sl

# %%
from tefter.desk.lab import rerun

rerun(case, editor, language)
