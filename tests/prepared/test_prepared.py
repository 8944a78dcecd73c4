"""What code and libraries alone decide is worked out once on a machine."""

from __future__ import annotations

import threading

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tefter import prepared
from tefter.prepared import prepared_arrays, prepared_frames

DECIDED = {"rooms": ("values",), "libraries": ()}


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "tefter"


def counted(value):
    calls = []

    def make():
        calls.append(1)
        return (value,)

    return make, calls


FRAME = pl.DataFrame({"form": ["Пеја", "Pejë", None], "people": [1, 2, None]})


def test_the_second_time_it_comes_from_disk_and_is_the_same():
    make, calls = counted(FRAME)
    (first,) = prepared_frames("forms", make, **DECIDED)
    (second,) = prepared_frames("forms", make, **DECIDED)
    assert_frame_equal(first, second)
    assert len(calls) == 1


def test_arrays_come_back_to_the_bit():
    array = np.random.default_rng(1).random((50, 3)).astype(np.float32)
    make, calls = counted(array)
    prepared_arrays("weights", make, **DECIDED)
    (second,) = prepared_arrays("weights", make, **DECIDED)
    assert second.tobytes() == array.tobytes()
    assert len(calls) == 1


def test_another_version_of_a_library_or_of_the_code_makes_it_anew(monkeypatch):
    make, calls = counted(FRAME)
    prepared_frames("forms", make, **DECIDED)
    monkeypatch.setattr(prepared, "version", lambda _: "99")
    prepared_frames("forms", make, **DECIDED)
    monkeypatch.setattr(prepared, "room_digest", lambda _: "another")
    prepared_frames("forms", make, **DECIDED)
    assert len(calls) == 3


@pytest.mark.parametrize("left", [b"", b"no Arrow"])
def test_half_a_file_is_made_anew(kept, left):
    make, calls = counted(FRAME)
    prepared_frames("forms", make, **DECIDED)
    next(kept.glob("*/*.arrow")).write_bytes(left)
    assert_frame_equal(prepared_frames("forms", make, **DECIDED)[0], FRAME)
    prepared_frames("forms", make, **DECIDED)
    assert len(calls) == 2


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(kept):
    kept.parent.mkdir(parents=True)
    kept.write_text("a file where the folder belongs")
    make, calls = counted(FRAME)
    assert_frame_equal(prepared_frames("forms", make, **DECIDED)[0], FRAME)
    prepared_frames("forms", make, **DECIDED)
    assert len(calls) == 2


def test_many_at_once_all_get_it_whole(kept):
    found = []

    def ask():
        found.append(prepared_frames("forms", lambda: (FRAME,), **DECIDED)[0])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(frame.equals(FRAME) for frame in found)
    assert [path.name for path in kept.iterdir() if path.name.startswith(".")] == []


def test_old_versions_do_not_pile_up(kept, monkeypatch):
    for number in range(6):
        monkeypatch.setattr(prepared, "version", lambda _, number=number: str(number))
        prepared_frames("forms", lambda: (FRAME,), **DECIDED)
    assert len(list(kept.iterdir())) == prepared.VERSIONS
