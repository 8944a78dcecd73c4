"""What a file is that is no export, told by its first bytes, so that a refusal can say so."""

from __future__ import annotations

HEAD = 512
"""Bytes needed to tell a file's kind; the mark of a tar archive stands at 257."""

# Signatures: https://www.garykessler.net/library/file_sigs.html and the formats' own standards.
_AT_START: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "a JPEG photo"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"%PDF-", "a PDF document"),
    (b"\x1aE\xdf\xa3", "a WebM or Matroska video"),
    (b"OggS", "an Ogg sound or video"),
    (b"ID3", "an MP3 sound"),
    (b"\xff\xfb", "an MP3 sound"),
    (b"fLaC", "a FLAC sound"),
    (b"{\\rtf", "a rich text document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.xls or .doc)"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"\x80\x04\x95", "a Python pickle, which Tefter never opens"),
    (b"\x7fELF", "a program"),
    (b"wOF", "a font"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an XZ archive"),
    (b"BZh", "a bzip2 archive"),
)
_RIFF = {b"WEBP": "a WebP picture", b"WAVE": "a WAV sound", b"AVI ": "an AVI video"}

MEDIA = ("picture", "photo", "video", "sound", "font", "document")
"""Words in the kinds above that a folder export holds beside its data, and that hold no record."""


def kind_of(head: bytes) -> str | None:
    """Return what the file is if its first bytes are those of a known binary format.

    Parameters
    ----------
    head : bytes
        The first ``HEAD`` bytes.

    Returns
    -------
    str or None
        A phrase such as ``a JPEG photo``; None where the bytes may be text, a table or an archive
        that Tefter opens.
    """
    for mark, kind in _AT_START:
        if head.startswith(mark):
            return kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "a sound or a video")
    if head[4:8] == b"ftyp":
        return "a HEIC photo" if head[8:11] in {b"hei", b"mif"} else "an MP4 video"
    if head[257:262] == b"ustar":
        return "a tar archive"
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return "a BMP picture"
    return None


def is_gzip(head: bytes) -> bool:
    """Tell whether the bytes begin a gzip file (RFC 1952)."""
    return head.startswith(b"\x1f\x8b\x08")


def is_zstd(head: bytes) -> bool:
    """Tell whether the bytes begin a Zstandard frame, also a skippable one (RFC 8878)."""
    return head.startswith(b"\x28\xb5\x2f\xfd") or (
        head[1:4] == b"\x2a\x4d\x18" and 0x50 <= head[0] <= 0x5F  # noqa: PLR2004  RFC 8878, 3.1.2
    )


def is_zip(head: bytes) -> bool:
    """Tell whether the bytes begin a zip archive (PKWARE APPNOTE 4.3), also an empty one."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_parquet(head: bytes) -> bool:
    """Tell whether the bytes begin an Apache Parquet file."""
    return head.startswith(b"PAR1")
