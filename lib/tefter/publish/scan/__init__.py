"""The last look through every byte of a site for the people in the data."""

from tefter.publish.scan.looking import Leak, nothing_personal, scan
from tefter.publish.scan.values import Known, known_of

__all__ = ["Known", "Leak", "known_of", "nothing_personal", "scan"]
