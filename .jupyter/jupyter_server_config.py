"""JupyterLab as Tefter starts it: nothing is asked of the network, no output reaches git."""

c = get_config()  # noqa: F821  Jupyter puts it here

c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None  # That it does not ask about news either is in labconfig/.
# The whole project can be seen; the notebooks are what opens.
c.LabApp.default_url = "/lab/tree/notebooks"
c.ServerApp.contents_manager_class = "jupytext.TextFileContentsManager"


def strip_outputs(model, path, **_):
    """Save the project's notebooks without outputs: they can hold personal data.

    A journalist's own notebooks, kept elsewhere, are saved as they are.
    """
    if model["type"] != "notebook" or model.get("content") is None:
        return
    if path.strip("/").rpartition("/")[0] != "notebooks":
        return
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    # Which Python ran it is no part of a notebook, and differs between machines.
    model["content"]["metadata"].pop("language_info", None)


c.ContentsManager.pre_save_hook = strip_outputs
