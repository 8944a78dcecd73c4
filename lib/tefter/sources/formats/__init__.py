"""One module for every export format; the registry finds them by listing this folder."""
