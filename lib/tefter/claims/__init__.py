"""The sentences of a story with their numbers, checked against the findings of a run."""

from tefter.claims.book import CLAIMS, ClaimsBook, StoryClaims, read_claims
from tefter.claims.check import check_story
from tefter.claims.figures import Figure, find_figures
from tefter.claims.page import story_page
from tefter.claims.record import CLAIMS_JSON, record, write_record
from tefter.claims.story import Story, parse_story, read_story
from tefter.claims.verdict import Checked, Gone, Verdict

__all__ = [
    "CLAIMS",
    "CLAIMS_JSON",
    "Checked",
    "ClaimsBook",
    "Figure",
    "Gone",
    "Story",
    "StoryClaims",
    "Verdict",
    "check_story",
    "find_figures",
    "parse_story",
    "read_claims",
    "read_story",
    "record",
    "story_page",
    "write_record",
]
