"""JupyterLab as Tefter starts it: nothing is asked of the network, no output reaches git."""

from pathlib import Path

c = get_config()  # noqa: F821  Jupyter puts it here

c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.news_url = None
c.ServerApp.contents_manager_class = "jupytext.TextFileContentsManager"


def strip_outputs(model, path, contents_manager, **_):
    """Save the project's notebooks without outputs: they can hold personal data.

    A journalist's own notebooks, kept elsewhere, are saved as they are.
    """
    if model["type"] != "notebook" or model.get("content") is None:
        return
    if Path(contents_manager.root_dir).name != "notebooks" or "/" in path.strip("/"):
        return
    for cell in model["content"]["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            cell["execution_count"] = None


c.ContentsManager.pre_save_hook = strip_outputs
