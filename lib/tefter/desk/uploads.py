"""Taking files from a browser: streamed to disk, bounded, and never by a name that is a path."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import (
    Field,
    File,
    FormParser,
    parse_options_header,
)
from starlette.requests import Request

from tefter.errors import CustodyError, TefterError, printable

ROOM_LEFT = 3
"""How often the upload must fit on the disk: as it arrives, in custody, and as frames."""

LONGEST_NAME = 200
LARGEST_FIELD = 10_000

UNFIT = re.compile(r'[<>"\\]|%0[AD]|%22', re.IGNORECASE)
"""What no name of a file needs. A browser writes line breaks and quotation marks of a name so.

Source: WHATWG HTML, Multipart form data, the encoding of a file's name.
"""


class UploadError(TefterError):
    """What was sent cannot be taken."""


class Upload:
    """What a browser sent: fields, and files that lie in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.fields: dict[str, str] = {}
        self.files: list[Path] = []

    def take_field(self, field: Field) -> None:
        """Take a field of the form."""
        value = field.value or b""
        if len(value) > LARGEST_FIELD:
            raise UploadError("a field of the form is too long", "write less")
        self.fields[_text(field.field_name)] = _text(value)

    def take_file(self, file: File) -> None:
        """Give a file that arrived the name that its sender gave it, if that is a name."""
        name = _text(file.file_name)
        if not name and not file.size:
            file.close()  # a form without a file chosen sends an empty one
            return
        _check_name(name)
        target = self._folder / name
        if target.exists():
            raise UploadError("is sent twice", "choose it once", file=name)
        file.flush_to_disk()
        arrived = file.actual_file_name
        if arrived is None:
            raise UploadError("did not arrive", "send it again", file=name)
        os.link(arrived, target)
        file.close()
        self.files.append(target)


@contextmanager
def arriving(incoming: Path) -> Iterator[Path]:
    """Make a folder for one upload, and clear it away whatever happens."""
    folder = incoming / secrets.token_hex(8)
    (folder / "parts").mkdir(parents=True)
    (folder / "files").mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def receive(request: Request, folder: Path, largest: int) -> Upload:
    """Receive a form with files.

    Parameters
    ----------
    folder : path
        From ``arriving``.
    largest : int
        Bytes that may arrive in all.

    Raises
    ------
    UploadError
        When it is too large, does not fit on the disk, or has a name that is none.
    """
    length = request.headers.get("content-length", "")
    if length.isdigit():
        _check_size(int(length), largest)
        _check_room(folder, int(length))
    kind, options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise UploadError("no files were sent", "use the form of this page")
    upload = Upload(folder / "files")
    parser = FormParser(
        "multipart/form-data",
        upload.take_field,
        upload.take_file,
        boundary=options[b"boundary"],
        config={"UPLOAD_DIR": str(folder / "parts"), "MAX_MEMORY_FILE_SIZE": 1 << 20},
    )
    arrived = 0
    try:
        async for chunk in request.stream():
            arrived += len(chunk)
            _check_size(arrived, largest)
            parser.write(chunk)
        parser.finalize()
    except FormParserError:
        raise UploadError("what was sent is cut off", "send it again") from None
    return upload


def _check_size(size: int, largest: int) -> None:
    if size > largest:
        raise UploadError(
            f"this is more than {largest / 1e9:.3g} GB, the most that the desk takes at once",
            "add it with tefter add",
        )


def _check_room(folder: Path, size: int) -> None:
    if shutil.disk_usage(folder).free < ROOM_LEFT * size:
        raise UploadError("the disk has too little room for this", "make room, and send it again")


def _check_name(name: str) -> None:
    plain = Path(name).name == name and not UNFIT.search(name) and name not in {".", ".."}
    if not name or not plain or len(name.encode()) > LONGEST_NAME or printable(name) != name:
        raise CustodyError(
            "has a name that cannot be kept in data/raw",
            "rename it: no slashes, line breaks, quotation marks, < or >, and at most 200 bytes "
            "(a letter with a sign on it, or a Cyrillic one, is two)",
            file=name or "the file",
        )


def _text(raw: bytes | None) -> str:
    try:
        return (raw or b"").decode("utf-8")
    except UnicodeDecodeError:
        raise UploadError("a name in the form is no text", "rename the file") from None
