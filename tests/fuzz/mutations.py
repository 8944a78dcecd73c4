"""Ways in which exports are damaged, some as disks and people do it, some as an enemy would."""

from __future__ import annotations

import gzip
import json
import random
import zlib
from collections.abc import Callable
from typing import Any

BYTES = (
    b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\r", b"\n", b"\r\n\r\n", b'"', b"\\", b"{",
    b"}", b"[", b"]", b",", b";", b"\t", b"\x1b[2J", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"NaN",
    b"-Infinity", b"1e999", b"null", b"true", b'{"', b"\\ud800", b"\\u0000", b"'", b"=cmd|' /C'!A0",
)  # fmt: skip
"""What breaks a reader when it stands where nobody expected it."""

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**18, 2**63, -(2**63) - 1, 10**400, 1e308, float("nan"),
    float("inf"), "", " ", "0", "-5", "12.345", "1,2K", "2 mln", "NaN", "null", "2023-02-30",
    "9999-12-31T23:59:59Z", "0000-00-00", "1700000000", "1e9", "\x00", "\ud800", "😀" * 50,
    "\u202eobrnuto", "<script>alert(1)</script>", "=1+1", "../../etc/passwd", "a" * 5_000,
    [], {}, [[]], [None], {"": None}, [{}] * 3, {"id": {"id": {"id": 1}}}, [[[[[[[[[[1]]]]]]]]]],
)  # fmt: skip
"""Values of the wrong kind, or of the right kind and beyond belief."""


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Return an export with one to four faults in it."""
    kinds: list[Callable[[bytes, random.Random], bytes]] = [
        *(_flip, _cut_off, _cut_out, _twice, _insert, _shuffled_lines, _recoded, _packed_again),
        # Most damage that a reader has not thought of is in well-formed JSON.
        *([_tree] * 8),
    ]
    for _ in range(dice.choice((1, 1, 1, 2, 3, 4))):
        content = dice.choice(kinds)(content, dice)
    return content


def _place(content: bytes, dice: random.Random) -> int:
    return dice.randrange(len(content) + 1)


def _flip(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 20))):
        if changed:
            changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _cut_off(content: bytes, dice: random.Random) -> bytes:
    return (
        content[: _place(content, dice)] if dice.random() < 0.8 else content[dice.randint(1, 9) :]
    )


def _cut_out(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    return content[:begin] + content[begin + dice.choice((1, 2, 10, 200)) :]


def _twice(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    part = content[begin : begin + dice.choice((1, 30, 500, len(content)))]
    return content[:begin] + part * dice.choice((1, 2, 40)) + content[begin:]


def _insert(content: bytes, dice: random.Random) -> bytes:
    begin = _place(content, dice)
    return content[:begin] + dice.choice(BYTES) * dice.choice((1, 1, 2, 300)) + content[begin:]


def _shuffled_lines(content: bytes, dice: random.Random) -> bytes:
    lines = content.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines)


def _recoded(content: bytes, dice: random.Random) -> bytes:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content
    encoding = dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1250", "cp1251", "utf-8-sig"))
    return text.encode(encoding, "replace")


def _packed_again(content: bytes, dice: random.Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return dice.choice((packed, packed[:-4], zlib.compress(content), packed + packed))


def _tree(content: bytes, dice: random.Random) -> bytes:
    """Change one place inside JSON, or in one line of it."""
    try:
        text = content.decode()
        lines = text.split("\n") if text.lstrip()[:1] == "{" and "\n{" in text else [text]
        at = dice.randrange(len(lines))
        value = json.loads(lines[at])
    except (ValueError, RecursionError):
        return _insert(content, dice)
    lines[at] = json.dumps(_changed(value, dice), ensure_ascii=dice.random() < 0.5)
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _changed(value: Any, dice: random.Random) -> Any:
    if isinstance(value, dict) and value and dice.random() < 0.93:
        key = dice.choice(list(value))
        changed = dict(value)
        what = dice.random()
        if what < 0.1:
            del changed[key]
        elif what < 0.15:
            changed[dice.choice(list(value))] = changed[key]
        elif what < 0.2:
            changed[f"{key} "] = changed.pop(key)
        else:
            changed[key] = _changed(value[key], dice)
        return changed
    if isinstance(value, list) and value and dice.random() < 0.93:
        at = dice.randrange(len(value))
        what = dice.random()
        if what < 0.1:
            return value + value[at : at + 1] * 3
        return [*value[:at], _changed(value[at], dice), *value[at + 1 :]]
    return dice.choice(VALUES)
