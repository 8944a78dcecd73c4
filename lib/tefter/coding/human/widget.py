"""The coding window in JupyterLab: it carries what was pressed to ``Window``, and draws."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import anywidget

from tefter.coding.human.window import Window


def _own(name: str) -> str:
    return files("tefter.coding.human").joinpath(name).read_text("utf-8")


class CodingWidget(anywidget.AnyWidget):
    """One post at a time, from the keyboard.

    No text is part of the widget's state: it travels in messages, and so cannot be saved with the
    notebook. The script is part of this package; nothing is fetched.

    Parameters
    ----------
    window : Window
        What to show, and what keys do.
    """

    _esm = _own("widget.js")
    _css = _own("widget.css")

    def __init__(self, window: Window) -> None:
        super().__init__()
        self.window = window
        self.on_msg(self._answer)

    def _answer(self, _widget: object, content: Any, _buffers: object) -> None:
        sent = content if isinstance(content, dict) else {}
        self.send({"view": self.window.handle(sent)})
