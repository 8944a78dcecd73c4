"""Run a command and kill it with SIGKILL at one chosen point: ``python -m tests.crash.killer``.

Points are counted in what Python reports before it touches a file (audit events: PEP 578), so the
same number is the same place in the program, on however loaded a machine.
"""

from __future__ import annotations

import os
import signal
import sys

TOUCHING = frozenset(
    {
        "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link",
        "shutil.rmtree", "shutil.move", "shutil.copyfile", "shutil.copytree", "fcntl.flock",
    }
)  # fmt: skip
"""Events at which something on disk changes; an ``open`` counts where it may write."""

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def kill_at(point: int, count_to: str = "") -> None:
    """Kill this process at a point; with 0, write to ``count_to`` how many points there were."""
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event == "open":
            path, flags = arguments[0], arguments[2]
            bytecode = isinstance(path, str) and "__pycache__" in path
            if not isinstance(flags, int) or not flags & WRITING or bytecode:
                return
        elif event not in TOUCHING:
            return
        seen += 1
        if seen == point:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    if count_to:
        import atexit  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        def tell() -> None:
            # Counted before this file itself is opened.
            Path(count_to).write_text(str(seen))

        atexit.register(tell)


def main() -> None:
    """Run ``tefter`` with the arguments after the first two: the point, and where to count to."""
    point, count_to = int(sys.argv[1]), sys.argv[2].removeprefix("-")
    sys.argv = ["tefter", *sys.argv[3:]]
    from tefter.cli import main as tefter  # noqa: PLC0415  imported before anything is counted

    kill_at(point, count_to)
    tefter()


if __name__ == "__main__":
    main()
