"""What belongs together: posts shared again elsewhere, posts gone between captures."""

from __future__ import annotations

from tefter.links.disappearance import disappeared
from tefter.links.shared import shared_again

__all__ = ["disappeared", "shared_again"]
