"""What a file of a site says, in every layer in which something could hide."""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import unquote_to_bytes

PNG = b"\x89PNG\r\n\x1a\n"
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
PNG_TEXT = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"iCCP"}
DATA_ADDRESS = re.compile(
    r"data:[\w.+-]*/?[\w.+-]*(?:;[\w=.-]+)*?(?P<base64>;base64)?,(?P<body>[^\"'\s)>\\]*)",
    re.IGNORECASE,
)
LARGEST = 200_000_000
"""Bytes of one file unpacked: more is no part of a site."""

DEEPEST = 6
"""Layers inside one another: more is made to hide something."""


class TooDeepError(ValueError):
    """Something is packed so often or so large that it cannot be looked through."""


def layers(name: str, content: bytes, depth: int = 0) -> Iterator[str]:
    """Yield every text that a file holds.

    That is the file itself; HTML with its entities resolved; percent-encoding decoded; strings of
    JSON; the content of ``data:`` addresses, archives and sheets; the texts beside a PNG's pixels.
    What is drawn in pixels is not read.

    Raises
    ------
    TooDeepError
        When it is packed too deep or too large to be looked through.
    """
    if depth > DEEPEST or len(content) > LARGEST:
        raise TooDeepError(name)
    if content.startswith(PNG):
        yield from _png(name, content, depth)
    elif content.startswith(ZIP):
        yield from _zip(content, depth)
    elif content.startswith(GZIP):
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
            yield from layers(name, packed.read(LARGEST + 1), depth + 1)
    else:
        yield from _text(name, _decoded(content), depth)


def _decoded(content: bytes) -> str:
    for bom, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"\xef\xbb\xbf", "utf-8-sig"),
    ):
        if content.startswith(bom):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _text(name: str, text: str, depth: int) -> Iterator[str]:
    rest = []
    place = 0
    for found in DATA_ADDRESS.finditer(text):
        packed = _address(found)
        if packed is None:
            continue
        rest.append(text[place : found.start()])
        place = found.end()
        yield from layers(name, packed, depth + 1)
    rest.append(text[place:])
    own = " ".join(rest)
    yield own
    if "&" in own:
        resolved = html.unescape(own)
        if resolved != own:
            yield from layers(name, resolved.encode("utf-8", "surrogatepass"), depth + 1)
    if "%" in own:
        yield unquote_to_bytes(own).decode("utf-8", "replace")
    if "\\" in own:
        yield from _escaped(own)
    if PurePosixPath(name).suffix == ".svg" or "<svg" in own[:2000]:
        # Marks of one word may stand in the middle of it.
        yield re.sub(r"<[^>]*>", "", own)


def _address(found: re.Match[str]) -> bytes | None:
    body = unquote_to_bytes(found["body"])
    if not found["base64"]:
        return body if len(body) > 1 else None
    try:
        return base64.b64decode(body + b"=" * (-len(body) % 4), validate=False)
    except (binascii.Error, ValueError):
        return None


ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([nrt\"'/\\])")


def _escaped(text: str) -> Iterator[str]:
    """Yield a text with the escapes of JSON, JavaScript and CSS resolved."""
    with suppress(ValueError, RecursionError):
        yield from _strings(json.loads(text))
    yield ESCAPE.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else {"n": "\n", "r": "\n", "t": "\t"}.get(found[3], found[3])


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _strings(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _png(name: str, content: bytes, depth: int) -> Iterator[str]:
    place = len(PNG)
    while place + 8 <= len(content):
        length, kind = (
            int.from_bytes(content[place : place + 4], "big"),
            content[place + 4 : place + 8],
        )
        body = content[place + 8 : place + 8 + length]
        place += 12 + length
        if kind in PNG_TEXT:
            yield body.replace(b"\0", b" ").decode("utf-8", "replace")
            yield from _inflated(name, body, depth)
        if kind == b"IEND":
            break
    if place < len(content):
        yield from layers(name, content[place:], depth + 1)


def _inflated(name: str, body: bytes, depth: int) -> Iterator[str]:
    """Yield what is compressed inside a text of a PNG, wherever its stream begins."""
    start = body.find(b"\x78")
    while start >= 0:
        try:
            yield from layers(
                name, zlib.decompressobj().decompress(body[start:], LARGEST), depth + 1
            )
        except zlib.error:
            start = body.find(b"\x78", start + 1)
        else:
            return


def _zip(content: bytes, depth: int) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        yield "\n".join(packed.namelist())
        yield packed.comment.decode("utf-8", "replace")
        if sum(one.file_size for one in packed.infolist()) > LARGEST:
            raise TooDeepError("archive")
        for one in packed.infolist():
            yield from layers(one.filename, packed.read(one), depth + 1)
