"""Personal data in text: find it, mask it; pseudonyms; what may be published."""

from tefter.privacy.exposing import exposes
from tefter.privacy.file_names import file_name
from tefter.privacy.find import add_personal_data, find
from tefter.privacy.mask import mask, masked
from tefter.privacy.names import declared_names
from tefter.privacy.pseudonyms import key_for, pseudonym
from tefter.privacy.release import publishable, safe_csv, suppress_small_cells
from tefter.privacy.split import mark_split_phones

__all__ = [
    "add_personal_data",
    "declared_names",
    "exposes",
    "file_name",
    "find",
    "key_for",
    "mark_split_phones",
    "mask",
    "masked",
    "pseudonym",
    "publishable",
    "safe_csv",
    "suppress_small_cells",
]
