"""Codebook and coders: which category a post falls into, by whom, and why."""
