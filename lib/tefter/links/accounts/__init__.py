"""Accounts: how much each posts, how few post most, and which post the same things."""

from tefter.links.accounts.clusters import account_clusters, account_ties
from tefter.links.accounts.totals import account_totals, concentration

__all__ = ["account_clusters", "account_ties", "account_totals", "concentration"]
