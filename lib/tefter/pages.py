"""How a page is kept safe: templates that escape, files of our own, and a policy for just these."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

import jinja2


@cache
def templates(package: str) -> jinja2.Environment:
    """Return the templates of a package's ``templates/``: they escape, and miss no value silently.

    Parameters
    ----------
    package : str
        Its full name, such as ``tefter.report``.
    """
    return jinja2.Environment(
        loader=jinja2.PackageLoader(package),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def own_file(package: str, name: str) -> str:
    """Return a file of a package's ``templates/`` as text."""
    return files(package).joinpath("templates", name).read_text("utf-8")


def policy(style: str, script: str = "", *, pictures: bool = True) -> str:
    """Return a content security policy that allows what a page carries in itself, and nothing else.

    Parameters
    ----------
    style : str
        The one style sheet.
    script : str
        The one script; empty for a page without any.
    pictures : bool
        Whether the page has pictures, as ``data:`` addresses.

    Notes
    -----
    W3C, *Content Security Policy Level 3*: source expressions by hash.
    """
    scripts = _by_hash(script) if script else "'none'"
    return (
        f"default-src 'none'; {'img-src data:; ' if pictures else ''}"
        f"style-src {_by_hash(style)}; script-src {scripts}; "
        "base-uri 'none'; form-action 'none'"
    )


def _by_hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
