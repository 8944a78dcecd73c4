"""A coder who codes post after post, and says of each that it is saved: killed by the test."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.crash.killer import kill_at

from tefter.coding.human import CoderFile
from tefter.coding.human.decisions import Decision


def main() -> None:
    """Code twenty posts, and name each on standard output when it is on disk."""
    point, folder = int(sys.argv[1]), Path(sys.argv[2])
    file = CoderFile(folder, "ana")
    file.repair()
    done = {decision.post_uid for decision in file.read()}
    kill_at(point)
    for number in range(20):
        uid = f"tiktok:{number}"
        if uid not in done:
            when = datetime(2024, 3, 6, tzinfo=UTC)
            file.append([Decision(uid, "ana", "coded", ("general",), (), when, "1")])
            print(uid, flush=True)


if __name__ == "__main__":
    main()
