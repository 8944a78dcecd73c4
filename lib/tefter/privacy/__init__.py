"""Personal data in text: find it, mask it; pseudonyms; what may be published."""

from tefter.privacy.find import add_personal_data, find
from tefter.privacy.mask import mask, masked
from tefter.privacy.pseudonyms import key_for, pseudonym
from tefter.privacy.release import publishable, safe_csv, suppress_small_cells

__all__ = [
    "add_personal_data",
    "find",
    "key_for",
    "mask",
    "masked",
    "pseudonym",
    "publishable",
    "safe_csv",
    "suppress_small_cells",
]
