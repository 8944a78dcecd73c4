"""One function for every chart, one theme, and its files."""
