"""``python -m tefter`` is ``tefter``."""

from tefter.cli import main

main()
