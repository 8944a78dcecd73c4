"""A form made from the notebooks' own parameters, and what an editor wrote into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from tefter.desk.words import Words
from tefter.errors import ParameterError
from tefter.runs.parameters import (
    INTERNAL,
    Parameter,
    Value,
    check_spans,
    read_value,
    unknown,
)

Given = Mapping[str, Sequence[str]]
"""Fields of a form as a browser sends them: name to values."""


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """One field of the form.

    Attributes
    ----------
    name, kind : str
        Of the parameter.
    label, help : str
        What it is called, and what it does.
    help_language : str
        Language of ``help``: the notebook's own, where the desk has no translation.
    value : str
        What stands in it; of a ``bool`` ``true`` or ``false``.
    chosen : tuple of str
        Of ``list[country]`` the codes that are ticked.
    choices : tuple of (str, str)
        What can be chosen, with the name that is shown.
    low, high : str
        Bounds of a number; empty without.
    step : str
        Of a number field.
    error : str
        What is wrong with what was written; empty where nothing is.
    """

    name: str
    kind: str
    label: str
    help: str
    help_language: str
    value: str
    chosen: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    low: str = ""
    high: str = ""
    step: str = ""
    error: str = ""


def asked_for(parameters: Mapping[str, Parameter]) -> list[Parameter]:
    """Return the parameters that a person chooses, those that say what to look at first."""
    own = [one for one in parameters.values() if one.name not in INTERNAL]
    return sorted(own, key=lambda one: one.kind not in {"date", "list[country]"})


def read_form(
    parameters: Mapping[str, Parameter],
    given: Given,
    countries: Sequence[str],
    words: Words,
    folder: Path | None = None,
) -> tuple[dict[str, Value], dict[str, str]]:
    """Turn what was written into values, or say beside which field what is wrong.

    Parameters
    ----------
    parameters : mapping
        From ``parameters_of``.
    given : mapping
        Names and values as sent.
    countries : sequence of str
        Of the case.
    words : Words
        In whose language an error is said.
    folder : path, optional
        Folder of the case, in which a table must be.

    Returns
    -------
    dict, dict
        The values that are not the default; and an error by name, in which case nothing may run.

    Raises
    ------
    ParameterError
        When a name was sent that no notebook has: no form of ours has such a field.
    """
    for name in given:
        if name not in parameters or name in INTERNAL:
            raise unknown(name, parameters)
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for parameter in asked_for(parameters):
        try:
            values[parameter.name] = read_value(
                parameter, _text(parameter, given), countries, folder
            )
        except ParameterError as error:
            errors[parameter.name] = _said(parameter, error, words)
    for name in list(values):
        begin = f"{name.removesuffix('_to')}_from"
        if name.endswith("_to") and begin in values:
            try:
                check_spans({begin: values[begin], name: values[name]})
            except ParameterError:
                errors[name] = words("error_span")
    changed = {name: value for name, value in values.items() if value != parameters[name].default}
    return changed, errors


def fields(
    parameters: Mapping[str, Parameter],
    countries: Sequence[str],
    words: Words,
    *,
    given: Given | None = None,
    errors: Mapping[str, str] | None = None,
) -> Iterator[Field]:
    """Yield the fields of the form.

    Parameters
    ----------
    given : mapping, optional
        What was written before; the defaults where nothing was.
    errors : mapping, optional
        From ``read_form``.
    """
    for one in asked_for(parameters):
        written = as_given({one.name: one.default}) if given is None else given
        values = tuple(written.get(one.name, ()))
        help_key = f"parameter_help.{one.name}"
        translated = words.may(help_key, "")
        yield Field(
            name=one.name,
            kind=one.kind,
            label=words.may(f"parameter.{one.name}", _spoken(one.name)),
            help=translated or _sentence(one.description),
            help_language=words.language if translated else "en",
            value=values[-1] if values else "",
            chosen=values,
            choices=_choices(one, countries, words),
            low="" if one.low is None else f"{one.low:g}",
            high="" if one.high is None else f"{one.high:g}",
            step="1" if one.kind == "int" else "any",
            error=(errors or {}).get(one.name, ""),
        )


def as_given(values: Mapping[str, Value]) -> dict[str, list[str]]:
    """Return values as a browser would send them, to fill a form with those of an earlier run."""
    sent = {}
    for name, value in values.items():
        if isinstance(value, list):
            sent[name] = list(value)
        elif isinstance(value, bool):
            sent[name] = ["true" if value else "false"]
        else:
            sent[name] = [f"{value:g}" if isinstance(value, float) else str(value)]
    return sent


def shown_value(value: object, words: Words) -> str:
    """Write the value of a parameter for people: countries by their names."""
    if isinstance(value, list):
        return ", ".join(words.country(str(code)) for code in value)
    if isinstance(value, bool):
        return words("value_yes") if value else words("value_no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _text(parameter: Parameter, given: Given) -> str:
    values = given.get(parameter.name, ())
    if parameter.kind == "list[country]":
        return ",".join(values)
    if parameter.kind == "bool":
        return values[-1] if values else "false"
    if not values:
        return as_given({parameter.name: parameter.default})[parameter.name][0]
    return values[-1].strip()


def _said(parameter: Parameter, error: ParameterError, words: Words) -> str:
    if parameter.kind in {"int", "float"} and parameter.low is not None:
        assert parameter.high is not None  # noqa: S101  both or neither, by their declaration
        return words("error_range", low=f"{parameter.low:g}", high=f"{parameter.high:g}")
    known = {
        "int": "error_int",
        "float": "error_float",
        "date": "error_date",
        "table": "error_table",
        "list[country]": "error_country",
        "choice": "error_choice",
        "bool": "error_choice",
    }
    key = known.get(parameter.kind)
    return words(key) if key else error.sentence()


def _choices(
    parameter: Parameter, countries: Sequence[str], words: Words
) -> tuple[tuple[str, str], ...]:
    if parameter.kind == "list[country]":
        return tuple((code, words.country(code)) for code in countries)
    return tuple((choice, choice) for choice in parameter.choices)


def _spoken(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _sentence(description: str) -> str:
    return description if description.endswith((".", "?", "!")) else f"{description}."
