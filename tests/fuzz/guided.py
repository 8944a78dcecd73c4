"""Damage exports where that makes the readers do something new: ``python -m tests.fuzz.guided``.

Needs ``atheris`` (pip install atheris), which is not among the project's packages: it is built for
few versions of Python. Inputs that broke a promise are kept in ``corpus/``, those that libFuzzer
found slow in the folder for temporary files; options of libFuzzer may follow, such as
``-max_total_time=600``.
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["tefter.sources", "tefter.values"]):
    import tefter.sources.reading  # noqa: F401  instrumented before anything else imports it

from tests.fuzz.mutations import damaged
from tests.fuzz.reading import broken_promises
from tests.fuzz.seeds import seeds

CORPUS = Path(__file__).with_name("corpus")
NAMES = sorted(seeds())


def read_one(content: bytes) -> None:
    """Read one input, whose first byte says which kind of file it is."""
    if not content:
        return
    name = NAMES[content[0] % len(NAMES)]
    with tempfile.TemporaryDirectory() as folder:
        broken = broken_promises(name, content[1:], Path(folder))
    if broken:
        CORPUS.mkdir(exist_ok=True)
        (CORPUS / f"guided{hashlib.sha256(content).hexdigest()[:8]}-{name}").write_bytes(
            content[1:]
        )
        raise AssertionError("; ".join(broken))


def another(content: bytes, most: int, seed: int) -> bytes:
    """Change an input as ``mutations`` does; libFuzzer keeps those that reach new code."""
    dice = random.Random(seed)
    if not content or dice.random() < 0.05:
        at = dice.randrange(len(NAMES))
        content = bytes([at]) + seeds()[NAMES[at]]
    return (content[:1] + damaged(content[1:], dice))[:most]


def main() -> None:
    """Hand over to libFuzzer."""
    with tempfile.TemporaryDirectory() as begin:
        for at, name in enumerate(NAMES):
            (Path(begin) / name).write_bytes(bytes([at]) + seeds()[name])
        limits = ["-max_len=60000", "-rss_limit_mb=3000", "-timeout=60"]
        kept = f"-artifact_prefix={tempfile.gettempdir()}/tefter-fuzz-"
        atheris.Setup([*sys.argv, *limits, kept, begin], read_one, custom_mutator=another)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
