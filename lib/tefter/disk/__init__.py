"""What is on disk is whole or not there, whenever a process ends; and who may write now."""

from tefter.disk.listing import Listed, is_plain, listed
from tefter.disk.writing import append, settle, write, written

__all__ = ["Listed", "append", "is_plain", "listed", "settle", "write", "written"]
