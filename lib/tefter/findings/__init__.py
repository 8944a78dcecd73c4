"""Every number and table that a story may quote, made in one place.

Adding a number is one function marked ``@finding`` in one of the modules below, which are read
in the order in which a report shows them.
"""

# ruff: noqa: I001  the order of these modules is the order of the findings in a report
from tefter.findings import posts, accounts, coding, agreement, prevalence, captures
from tefter.findings import sharing, telegram, reading
from tefter.findings.accuracy import accuracy_table, confusion_table, reliability_table
from tefter.findings.cleaned import cleaning_table
from tefter.findings.coded import (
    calibration_table,
    decided_table,
    lexicon_table,
    model_table,
    prevalence_table,
    proposed_table,
)
from tefter.findings.data import Data
from tefter.findings.finding import Finding, all_findings, finding, finding_rows
from tefter.findings.interval import wilson
from tefter.findings.numbers import numbers, read_numbers, write_numbers
from tefter.findings.shares import share_table
from tefter.findings.table import Table, read_tables, write_tables
from tefter.findings.tables import tables
from tefter.findings.uncertain import coding_uncertainty

__all__ = [
    "Data",
    "Finding",
    "Table",
    "accounts",
    "accuracy_table",
    "agreement",
    "all_findings",
    "calibration_table",
    "captures",
    "cleaning_table",
    "coding",
    "coding_uncertainty",
    "confusion_table",
    "decided_table",
    "finding",
    "finding_rows",
    "lexicon_table",
    "model_table",
    "numbers",
    "posts",
    "prevalence",
    "prevalence_table",
    "proposed_table",
    "read_numbers",
    "read_tables",
    "reading",
    "reliability_table",
    "share_table",
    "sharing",
    "tables",
    "telegram",
    "wilson",
    "write_numbers",
    "write_tables",
]
