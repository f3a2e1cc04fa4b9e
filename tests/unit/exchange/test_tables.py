"""Tables from strangers are read cell by cell as written, or refused with the line at fault."""

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.exchange import tables
from casedesk.exchange.tables import Row, UnreadableTable, open_table
from casedesk.words import Refusal

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the real data is not beside this checkout"
)
Written = Callable[[str | bytes], Path]


def rows(path: Path) -> list[Row]:
    with open_table(path) as table:
        return list(table.rows)


def cells(path: Path) -> list[list[str]]:
    return [list(row.cells) for row in rows(path)]


def refusal(path: Path) -> str:
    with pytest.raises(Refusal) as error:
        rows(path)
    return str(error.value)


_CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))


@given(
    st.lists(st.lists(_CELL, min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(tables.DELIMITERS),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf_8", "utf_8_sig", "utf_16"]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_cell_comes_back_as_it_was_written(
    table: Written, content: list[list[str]], delimiter: str, end: str, codec: str
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["name", "place", "remark"], *content])
    assert cells(table(text.getvalue().encode(codec))) == content


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_though_cells_hold_the_others(
    table: Written, delimiter: str
) -> None:
    others = "".join(sign for sign in tables.DELIMITERS if sign != delimiter)
    text = f"name{delimiter}place\nA {others} B{delimiter}C\n"
    assert cells(table(text)) == [[f"A {others} B", "C"]]


def test_decimal_commas_do_not_pass_for_delimiters(table: Written) -> None:
    assert cells(table("lat;lon\n-33,5;-70,6\n-34,1;-71,2\n"))[0] == ["-33,5", "-70,6"]


def test_the_line_that_names_the_delimiter_is_no_header(table: Written) -> None:
    with open_table(table("sep=;\nname;place\nA,B;C\n")) as read:
        assert read.columns == ("name", "place")
        assert [list(row.cells) for row in read.rows] == [["A,B", "C"]]


def test_a_single_column_is_a_table(table: Written) -> None:
    assert cells(table("name\nAna\nLuis\n")) == [["Ana"], ["Luis"]]


def test_lines_are_counted_as_an_editor_counts_them(table: Written) -> None:
    path = table('name,remark\r\nA,"one\r\ntwo"\r\n\r\nB,three\r\n')
    assert [row.line for row in rows(path)] == [2, 5]


def test_a_line_break_in_a_column_name_is_a_blank(table: Written) -> None:
    with open_table(table('"  start\n end ",b\n1,2\n')) as read:
        assert read.columns == ("start end", "b")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "no header row"),
        ("\n\n", "no header row"),
        (",,\n1,2,3\n", "no header row"),
        ("a,,c\n1,2,3\n", "Column 2 has no name"),
        ("a,b,a\n1,2,3\n", "Two columns are called “a”"),
        ('a,b\n1,"never closed\n2,3\n', "line 2 has a quotation mark that does not close"),
        ('a,b\n1,"closed" wrongly\n', "line 2 has a quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(
    table: Written, text: str, sentence: str
) -> None:
    assert sentence in refusal(table(text))


def test_a_nul_is_refused_with_its_line(table: Written) -> None:
    assert "Line 2 holds a NUL" in refusal(table("a,b\n1,\0\n"))


def test_ragged_rows_are_named_by_their_lines(table: Written) -> None:
    found = rows(table("a,b\n1,2\n3\n4,5,6\n"))
    assert [(row.line, row.problem) for row in found] == [
        (2, ""),
        (3, "the row has 1 cells where the header row has 2."),
        (4, "the row has 3 cells where the header row has 2."),
    ]


def test_a_cell_of_a_million_characters_is_read_and_a_larger_one_refused(
    table: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cells(table("a,b\n1," + "x" * 1_000_000 + "\n"))[0][1] == "x" * 1_000_000
    monkeypatch.setattr(tables, "LONGEST_CELL", 1000)
    assert "longer than 1000" in refusal(table("a,b\n1," + "x" * 2000 + "\n"))
    assert "longer than 1000" in refusal(table('a,b\n1,"' + "x\n" * 2000 + '"\n'))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(tables.LARGEST_FILE + 1)
    assert "larger than 100 MB" in refusal(path)


def test_a_spreadsheet_is_called_one(table: Written) -> None:
    assert "spreadsheet" in refusal(table(b"PK\x03\x04rest"))


def test_folders_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert "not a file" in refusal(tmp_path)
    assert "cannot be opened" in refusal(tmp_path / "missing.csv")
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert "not a file" in refusal(tmp_path / "pipe")


def test_an_encoding_that_was_named_is_checked_too(table: Written) -> None:
    path = table("a,b\nZoé,1\n".encode("cp1252"))
    with open_table(path, encoding="cp1252", delimiter=",") as read:
        assert [list(row.cells) for row in read.rows] == [["Zoé", "1"]]
    with (
        pytest.raises(Refusal, match="Line 2 of the file is not text in UTF-8"),
        open_table(path, encoding="utf-8"),
    ):
        pass


@pytest.mark.samples
@needs_samples
def test_recommendations_with_the_line_ends_of_an_old_mac_are_read_whole() -> None:
    found = rows(SAMPLES / "un" / "upr" / "upr-info_sessions_1-5.csv")
    assert len(found) == 6094
    assert not any(row.problem for row in found)
    assert any("Hissène Habré" in row.cells[3] for row in found)


HOSTILE = {
    "csvkit_bad.csv": (3, 2),
    "csvkit_empty.csv": "no header row",
    "csvkit_optional_quote_characters.csv": (1, 0),
    "csvkit_test_date_format.csv": (2, 0),
    "csvkit_test_header_newline.csv": (1, 0),
    "csvkit_test_latin1.csv": (2, 0),
    "csvkit_test_locale.csv": (1, 0),
    "csvkit_test_no_leading_zeroes.csv": (1, 0),
    "csvkit_test_utf16_big.csv": (2, 0),
    "csvkit_test_utf8_bom.csv": (2, 0),
}


@pytest.mark.samples
@needs_samples
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_tables_are_read_or_refused_in_a_sentence(name: str) -> None:
    path = SAMPLES / "attack" / "csv" / name
    expected = HOSTILE[name]
    if isinstance(expected, str):
        assert expected in refusal(path)
    else:
        found = rows(path)
        assert (len(found), sum(bool(row.problem) for row in found)) == expected


@pytest.mark.samples
@needs_samples
def test_spreadsheets_of_every_odd_kind_are_refused_in_a_sentence() -> None:
    for path in (SAMPLES / "attack" / "xlsx").iterdir():
        with pytest.raises(UnreadableTable, match="spreadsheet"), open_table(path):
            pass
