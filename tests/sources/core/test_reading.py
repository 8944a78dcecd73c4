import gzip
import io
import json
import re
import zipfile
import zlib
from datetime import UTC, datetime

import openpyxl
import polars as pl
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sources.helpers import read_bytes, read_paths

from tefter.errors import TefterError
from tefter.frames import ACCOUNTS, FrameError
from tefter.sources import reading, sampling, streams, text
from tefter.sources.collecting import WRITTEN
from tefter.sources.contract import Format
from tefter.sources.reading import read_files
from tefter.sources.records import Account, Reject

pytestmark = pytest.mark.usefixtures("plain")


def ndjson(*records: dict) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def posts(count: int) -> bytes:
    return ndjson(*({"id": f"{n}", "text": f"post {n}"} for n in range(1, count + 1)))


def reasons(frames) -> list:
    return frames["rejects"]["reason"].to_list()


def failure(name: str, content: bytes, tmp_path) -> str:
    frames, summary = read_bytes(name, content, tmp_path)
    assert all(frame.is_empty() for frame in frames.values())
    (sentence,) = summary.failures
    return sentence


# --- accounting ---------------------------------------------------------------------------------


def test_every_record_becomes_exactly_one_thing_and_is_counted(tmp_path):
    kinds = ["post", "comment", "event", "account", "reject", "unreadable", "crash"]
    content = ndjson(*({"id": str(n), "kind": kind} for n, kind in enumerate(kinds)))
    frames, summary = read_bytes("all.ndjson", content + b"garbage\n", tmp_path)
    (file,) = summary.files
    assert file.records == 8
    assert (file.posts, file.comments, file.events, file.account_records) == (1, 1, 1, 1)
    assert file.rejects == 4
    assert file.reasons == {"address_book": 1, "bad_time": 1, "unreadable": 1, "not_json": 1}
    assert frames["accounts"]["own_record"].to_list() == [True]
    assert summary.to_dict()["totals"]["records"] == 8
    assert summary.rows()[-1]["posts"] == 1


lines_of_all_kinds = st.lists(
    st.one_of(
        st.binary(max_size=20).map(lambda data: data.replace(b"\n", b"")),
        st.builds(
            lambda number, kind, at: json.dumps(
                {"id": number, "kind": kind, "at": at, "author": "a"}
            ).encode(),
            st.one_of(st.integers(0, 5).map(str), st.integers(), st.none()),
            st.sampled_from(["post", "comment", "event", "account", "reject", "crash"]),
            st.sampled_from([None, "1", "2", "x"]),
        ),
    ),
    max_size=30,
)


@given(lines_of_all_kinds)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_the_sums_add_up_whatever_the_lines(tmp_path, lines):
    first = json.dumps({"id": "first"}).encode()
    # Enough good lines for the shape to be known.
    content = b"\n".join([first, *lines, *[first] * len(lines)])
    frames, summary = read_bytes("mixed", content, tmp_path)
    (file,) = summary.files
    filled = sum(1 for line in content.split(b"\n") if line.strip())
    assert file.records == filled
    rows = sum(frames[name].height for name in ("posts", "comments", "events", "rejects"))
    assert rows + file.account_records == filled


def test_a_record_that_got_lost_stops_the_reading(tmp_path, monkeypatch):
    take = reading.Tally.take
    monkeypatch.setattr(
        reading.Tally, "take", lambda self, outcome, n: n == 2 or take(self, outcome, n)
    )
    with pytest.raises(FrameError, match="do not add up"):
        read_bytes("a.ndjson", posts(3), tmp_path)
    assert not (tmp_path / "read" / "posts.parquet").exists()


def test_a_reader_that_breaks_says_only_the_kind_of_error(tmp_path):
    frames, _ = read_bytes("a.ndjson", ndjson({"id": "1", "kind": "crash"}), tmp_path)
    assert frames["rejects"].rows() == [("a.ndjson", 1, "unreadable", "KeyError")]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("views", 2**70, "bad_count"),
        ("views", "many", "wrong_shape"),
        ("text", 12, "wrong_shape"),
        ("text", ["a"], "wrong_shape"),
        ("author", {"id": 1}, "wrong_shape"),
        ("followers", 2**70, "bad_count"),
    ],
)
def test_a_value_that_no_column_can_hold_costs_only_its_record(tmp_path, field, value, reason):
    bad = {"id": "1", "author": "a", field: value}
    frames, _ = read_bytes("a.ndjson", ndjson(bad, {"id": "2"}), tmp_path)
    assert reasons(frames) == [reason]
    assert frames["posts"]["post_id"].to_list() == ["2"]


def test_all_five_files_are_written_even_when_nothing_could_be_read(tmp_path):
    summary = read_files([tmp_path / "missing.json"], tmp_path / "out")
    assert summary.failures
    for frame in WRITTEN:
        assert pl.read_parquet_schema(tmp_path / "out" / f"{frame.name}.parquet") == frame.schema


def test_an_earlier_reading_stays_when_a_new_one_is_interrupted(tmp_path, monkeypatch):
    read_bytes("a.ndjson", posts(3), tmp_path)

    def interrupt(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([tmp_path / "a.ndjson"], tmp_path / "read", progress=interrupt)
    assert pl.read_parquet(tmp_path / "read" / "posts.parquet").height == 3
    assert len(list((tmp_path / "read").iterdir())) == 5


def test_progress_tells_the_bytes_read_of_all(tmp_path):
    path = tmp_path / "a.ndjson"
    path.write_bytes(posts(2500))
    told = []
    read_files([path], tmp_path / "out", progress=lambda *state: told.append(state))
    size = path.stat().st_size
    assert told[-1] == ("a.ndjson", size, size)
    assert len(told) == 3


# --- duplicates and accounts --------------------------------------------------------------------


def test_the_same_record_twice_is_kept_once_and_rejected_once(tmp_path):
    same = {"id": "1", "text": "a"}
    frames, _ = read_bytes("a.ndjson", ndjson(same, {"id": "2"}, same), tmp_path)
    assert frames["posts"].height == 2
    assert frames["rejects"].rows() == [("a.ndjson", 3, "duplicate_record", "record 1 was first")]


def test_one_identifier_with_two_contents_keeps_the_first(tmp_path):
    content = ndjson({"id": "1", "text": "a"}, {"id": "1", "text": "b"}, {"id": "1", "text": "a"})
    frames, _ = read_bytes("a.ndjson", content, tmp_path)
    assert frames["posts"]["text"].to_list() == ["a"]
    assert reasons(frames) == ["duplicate_identifier", "duplicate_record"]


def test_the_same_post_at_another_time_is_a_second_capture(tmp_path):
    content = ndjson({"id": "1", "at": 10}, {"id": "1", "at": 20})
    frames, summary = read_bytes("a.ndjson", content, tmp_path)
    assert frames["posts"].height == 2
    assert summary.files[0].first_posted_at == datetime.fromtimestamp(10, UTC)
    assert summary.files[0].last_posted_at == datetime.fromtimestamp(20, UTC)


def test_duplicates_are_found_across_batches(tmp_path):
    frames, summary = read_bytes("a.ndjson", posts(12_000) + posts(12_000), tmp_path)
    assert frames["posts"].height == 12_000
    assert summary.reasons == {"duplicate_record": 12_000}
    assert frames["rejects"]["detail"][-1] == "record 12000 was first"


def test_an_account_is_kept_as_last_seen_with_what_was_known_before(tmp_path):
    content = ndjson(
        {"id": "1", "author": "a", "at": 10, "followers": 5, "bio": "old"},
        {"id": "2", "author": "a", "at": 30, "followers": 7},
        {"id": "3", "author": "a", "at": 20, "followers": 6, "bio": "middle"},
    )
    frames, summary = read_bytes("a.ndjson", content, tmp_path)
    (row,) = frames["accounts"].to_dicts()
    assert (row["followers"], row["source_record"], row["own_record"]) == (7, 2, False)
    assert row["bio"] == "old"
    assert summary.files[0].accounts_seen == 1


def test_the_fields_of_an_account_are_the_columns_of_its_frame():
    assert [*Account.__struct_fields__, "own_record", "source_file", "source_record"] == list(
        ACCOUNTS.schema
    )


# --- several files ------------------------------------------------------------------------------


def test_a_file_that_fails_does_not_keep_the_others_from_being_read(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(posts(2))
    (tmp_path / "b.json").write_bytes(b"\xff\xd8\xff\xe0 a picture")
    (tmp_path / "c.ndjson").write_bytes(posts(3))
    paths = [tmp_path / name for name in ("a.ndjson", "b.json", "c.ndjson")]
    frames, summary = read_paths(paths, tmp_path / "out")
    assert [file.posts for file in summary.files] == [2, 3]
    assert summary.failures == ["b.json: is a JPEG photo, not an export; add the export itself."]
    assert frames["posts"]["source_file"].unique(maintain_order=True).to_list() == [
        "a.ndjson",
        "c.ndjson",
    ]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path):
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "result.json")
        paths[-1].write_bytes(posts(1))
    frames, _ = read_paths(paths, tmp_path / "out")
    assert frames["posts"]["source_file"].to_list() == ["one/result.json", "two/result.json"]


# --- bad input ----------------------------------------------------------------------------------


def test_a_folder_is_refused(tmp_path):
    _, summary = read_paths([tmp_path], tmp_path / "out")
    assert "is a folder, not a file" in summary.failures[0]


@pytest.mark.parametrize("content", [b"", b"   \n\n"])
def test_an_empty_file_is_refused(tmp_path, content):
    assert failure("a.json", content, tmp_path) == "a.json: is empty; export it again."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG photo"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a PNG picture"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x00\x00\x00\x20ftypisom" + bytes(30), "an MP4 video"),
        (b"SQLite format 3\x00" + bytes(90), "an SQLite database"),
        (b"\x00\x01\x02\x03" * 50, "binary data"),
        (bytes(400), "binary data"),
        (b"<!DOCTYPE html><html><body>Chat</body></html>", "a web page"),
        (b"Dear editor,\nhere are the posts.\n", "text without records"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "a 7-Zip archive"),
    ],
)
def test_what_is_no_export_is_named_whatever_the_file_is_called(tmp_path, content, what):
    sentence = failure("result.json", content, tmp_path)
    assert sentence.startswith("result.json: ")
    assert what in sentence
    assert sentence.count("\n") == 0


def test_an_unknown_export_is_described_by_its_fields_never_by_its_content(tmp_path):
    content = ndjson({"person": "secret name", "phone\x1b": "1", "+386 51 000 000": "2"})
    sentence = failure("a.json", content, tmp_path)
    assert "person and 2 more" in sentence
    assert not re.search("secret|\x1b|386", sentence)


def test_a_table_without_a_header_is_not_described_by_its_first_record(tmp_path):
    content = b"Ana A.,+386 51 000 000,10\nIva B.,+386 51 000 001,20\n"
    sentence = failure("a.csv", content, tmp_path)
    assert "3, none of them plainly a name" in sentence


def test_a_file_name_cannot_drive_the_terminal(tmp_path):
    sentence = failure("a\x1b[31m.json", b"", tmp_path)
    assert "\x1b" not in sentence


@pytest.mark.parametrize("cut", range(1, 60, 3))
def test_a_json_file_cut_anywhere_keeps_its_whole_records(tmp_path, cut):
    whole = json.dumps({"name": "x", "items": [{"id": "1"}, {"id": "2"}], "end": 1}).encode()
    frames, summary = read_bytes("a.json", whole[:cut], tmp_path)
    if summary.files:
        done = [n for n in ("1", "2") if b'"id": "%s"}' % n.encode() in whole[:cut]]
        assert frames["posts"]["post_id"].to_list() == done
        assert reasons(frames) == ["truncated"]
    else:
        assert summary.failures


def test_a_line_of_forty_megabytes_costs_only_itself(tmp_path):
    path = tmp_path / "a.ndjson"
    with path.open("wb") as file:
        file.write(posts(1) + b'{"id": "2", "text": "')
        for _ in range(40):
            file.write(b"x" * 2**20)
        file.write(b'"}\n' + ndjson({"id": "3"}))
    frames, _ = read_paths([path], tmp_path / "out")
    assert frames["posts"]["post_id"].to_list() == ["1", "3"]
    assert frames["rejects"].rows() == [
        ("a.ndjson", 2, "too_large", "the line is larger than 32 MB")
    ]


def test_nul_bytes_and_a_wrong_encoding_cost_only_their_lines(tmp_path):
    content = posts(2) + b'{"id": "3", "text": "\x00"}\n{"id": "4", "text": "\xe8"}\n' + b"\x00" * 9
    frames, _ = read_bytes("a.ndjson", content, tmp_path)
    assert frames["posts"].height == 2
    assert reasons(frames) == ["not_text"] * 3


def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path):
    content = b'{"id": "1", "text": "a\\ud83d"}\n{"id": "2", "text": "nul \\u0000"}\n'
    frames, _ = read_bytes("a.ndjson", content, tmp_path)
    assert frames["posts"]["text"].to_list() == ["a�", "nul \0"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_json_is_read_in_every_form_of_unicode(tmp_path, encoding):
    content = json.dumps([{"id": "1", "text": "čaj 😀"}], ensure_ascii=False, indent=1)
    frames, _ = read_bytes("a.json", content.encode(encoding), tmp_path)
    assert frames["posts"]["text"].to_list() == ["čaj 😀"]


@pytest.mark.parametrize(("encoding", "word"), [("cp1250", "kuća, žena"), ("cp1251", "кућа, жена")])
def test_a_table_in_a_regional_encoding_is_read_and_the_assumption_is_said(
    tmp_path, encoding, word
):
    frames, summary = read_bytes("a.csv", f'id;text\n1;"{word}"\n2;b\n'.encode(encoding), tmp_path)
    assert frames["posts"]["text"].to_list() == [word, "b"]
    assert encoding in summary.files[0].notes[0]


def test_letters_may_come_late_in_a_table(tmp_path, monkeypatch):
    monkeypatch.setattr(sampling, "SAMPLE", 4096)
    content = "id;text\n" + "".join(f"{n};plain\n" for n in range(2_000)) + "x;žena čeka\n"
    frames, _ = read_bytes("a.csv", content.encode("cp1250"), tmp_path)
    assert frames["posts"]["text"][-1] == "žena čeka"


# --- archives -----------------------------------------------------------------------------------


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


PACKED = {
    "gzip": gzip.compress,
    "gzip, twice": lambda data: gzip.compress(gzip.compress(data)),
    "two gzip members": lambda data: gzip.compress(data[:20]) + gzip.compress(data[20:]),
    "zstd": zstandard.compress,
    "zip": lambda data: zipped({"a.json": data}),
    "gzip in zip": lambda data: zipped({"a.json.gz": gzip.compress(data)}),
    "zip in zip": lambda data: zipped({"b.zip": zipped({"a.json": data})}),
    "zip in gzip": lambda data: gzip.compress(zipped({"a.json": data})),
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_packed_exports_are_opened_whatever_their_name(tmp_path, pack):
    frames, summary = read_bytes("export.json", pack(posts(30)), tmp_path)
    assert summary.failures == []
    assert frames["posts"].height == 30


def test_what_is_packed_too_deep_is_refused(tmp_path):
    data = posts(1)
    for _ in range(3):
        data = gzip.compress(data)
    assert "packed more than 2 times" in failure("a.gz", data, tmp_path)


def test_the_members_of_an_archive_are_read_each_on_its_own_and_media_are_passed_over(tmp_path):
    archive = zipped(
        {
            "export/result.json": json.dumps({"items": [{"id": "1"}]}).encode(),
            "export/photos/photo_1.jpg": b"\xff\xd8\xff\xe0" + bytes(99),
            "export/messages.html": b"<html><body></body></html>",
            "__MACOSX/._result.json": b"\x00\x05",
            "more.ndjson": posts(2),
        }
    )
    frames, summary = read_bytes("chat.zip", archive, tmp_path)
    assert frames["posts"]["source_file"].unique().sort().to_list() == [
        "chat.zip/export/result.json",
        "chat.zip/more.ndjson",
    ]
    assert summary.failures == []
    assert summary.files[0].notes == [
        "2 members of the archive hold no records (pictures, pages, other files) and were passed "
        "over."
    ]


def test_a_member_that_cannot_be_read_is_named_and_the_others_are_read(tmp_path):
    archive = zipped(
        {
            "a.json": b"",
            "b.json": b'{"unknown": 1}',
            "c.ndjson": posts(2),
            "d.json": b"\xff\xd8\xff\xe0",
        }
    )
    frames, summary = read_bytes("x.zip", archive, tmp_path)
    assert frames["posts"].height == 2
    assert summary.failures[0] == "x.zip, a.json: is empty; export it again."
    assert summary.failures[1].startswith("x.zip, b.json: is not an export that Tefter knows")
    assert summary.failures[2].startswith("x.zip, d.json: is a JPEG photo")


@pytest.mark.parametrize("path", ["../../evil.json", "/etc/evil.json", "C:\\evil.json", "a\\..\\b"])
def test_a_member_with_a_path_out_of_the_archive_is_rejected(tmp_path, path):
    frames, summary = read_bytes("x.zip", zipped({path: posts(1), "a.ndjson": posts(2)}), tmp_path)
    assert frames["posts"].height == 2
    assert reasons(frames) == ["unsafe_path"]
    assert summary.total("records") == 3


def test_an_archive_of_pictures_alone_is_refused(tmp_path):
    archive = zipped({"a.jpg": b"\xff\xd8\xff\xe0" + bytes(9)})
    assert "archive without an export" in failure("x.zip", archive, tmp_path)


def test_an_encrypted_member_is_refused(tmp_path):
    data = bytearray(zipped({"a.ndjson": posts(2)}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    assert "is encrypted" in failure("x.zip", bytes(data), tmp_path)


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress], ids=["gzip", "zstd"])
def test_of_an_archive_that_ends_too_early_the_beginning_is_kept(tmp_path, pack):
    noise = [{"id": str(n), "text": str(zlib.crc32(str(n).encode()))} for n in range(9000)]
    packed = pack(ndjson(*noise))
    frames, summary = read_bytes("a.json", packed[: len(packed) * 3 // 4], tmp_path)
    assert 3000 < frames["posts"].height < 9000
    assert reasons(frames) == ["truncated"]
    assert len(summary.failures) == 1


def test_of_an_archive_that_is_damaged_the_beginning_is_kept(tmp_path):
    noise = [{"id": str(n), "text": str(zlib.crc32(str(n).encode()))} for n in range(9000)]
    data = bytearray(zipped({"a.json": ndjson(*noise), "b.json": posts(2)}))
    data[len(data) // 2] ^= 0xFF
    frames, summary = read_bytes("x.zip", bytes(data), tmp_path)
    by_file = dict(frames["posts"]["source_file"].value_counts().iter_rows())
    assert by_file["x.zip/a.json"] > 1000
    assert by_file["x.zip/b.json"] == 2
    assert "damaged" in reasons(frames)
    assert "damaged" in summary.failures[0]


@pytest.mark.parametrize(
    "pack",
    [gzip.compress, zstandard.compress, lambda data: zipped({"a.json": data})],
    ids=["gzip", "zstd", "zip"],
)
def test_a_bomb_is_stopped_and_what_was_read_before_is_kept(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(streams, "FREE_OF_RATIO", 2**20)
    monkeypatch.setattr(text, "LARGEST_RECORD", 2**16)
    frames, summary = read_bytes("a.json", pack(posts(5) + bytes(2**25)), tmp_path)
    assert frames["posts"].height == 5
    assert reasons(frames) == ["expands_too_far"]
    assert "far beyond any real export" in summary.failures[0]


def test_an_archive_that_is_merely_large_is_not_a_bomb(tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "FREE_OF_RATIO", 2**16)
    frames, _ = read_bytes("a.json", gzip.compress(posts(5000)), tmp_path)
    assert frames["posts"].height == 5000


def test_a_workbook_is_a_table_not_an_archive(tmp_path):
    out = io.BytesIO()
    pl.DataFrame({"id": ["1"], "text": ["a"]}).to_pandas().to_excel(out, index=False)
    frames, _ = read_bytes("a.json", out.getvalue(), tmp_path)
    assert frames["posts"]["text"].to_list() == ["a"]


def test_a_workbook_with_another_filled_sheet_says_so_in_the_summary(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["id", "text"])
    book.active.append(["1", "a"])
    book.create_sheet("more").append(["id"])
    book.save(tmp_path / "a.xlsx")
    frames, summary = read_paths([tmp_path / "a.xlsx"], tmp_path / "out")
    assert frames["posts"].height == 1
    assert "1 more hold something" in summary.files[0].notes[0]


def test_an_office_document_is_refused(tmp_path):
    archive = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert "is an Office document" in failure("a.json", archive, tmp_path)


# --- readers that fail --------------------------------------------------------------------------


def test_a_cutter_that_fails_keeps_what_it_gave_and_is_reported(tmp_path, monkeypatch, plain):
    def failing(opened):
        for number, raw in enumerate(plain.records(opened), 1):
            if number == 3:
                raise KeyError("a name that must not be shown")
            yield raw

    broken = Format("broken", "Broken", plain.recognise, failing, plain.parse)
    monkeypatch.setattr(reading, "recognise", lambda _: broken)
    frames, summary = read_bytes("a.ndjson", posts(5), tmp_path)
    assert frames["posts"].height == 2
    assert frames["rejects"].rows() == [("a.ndjson", 3, "unreadable", "KeyError")]
    assert "its reader (broken) failed" in summary.failures[0]
    assert "name" not in summary.failures[0].split("reader")[1]


def test_a_cutter_may_hand_out_rejects(tmp_path, monkeypatch, plain):
    monkeypatch.setattr(
        reading,
        "recognise",
        lambda _: Format(
            "x", "X", plain.recognise, plain.records, lambda _: Reject("address_book")
        ),
    )
    frames, _ = read_bytes("a.ndjson", posts(2), tmp_path)
    assert reasons(frames) == ["address_book"] * 2


def test_every_refusal_is_a_sentence_for_people():
    assert issubclass(streams.BrokenFileError, TefterError)
