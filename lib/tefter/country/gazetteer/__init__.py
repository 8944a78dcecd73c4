"""Names of places: which there are, how they are spelt and inflected, and where a text has one."""

from tefter.country.gazetteer.find import find_doubtful, find_places, find_tags

__all__ = ["find_doubtful", "find_places", "find_tags"]
