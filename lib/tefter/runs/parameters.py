"""The parameters of the notebooks: read from their own cells, and held to before anything runs.

Papermill only warns of an unknown parameter and injects it all the same, and checks no type. Here
a name or value that no notebook declares is refused. A declaration is one line of the cell tagged
``parameters``, in the form that papermill's own inspection understands::

    similarity: float = 0.8  # Posts are near duplicates from this similarity on (0.5 to 1)

Source: papermill 2.7, ``papermill.translators.PythonTranslator.inspect``.
"""

from __future__ import annotations

import ast
import difflib
import io
import math
import re
import tokenize
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
import nbformat

from tefter.errors import ParameterError

Value = str | int | float | bool | list[str]

INTERNAL = frozenset({"case", "run"})
"""Parameters that every notebook has and that the run itself fills in."""

RANGE = re.compile(r"\((-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)\)$")
CHOICE = re.compile(r"choice\[(.+)\]")

TABLE_NAME = re.compile(r"[\w-][\w .-]*\.(?:csv|tsv|xlsx|parquet)", re.IGNORECASE)
"""A table in the case's own folder, never a path out of it."""

WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
"""Numbers as people of every language here write them: Python would take ``1_0`` and digits of any
script, which are more often a slip than a wish."""


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter as the notebooks declare it.

    Attributes
    ----------
    name, description : str
        Its name, and what it does.
    kind : str
        ``str``, ``int``, ``float``, ``bool``, ``date`` (YYYY-MM-DD, or empty for none), ``table``
        (a file in the folder of the case, or empty for none), ``list[country]`` (ISO 3166 alpha-2,
        Kosovo XK) or ``choice``.
    default : str, int, float, bool or list of str
        Value where none is given.
    choices : tuple of str
        Allowed values of a ``choice``.
    low, high : float, optional
        Bounds of a number, both included.
    notebooks : tuple of str
        Which notebooks have it.
    """

    name: str
    kind: str
    default: Value
    description: str
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    notebooks: tuple[str, ...] = ()


def declared(notebooks: Sequence[Path]) -> dict[str, Parameter]:
    """Return every parameter of these notebooks by name, in order of appearance.

    Raises
    ------
    ParameterError
        When a declaration cannot be read, or two notebooks declare one name differently.
    """
    found: dict[str, Parameter] = {}
    for notebook in notebooks:
        for parameter in in_notebook(notebook):
            earlier = found.get(parameter.name)
            if earlier is None:
                found[parameter.name] = parameter
                continue
            joined = msgspec.structs.replace(
                parameter, notebooks=earlier.notebooks + parameter.notebooks
            )
            if msgspec.structs.replace(joined, notebooks=earlier.notebooks) != earlier:
                raise ParameterError(
                    f"the parameter {parameter.name} is declared otherwise than in "
                    f"{earlier.notebooks[0]}",
                    "make the two lines the same",
                    file=notebook,
                )
            found[parameter.name] = joined
    return found


def in_notebook(notebook: Path) -> list[Parameter]:
    """Read the cell tagged ``parameters`` of one notebook.

    Raises
    ------
    ParameterError
        When there is no such cell, or a line of it is not a declaration.
    """
    try:
        content = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
        for cell in content.cells:
            if "parameters" in cell.metadata.get("tags", []):
                return list(_in_cell(cell.source, notebook))
    except (ValueError, TypeError, KeyError, AttributeError, SyntaxError, tokenize.TokenError):
        raise ParameterError(
            "cannot be read as a notebook whose parameters are Python",
            "save it again in JupyterLab, or get it back from git",
            file=notebook,
        ) from None
    raise ParameterError("has no cell tagged parameters", "tag one", file=notebook)


def _in_cell(source: str, notebook: Path) -> Iterable[Parameter]:
    comments = {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
            raise ParameterError(
                "a line of the parameters cell is not a declaration",
                "write it as name: type = value  # what it does",
                file=notebook,
                record=statement.lineno,
            )
        annotation = statement.annotation
        kind = annotation.value if isinstance(annotation, ast.Constant) else ast.unparse(annotation)
        description = comments.get(statement.lineno, "")
        if statement.value is None or not description:
            raise ParameterError(
                f"the parameter {statement.target.id} lacks a value or a description",
                "write it as name: type = value  # what it does",
                file=notebook,
                record=statement.lineno,
            )
        bounds = RANGE.search(description)
        choice = CHOICE.fullmatch(str(kind))
        yield Parameter(
            name=statement.target.id,
            kind="choice" if choice else str(kind),
            default=ast.literal_eval(statement.value),
            description=description,
            choices=tuple(part.strip() for part in choice[1].split(",")) if choice else (),
            low=float(bounds[1]) if bounds else None,
            high=float(bounds[2]) if bounds else None,
            notebooks=(notebook.stem,),
        )


def read_values(
    parameters: Mapping[str, Parameter],
    pairs: Iterable[str],
    countries: Sequence[str],
    folder: Path | None = None,
) -> dict[str, Value]:
    """Turn ``name=value`` pairs into typed values, or refuse them.

    Parameters
    ----------
    parameters : mapping
        From ``declared``.
    pairs : iterable of str
        As given on the command line.
    countries : sequence of str
        Countries of the case, for parameters of kind ``list[country]``.
    folder : path, optional
        Folder of the case, in which a ``table`` must be; without it only its name is held to.

    Returns
    -------
    dict
        Only the parameters given.

    Raises
    ------
    ParameterError
        Naming the parameter, what was expected and, for an unknown name, the nearest one.
    """
    values: dict[str, Value] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise ParameterError(
                f"the parameter {name!r} has no value", "write it as -p name=value"
            )
        if name not in parameters or name in INTERNAL:
            raise unknown(name, parameters)
        if name in values:
            raise ParameterError(f"the parameter {name} is given twice", "give it once")
        values[name] = read_value(parameters[name], text.strip(), countries, folder)
    check_spans(values)
    return values


def check_spans(values: Mapping[str, Value]) -> None:
    """Hold ``NAME_to`` to be no earlier than ``NAME_from``, where both are given.

    Raises
    ------
    ParameterError
        Naming the later of the two parameters.
    """
    for name, last in values.items():
        first = values.get(f"{name.removesuffix('_to')}_from") if name.endswith("_to") else None
        if first and last and str(last) < str(first):
            raise ParameterError(
                f"{name} must not be before {name.removesuffix('_to')}_from",
                "exchange the two days",
            )


def unknown(name: str, parameters: Mapping[str, Parameter]) -> ParameterError:
    """Return the error for a name that no notebook declares, with the nearest that one does."""
    names = [known for known in parameters if known not in INTERNAL]
    nearest = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    remedy = f"did you mean {nearest[0]}?" if nearest else f"there are: {', '.join(names)}"
    return ParameterError(f"no notebook has a parameter {name!r}", remedy.rstrip("?"))


def read_value(
    parameter: Parameter, text: str, countries: Sequence[str], folder: Path | None = None
) -> Value:
    """Turn the text of one value into the parameter's type, or refuse it.

    Raises
    ------
    ParameterError
        Saying what was expected.
    """
    try:
        value = _READERS[parameter.kind](text)
    except KeyError:
        raise ParameterError(
            f"the parameter {parameter.name} is declared as {parameter.kind}, which is no kind",
            f"use one of {', '.join(_READERS)}",
        ) from None
    except ValueError as error:
        raise ParameterError(f"{parameter.name} must be {error}, not {text!r}", "mend it") from None
    if parameter.choices and value not in parameter.choices:
        nearest = difflib.get_close_matches(text, parameter.choices, n=1)
        remedy = f"did you mean {nearest[0]}" if nearest else "choose one of them"
        raise ParameterError(
            f"{parameter.name} must be one of {', '.join(parameter.choices)}, not {text!r}", remedy
        )
    if isinstance(value, list):
        for code in value:
            if code not in countries:
                raise ParameterError(
                    f"{parameter.name} must name countries of the case, not {code!r}",
                    f"choose from {', '.join(countries)}",
                )
    if parameter.kind == "table" and text and folder and not (folder / text).is_file():
        raise ParameterError(
            f"{parameter.name} must name a table in the folder of the case",
            "put it beside case.yml, or name one that is there",
        )
    too_low = parameter.low is not None and isinstance(value, int | float) and value < parameter.low
    too_high = (
        parameter.high is not None and isinstance(value, int | float) and value > parameter.high
    )
    if too_low or too_high:
        raise ParameterError(
            f"{parameter.name} must lie between {parameter.low:g} and {parameter.high:g}",
            "mend it",
        )
    return value


def _whole(text: str) -> int:
    if not WHOLE.fullmatch(text):
        raise ValueError("a whole number")
    return int(text)


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError("a number") from None
    if not math.isfinite(value):
        raise ValueError("a finite number")
    if not NUMBER.fullmatch(text):
        raise ValueError("a number")
    return value


def _truth(text: str) -> bool:
    known = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if text.lower() not in known:
        raise ValueError("true or false")
    return known[text.lower()]


def _day(text: str) -> str:
    if text:
        try:
            if date.fromisoformat(text).isoformat() != text:
                raise ValueError
        except ValueError:
            raise ValueError("a date such as 2021-01-31") from None
    return text


def _table(text: str) -> str:
    if text and not TABLE_NAME.fullmatch(text):
        raise ValueError("the name of a table in the folder of the case, such as labels.csv")
    return text


def _codes(text: str) -> list[str]:
    return [code.strip().upper() for code in text.split(",") if code.strip()]


_READERS: dict[str, Callable[[str], Value]] = {
    "str": str,
    "int": _whole,
    "float": _number,
    "bool": _truth,
    "date": _day,
    "table": _table,
    "list[country]": _codes,
    "choice": str,
}
