"""The reliability curve says in words what it draws."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from tefter.charts import Origin, reliability
from tefter.charts.picture import Picture

ORIGIN = Origin("Posts", date(2023, 12, 1), synthetic=True)
TABLE = pl.DataFrame(
    {
        "from": [0.5, 0.99],
        "posts": [10, 90],
        "confidence": [0.6, 1.0],
        "share_right": [0.5, 1.0],
        "low": [0.24, 0.96],
        "high": [0.76, 1.0],
    }
)


def test_its_title_is_what_was_stated_and_what_was_right():
    chart = reliability(TABLE, ORIGIN)
    assert chart.title == "Stated confidence 96%, right 95%"
    assert "Confidence 60%, right 50%, posts 10" in chart.alt
    assert chart.caption.startswith("Synthetic data.")


@pytest.mark.parametrize("language", ["en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl"])
def test_it_can_be_drawn_in_every_language_and_without_data(language):
    for table in (TABLE, TABLE.clear()):
        picture = Picture.of(reliability(table, ORIGIN, language=language))
        assert picture.standing_alone().startswith("<svg")
        assert "{" not in picture.title + picture.alt
