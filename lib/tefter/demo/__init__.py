"""The synthetic demo case, made by a deterministic generator."""
