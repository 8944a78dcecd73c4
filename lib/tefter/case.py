"""The case: one investigation as its ``case.yml`` describes it, and where its files are."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
import yaml

from tefter.errors import CaseError

T = TypeVar("T")

CASE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A case is a folder: lower-case words joined by hyphens, so that no name can leave its place."""

Hashtag = Annotated[str, msgspec.Meta(pattern=r"^[^\s#]+$", max_length=150)]
"""A hashtag without its #, as ``case.yml`` releases it."""

LARGEST_YAML = 1_000_000
"""Bytes. A larger ``case.yml`` is a mistake, or a document made to exhaust memory."""


class SourceSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an export cannot say of itself, as a person confirmed it.

    Attributes
    ----------
    time_zone : str, optional
        IANA zone of times written without one, such as ``Europe/Belgrade``.
    platform : str, optional
        Platform of a table that does not name it.
    columns : dict, optional
        Column of the frame to column of the table: ``{text: body, views: Pregledi}``.
    """

    time_zone: str | None = None
    platform: str | None = None
    columns: dict[str, str] | None = None

    def stated(self) -> dict[str, Any]:
        """Return what is stated, and nothing of what is not."""
        given = msgspec.structs.asdict(self)
        return {name: value for name, value in given.items() if value is not None}


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number that no export carries, stated by a named person with its source."""

    value: int
    unit: str
    source: str
    stated_by: str
    stated_on: str


class Licence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What others may do with what is published.

    Attributes
    ----------
    name : str
        Its identifier of spdx.org, such as ``CC-BY-4.0``.
    title : str
        What it is called.
    path : str
        Where it can be read.
    """

    name: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9.+-]+$")] = "CC-BY-4.0"
    title: str = "Creative Commons Attribution 4.0"
    path: Annotated[str, msgspec.Meta(pattern=r"^https://\S+$")] = (
        "https://creativecommons.org/licenses/by/4.0/"
    )


class CaseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``case.yml``, typed. Every field is explained in ``docs/case.md``."""

    title: Annotated[dict[str, str], msgspec.Meta(min_length=1)]
    contact: str
    languages: Annotated[list[str], msgspec.Meta(min_length=1)]
    countries: Annotated[list[str], msgspec.Meta(min_length=1)]
    synthetic: bool = False
    time_zone: str = "UTC"
    sources: dict[str, SourceSettings] = {}
    facts: dict[str, Fact] = {}
    public_hashtags: list[Hashtag] = []
    request_flag: str = "information_requested"
    publisher: str = ""
    licence: Licence = Licence()


class Case:
    """One case inside a project folder.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/``, ``data/`` and ``reports/``.
    name : str
        Name of the case's folder.

    Raises
    ------
    CaseError
        When the name is not one, the case does not exist, or ``case.yml`` is not valid.
    """

    def __init__(self, project: Path, name: str) -> None:
        check_name(name)
        self.project = project
        self.name = name
        self.file = read_case_file(self.folder / "case.yml")

    @property
    def folder(self) -> Path:
        """Where editors' decisions are, in git."""
        return self.project / "cases" / self.name

    @property
    def raw(self) -> Path:
        """Where exports lie as they arrived."""
        return self.project / "data" / "raw" / self.name

    @property
    def processed(self) -> Path:
        """Where rebuilt Parquet lies."""
        return self.project / "data" / "processed" / self.name

    @property
    def reports(self) -> Path:
        """Where runs leave what they made."""
        return self.project / "reports" / self.name


def check_name(name: str) -> None:
    """Raise ``CaseError`` unless the name is lower-case words joined by hyphens."""
    if not CASE_NAME.fullmatch(name):
        raise CaseError(
            "the name of a case is lower-case letters and digits joined by hyphens",
            "use a name such as balkan-slutshaming",
        )


def find_project(start: Path | None = None) -> Path:
    """Return the nearest folder at or above ``start`` that holds ``cases/``.

    Raises
    ------
    CaseError
        When there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "cases").is_dir() and (folder / "data").is_dir():
            return folder
    raise CaseError(
        "this is not a Tefter project: no folder here or above holds cases/ and data/",
        "change to the folder that you cloned",
    )


def read_case_file(path: Path) -> CaseFile:
    """Read and validate a ``case.yml``.

    Raises
    ------
    CaseError
        Naming the field and what was expected there.
    """
    return read_yaml(path, CaseFile)


def read_yaml(path: Path, kind: type[T]) -> T:
    """Read a YAML file of a case safely and hold it to a type.

    Parameters
    ----------
    path : path
        The file. At most ``LARGEST_YAML`` bytes, without aliases (a few lines of nested aliases
        can stand for gigabytes).
    kind : type
        A ``msgspec.Struct`` or any type that ``msgspec.convert`` knows.

    Raises
    ------
    CaseError
        When the file is missing, is no YAML, has a key twice (the first would be lost without a
        word), or does not fit the type: naming the line or the field.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise CaseError(
            "cannot be read",
            "check that the case exists: tefter new makes one",
            file=path,
        ) from None
    if len(content) > LARGEST_YAML:
        raise CaseError("is larger than 1 MB", "keep decisions here, not data", file=path)
    try:
        loaded = yaml.load(content, Loader=_PlainLoader)  # noqa: S506  a SafeLoader without aliases
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        why = f": {error.problem}" if isinstance(error, _RefusedError) else ""
        raise CaseError(f"is not valid YAML{line}{why}", "mend that line", file=path) from None
    try:
        return msgspec.convert(loaded, kind)
    except msgspec.ValidationError as error:
        raise CaseError(str(error), "mend that field", file=path) from None


class _RefusedError(yaml.MarkedYAMLError):
    """YAML that other readers take and this one does not."""

    def __init__(self, problem: str, mark: yaml.Mark) -> None:
        super().__init__(problem=problem, problem_mark=mark)


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, every key once, and with dates left as text."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise _RefusedError("aliases are not read here", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key, _ in node.value:
            # A list or a mapping as a key is refused below.
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise _RefusedError("the key stands twice", key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


# A date stays the text that the editor wrote; 'no' as a country code is caught by the types.
_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
