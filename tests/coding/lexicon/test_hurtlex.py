"""Lists in the form of HurtLex, as a file of the lexicon."""

from __future__ import annotations

import pytest
from tests.coding.lexicon.lexicons import codebook, found

from tefter.coding import Lexicon
from tefter.coding.lexicon import import_hurtlex, read_hurtlex
from tefter.errors import CaseError, SourceError

LIST = """id\tpos\tcategory\tstereotype\tlemma\tlevel
XX1\tn\tasf\tyes\tzmajka\tconservative
XX2\tn\tasf\tno\tkrivina "velika\tinclusive
XX3\tn\tre\tno\tpljuska\tconservative
XX4\tn\tasf\tno\tab\tconservative
XX5\tn\tasf\tno\tzmajka\tconservative
XX6\tn\tpr\tno\tbroj telefona\tconservative
XX7\tn\tasf\tno\tčmajka\tconservative
"""
MAPPING = {"asf": "attack", "pr": "exposed"}


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text(LIST, encoding="utf-8")
    return read_hurtlex(path)


def test_the_words_of_mapped_categories_become_entries(table, tmp_path):
    imported = import_hurtlex(table, "hr", MAPPING, codebook(tmp_path))
    attack, exposed = imported.file.entries
    assert (attack.id, attack.category) == ("hr-hurtlex-asf", "attack")
    assert [attack.pattern, *attack.forms] == ["zmajka", "čmajka"]
    assert (exposed.flag, exposed.pattern) == ("exposed", "broj telefona")


def test_every_word_left_out_is_accounted_for_by_id_never_by_word(table, tmp_path):
    imported = import_hurtlex(table, "hr", MAPPING, codebook(tmp_path))
    assert imported.skipped.rows() == [
        ("XX2", "level"),
        ("XX3", "category_not_mapped"),
        ("XX4", "no_pattern"),
        ("XX5", "repeated"),
    ]


def test_the_inclusive_level_keeps_all(table, tmp_path):
    imported = import_hurtlex(table, "hr", MAPPING, codebook(tmp_path), level="inclusive")
    assert imported.file.entries[0].forms == ['krivina "velika', "čmajka"]


def test_long_words_may_stand_for_their_forms(table, tmp_path):
    imported = import_hurtlex(table, "hr", MAPPING, codebook(tmp_path), wildcard_from=6)
    assert imported.file.entries[0].pattern == "zmajka*"
    assert imported.file.entries[1].pattern == "broj telefona"


def test_what_is_written_is_a_lexicon_that_codes(table, tmp_path):
    book = codebook(tmp_path)
    folder = tmp_path / "lexicon"
    folder.mkdir()
    import_hurtlex(table, "hr", MAPPING, book).write(folder / "hr-hurtlex.yml")
    assert found(Lexicon.read(folder, book), "ZMAJKA!", "more", language="hbs") == [True, False]


def test_a_file_that_is_there_is_not_overwritten(table, tmp_path):
    imported = import_hurtlex(table, "hr", MAPPING, codebook(tmp_path))
    imported.write(tmp_path / "hr-hurtlex.yml")
    with pytest.raises(CaseError, match="there already"):
        imported.write(tmp_path / "hr-hurtlex.yml")


def test_a_mapping_to_what_the_codebook_lacks_is_refused(table, tmp_path):
    with pytest.raises(CaseError, match="names nothing"):
        import_hurtlex(table, "hr", {"asf": "nothing"}, codebook(tmp_path))


def test_a_file_without_the_columns_is_refused(tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text("id\tlemma\n1\tzmajka\n", encoding="utf-8")
    with pytest.raises(SourceError, match="lacks the column pos"):
        read_hurtlex(path)
    with pytest.raises(SourceError, match="no list of words"):
        read_hurtlex(tmp_path / "missing.tsv")
