"""Pseudonyms are keyed, and the key lies outside of the project, for its owner only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from tefter.errors import CaseError
from tefter.privacy import key_for, pseudonym

KEY, OTHER = bytes(32), bytes([1] * 32)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path


def key_file(home):
    return home / "share" / "tefter" / "keys" / "demo.key"


def test_one_name_has_one_pseudonym_under_one_key():
    names = pl.Series("account_name", ["a", "b", None, "a"])
    first, second, none, third = pseudonym(names, KEY).to_list()
    assert first == third != second
    assert none is None
    assert first.startswith("account-")


def test_another_key_or_another_thing_gives_another_pseudonym():
    name = pl.Series(["a"])
    assert pseudonym(name, KEY).to_list() != pseudonym(name, OTHER).to_list()
    assert pseudonym(name, KEY).to_list() != pseudonym(name, KEY, "chat").to_list()
    plain = [
        one.to_list()[0].split("-")[1]
        for one in (pseudonym(name, KEY), pseudonym(name, KEY, "chat"))
    ]
    assert plain[0] != plain[1]


def test_a_pseudonym_is_the_hmac_of_its_standard():
    # printf 'account\0a' | openssl dgst -sha256 -mac HMAC -macopt hexkey:00…00 -binary | base32
    assert pseudonym(pl.Series(["a"]), KEY).to_list() == ["account-5khpd6wsa6p7"]


def test_a_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        pseudonym(pl.Series(["a"]), b"short")


def test_a_key_is_made_once_and_for_its_owner_only(home):
    key = key_for("demo")
    assert len(key) == 32
    assert key_for("demo") == key
    assert key_for("other") != key
    assert key_file(home).stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in key_file(home).parent.iterdir()) == [
        "demo.key",
        "other.key",
    ]


def test_making_a_key_says_that_losing_it_loses_the_link(home):
    with pytest.warns(UserWarning, match="cannot be linked"):
        lost = key_for("demo")
    key_file(home).unlink()
    with pytest.warns(UserWarning, match="cannot be linked"):
        assert key_for("demo") != lost


def test_the_folder_of_keys_is_closed_to_others_also_where_it_was_open(home):
    key_file(home).parent.mkdir(parents=True, mode=0o755)
    key_for("demo")
    assert key_file(home).parent.stat().st_mode & 0o777 == 0o700


def test_many_at_once_get_the_same_key(home):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: key_for("demo"), range(32)))) == 1


def test_a_damaged_key_is_not_replaced_silently(home):
    key_for("demo")
    key_file(home).write_bytes(b"half")
    with pytest.raises(CaseError, match="cannot be linked"):
        key_for("demo")


def test_a_key_that_others_can_read_is_refused(home):
    key_for("demo")
    key_file(home).chmod(0o644)
    with pytest.raises(CaseError, match="chmod 600"):
        key_for("demo")


def test_a_key_never_lies_inside_a_project(home):
    for folder in ("cases", "data"):
        (home / folder).mkdir()
    with pytest.raises(CaseError, match="outside"):
        key_for("demo")


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_a_link_does_not_lead_a_key_into_a_project(home, tmp_path_factory, linked):
    project = tmp_path_factory.mktemp("project")
    for folder in ("cases", "data"):
        (project / folder).mkdir()
    key_for("demo")
    path = key_file(home)
    moved = path if linked == "file" else path.parent
    moved.rename(project / "moved")
    moved.symlink_to(project / "moved")
    with pytest.raises(CaseError, match="outside"):
        key_for("demo")


def test_a_key_that_others_could_have_put_there_is_refused(home):
    key_for("demo")
    for folder in (key_file(home).parent, key_file(home).parent.parent):
        folder.chmod(0o777)
        with pytest.raises(CaseError, match="chmod 700"):
            key_for("demo")
        folder.chmod(0o700)


def test_a_copied_key_links_no_two_cases(home):
    key_for("demo")
    key_for("other")
    key_file(home).with_name("other.key").write_bytes(key_file(home).read_bytes())
    assert key_for("demo") != key_for("other")


def test_a_name_that_leaves_the_folder_is_refused(home):
    with pytest.raises(CaseError):
        key_for("../demo")
