"""Signals of where a post comes from, joined into a country or into "unknown"."""
