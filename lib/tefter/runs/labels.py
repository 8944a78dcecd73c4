"""What people say of posts: the labels against which a stage is measured."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tefter.country import is_country
from tefter.errors import CaseError
from tefter.runs.parameters import TABLE_NAME
from tefter.runs.workspace import Workspace
from tefter.sources import read_table

USUAL = "labels.csv"
"""The file that is read where none is named."""

WHAT = ("language", "variety", "country")
VARIETY_OF = {"bs": "hbs", "hr": "hbs", "sr": "hbs", "cnr": "hbs", "aln": "sq", "als": "sq"}
"""Varieties that people write where a language is asked for, and their language."""


def read_labels(workspace: Workspace, posts: pl.DataFrame, file: str = "") -> pl.DataFrame:
    """Read the labels of a case: which language, variety or country people gave posts.

    Parameters
    ----------
    workspace : Workspace
        Of the case.
    posts : polars.DataFrame
        ``post_uid``, ``platform`` and ``account_id``.
    file : str
        A table in ``cases/<case>/``; empty for ``labels.csv``, and no labels where there is none.
        It has ``post_uid``, or ``account_id`` for all posts of an account, and one or more of
        ``language``, ``variety`` and ``country`` (codes as in the data dictionary; empty: not
        labelled). A language may be written as its variety.

    Returns
    -------
    polars.DataFrame
        ``post_uid``, and of the three the ones that the file has. Posts that are not in the frame
        are left out.

    Raises
    ------
    CaseError
        When the file is missing, has none of these columns, says two things of one post, or names
        a country that is none.
    """
    nothing = posts.select("post_uid").clear()
    path = workspace.case.folder / (file or USUAL)
    if not file and not path.exists():
        return nothing
    if not TABLE_NAME.fullmatch(path.name) or path.name != (file or USUAL) or not path.is_file():
        raise CaseError(
            "is no table in the case's folder", "name a CSV that lies beside case.yml", file=path
        )
    table = read_table(path).frame
    key = next((name for name in ("post_uid", "account_id") if name in table.columns), None)
    given = [name for name in WHAT if name in table.columns]
    if key is None or not given:
        raise CaseError(
            "has no labels",
            "give it a column post_uid or account_id, and language, variety or country",
            file=path,
        )
    said = table.select(key, *given).with_row_index("record", 2)
    said = said.with_columns(pl.col(key, *given).str.strip_chars().replace("", None))
    said = _codes(said.filter(pl.any_horizontal(pl.col(given).is_not_null())), given)
    _check(said, key, given, path)
    of_posts = posts.select(list(dict.fromkeys(["post_uid", key])))
    columns = [name for name in WHAT if name in said.columns]
    return of_posts.join(said, on=key, how="inner").select("post_uid", *columns)


def _codes(said: pl.DataFrame, given: list[str]) -> pl.DataFrame:
    """Write codes as the frames do: a variety is not a language, a country is in capitals."""
    if "country" in given:
        said = said.with_columns(pl.col("country").str.to_uppercase())
    if "language" in given:
        lower = pl.col("language").str.to_lowercase()
        as_variety = pl.when(lower.is_in(list(VARIETY_OF))).then(lower)
        stated = pl.col("variety") if "variety" in given else pl.lit(None, pl.String)
        said = said.with_columns(
            language=lower.replace(VARIETY_OF), variety=pl.coalesce(stated, as_variety)
        )
    return said


def _check(said: pl.DataFrame, key: str, given: list[str], path: Path) -> None:
    if "country" in given:
        for record, code in said.select("record", "country").drop_nulls().iter_rows():
            if not is_country(code):
                raise CaseError(
                    "has a country that is none",
                    "write two letters, such as XK or RS",
                    file=path,
                    record=record,
                )
    twice = said.filter(pl.col(key).is_duplicated())
    if twice.height:
        raise CaseError(
            f"labels one {key} twice",
            "keep one line for each",
            file=path,
            record=int(twice["record"][-1]),
        )
