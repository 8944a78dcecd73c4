"""Every number and table that a story may quote, made in one place."""
