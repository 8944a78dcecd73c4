"""Read a large Telegram export: time and memory, as ratios against ``json.load`` of the same file.

Each is a process of its own, so that neither has the other's memory.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WORDS = [
    "sot",
    "nuk",
    "ka",
    "ujë",
    "në",
    "lagje",
    "danas",
    "nema",
    "struje",
    "u",
    "gradu",
    "утре",
    "ќе",
    "врне",
]
BASELINE = "import json, sys; json.load(open(sys.argv[1], encoding='utf-8'))"
"""What most scripts do with such a file."""


def write_export(path: Path, megabytes: int) -> int:
    """Write a Telegram Desktop export of about that size; return how many messages it has."""
    head = {"name": "Invented group", "type": "public_supergroup", "id": 1001, "messages": []}
    opening = json.dumps(head)[: -len("]}")]
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(opening)
        while file.tell() < megabytes * 1_000_000:
            count += 1
            text = " ".join(WORDS[(count * step) % len(WORDS)] for step in range(3, 40))
            message = {
                "id": count,
                "type": "message",
                "date": "2023-05-01T10:00:00",
                "date_unixtime": str(1_682_935_200 + count),
                "from": f"demo {count % 997}",
                "from_id": f"user{count % 997}",
                "text": text,
                "text_entities": [{"type": "plain", "text": text}],
            }
            file.write(("" if count == 1 else ",") + json.dumps(message, ensure_ascii=False))
        file.write("]}")
    return count


def measured(command: list[str]) -> tuple[float, float]:
    """Run a command; return its seconds, and the most memory that it held, in MB."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return seconds, _megabytes(usage)


def _megabytes(usage: resource.struct_rusage) -> float:
    # Kilobytes on Linux, bytes on macOS: getrusage(2).
    return usage.ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)


def main() -> None:
    """Print both, and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=200)
    size = parser.parse_args().megabytes
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "result.json"
        count = write_export(export, size)
        baseline = measured([sys.executable, "-c", BASELINE, str(export)])
        ours = measured(
            [sys.executable, "-m", "tefter", "read", str(export), "--to", f"{folder}/out"]
        )
    print(f"{size} MB, {count:,} messages")
    print(f"json.load    {baseline[0]:7.1f} s  {baseline[1]:7.0f} MB")
    print(f"tefter read  {ours[0]:7.1f} s  {ours[1]:7.0f} MB")
    print(f"ratio        {ours[0] / baseline[0]:7.1f}    {ours[1] / baseline[1]:7.2f}")


if __name__ == "__main__":
    main()
