"""How many posts are of a category, with its uncertainty. See ``docs/prevalence.md``."""

from tefter.coding.prevalence.estimate import ALL_RELEVANT, prevalence

__all__ = ["ALL_RELEVANT", "prevalence"]
