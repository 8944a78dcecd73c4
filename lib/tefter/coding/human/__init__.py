"""People who code: what is assigned to them, what they decide, and how it comes together."""

from tefter.coding.human.adjudication import code_by_hand, disagreements, final_codes
from tefter.coding.human.assignments import Draw, draw_assignments, read_assignments
from tefter.coding.human.collecting import SCHEMA as ANNOTATIONS
from tefter.coding.human.collecting import flag_ratings, ratings_of, read_annotations
from tefter.coding.human.decisions import CoderFile, Decision
from tefter.coding.human.journal import AnnotationError
from tefter.coding.human.opening import adjudicate, assign, code_posts
from tefter.coding.human.people import People, read_people
from tefter.coding.human.places import Places
from tefter.coding.human.reliability import reliability
from tefter.coding.human.session import Session
from tefter.coding.human.summary import coded_how_often, differences, who_coded

__all__ = [
    "ANNOTATIONS",
    "AnnotationError",
    "CoderFile",
    "Decision",
    "Draw",
    "People",
    "Places",
    "Session",
    "adjudicate",
    "assign",
    "code_by_hand",
    "code_posts",
    "coded_how_often",
    "differences",
    "disagreements",
    "draw_assignments",
    "final_codes",
    "flag_ratings",
    "ratings_of",
    "read_annotations",
    "read_assignments",
    "read_people",
    "reliability",
    "who_coded",
]
