"""`make bench`: CaseDesk beside what a person would use instead, as ratios measured in one run.

Nothing here fails: the machine decides about the seconds, only the ratios mean something.
"""

import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection, create_engine, event, insert, select, text
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool
from tests.bench_window import Row, row_of_the_day, rows_of_windows
from tests.generator import LIGHT_BOUNDS, PASSPHRASE, invented_name, make_vault, open_light

from casedesk.casework.browsing import found, rows
from casedesk.casework.casefile import read_case
from casedesk.casework.diary import diary
from casedesk.casework.in_force import law_in_force
from casedesk.casework.law.correcting import keep_correction
from casedesk.casework.query import Query
from casedesk.casework.standing import case_doors
from casedesk.casework.today import today
from casedesk.domain.base import Base
from casedesk.domain.cases import Case
from casedesk.domain.proceedings import Fact
from casedesk.mechanisms.deadlines import deadlines
from casedesk.search.query import search
from casedesk.vault import cipher, keyslots
from casedesk.vault.header import load
from casedesk.vault.subkeys import Purpose, subkey
from casedesk.vault.unit import Reading
from casedesk.vault.vault import DATABASE, Vault
from casedesk.when import When

SIZES = (1_000, 10_000)
_PAGE = 100  # rows, more than a screen shows
_QUERIES = (
    "detained hearing", "court appeal dec", "Metwally", "متولي", "محكمة", "суд адв", "拘留",
    "Hernandez", "village wat", "lawyer police report",
)  # fmt: skip


def _seconds(work: Callable[..., object], *given: object) -> float:
    start = time.perf_counter()
    work(*given)
    return time.perf_counter() - start


def _milliseconds(value: float) -> str:
    return f"{value * 1000:.1f} ms"


def _rows_of(vault: Vault) -> list[tuple[int, str, str]]:
    query = text("SELECT rowid, title, text FROM search")
    return vault.read(lambda unit: [tuple(r) for r in unit.connection.execute(query)])


def bench_search(vault: Vault) -> Row:
    """Our search beside plain SQLite FTS5 over the same folded text."""
    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE VIRTUAL TABLE s USING fts5(title, text, tokenize='unicode61')")
    plain.executemany("INSERT INTO s(rowid, title, text) VALUES (?,?,?)", _rows_of(vault))
    from casedesk.fold import match_query

    _search(vault, "متولي")  # what is loaded once in a process
    ours, theirs = [], []
    for query in _QUERIES * 10:
        ours.append(_seconds(_search, vault, query))
        theirs.append(_seconds(_ask, plain, match_query(query)))
    mine, other = _high(ours), _high(theirs)
    return (
        "search, 99th percentile",
        _milliseconds(mine),
        _milliseconds(other),
        _ratio(mine, other),
    )


def _search(vault: Vault, query: str) -> None:
    vault.read(lambda unit: search(unit, query))


def _ask(plain: sqlite3.Connection, words: str) -> None:
    ask = "SELECT rowid FROM s WHERE s MATCH ? ORDER BY bm25(s, 8.0, 1.0) LIMIT 50"
    plain.execute(ask, (words,)).fetchall()


def _high(values: list[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _ratio(ours: float, theirs: float) -> str:
    return f"{ours / theirs:.1f}"


_BY_TITLE = (
    'SELECT * FROM record JOIN "case" ON "case".id = record.id WHERE kind = \'cases\''
    " AND deleted IS NULL AND merged_into IS NULL ORDER BY title_sort LIMIT :most"
)
_BY_DATE = (
    "SELECT * FROM event CROSS JOIN record ON record.id = event.id WHERE deleted IS NULL"
    " AND merged_into IS NULL ORDER BY occurred_first LIMIT :most"
)


def bench_list(vault: Vault) -> Iterator[Row]:
    """The first page of a list with its rows, and a bare SELECT of the same ones."""
    cases, events = Query(("cases",)), Query(("events", "reprisals"), sort="occurred")
    for what, query, bare in (("title", cases, _BY_TITLE), ("date", events, _BY_DATE)):
        _page(vault, query)  # what is loaded once in a process
        mine = statistics.median(_seconds(_page, vault, query) for _try in range(30))
        other = statistics.median(_seconds(_select, vault, bare) for _try in range(30))
        name = f"list by {what}, page shown"
        yield (name, _milliseconds(mine), _milliseconds(other), _ratio(mine, other))


def _page(vault: Vault, query: Query) -> None:
    vault.read(lambda unit: rows(unit, query, found(unit, query, _PAGE)))


def _select(vault: Vault, statement: str) -> None:
    vault.read(lambda unit: unit.connection.execute(text(statement), {"most": _PAGE}).all())


@contextmanager
def _bare(folder: Path) -> Iterator[Session]:
    """The same encrypted database through the plain ORM, without history and index."""
    head = load(folder).header
    opened = keyslots.open_with_passphrase(head.id, head.slots, PASSPHRASE, bounds=LIGHT_BOUNDS)
    key = subkey(opened.master, head.id, Purpose.DATABASE)
    engine = create_engine(
        "sqlite://",
        module=cipher.dbapi,
        creator=lambda: cipher.connect(folder / DATABASE, key, head.db_salt),
        poolclass=StaticPool,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with Session(engine) as session:
        yield session
    engine.dispose()


def bench_save(folder: Path) -> Row:
    """One record saved through the door, and the same by the ORM alone."""
    summary = "A hearing was held and the appeal was rejected. " * 5

    def ours(vault: Vault, number: int) -> None:
        case = Case(title=f"Saved {number}", summary=summary)
        vault.write("Save", lambda unit: unit.add(case))

    with open_light(folder) as vault:
        mine = [_seconds(ours, vault, n) for n in range(300)]
    with _bare(folder) as session:
        theirs = [_seconds(_bare_save, session, n, summary) for n in range(300)]
    one, other = statistics.median(mine), statistics.median(theirs)
    shown = f"{_milliseconds(one)} (99th: {_milliseconds(_high(mine))})"
    return ("save one record", shown, _milliseconds(other), _ratio(one, other))


def _bare_save(session: Session, number: int, summary: str) -> None:
    case = Case(title=f"Bare {number}", summary=summary)
    case.ref = f"B{number:06d}"
    session.add(case)
    session.commit()


def bench_import(folder: Path, rows: int) -> Row:
    """A CSV of people imported, and Core inserts of the domain rows that result."""
    from casedesk.exchange.importing import import_table

    table = folder.parent / "people.csv"
    chance = random.Random(2)
    lines = [f"{invented_name(chance)},lawyer,19{n % 90 + 10}" for n in range(rows)]
    table.write_text("name,occupation,born\n" + "\n".join(lines) + "\n", encoding="utf-8")
    vault_folder = folder.parent / "import.casedesk"
    make_vault(vault_folder)
    with open_light(vault_folder) as vault:
        mine = _seconds(
            lambda: vault.write("Import", lambda unit: import_table(unit, table, "people"))
        )
        spine = vault.read(lambda unit: _dump(unit.connection, "record"))
        party = vault.read(lambda unit: _dump(unit.connection, "party"))
    other = folder.parent / "core.casedesk"
    make_vault(other)
    with _bare(other) as session:
        theirs = _seconds(lambda: _core(session, spine, party))
    return (f"import {rows} rows", f"{mine:.2f} s", f"{theirs:.2f} s", _ratio(mine, theirs))


def _dump(connection: Connection, table: str) -> list[dict[str, object]]:
    found = connection.execute(select(Base.metadata.tables[table]))
    return [dict(row) for row in found.mappings()]


def _core(session: Session, spine: list[dict[str, object]], party: list[dict[str, object]]) -> None:
    session.execute(insert(Base.metadata.tables["record"]), spine)
    session.execute(insert(Base.metadata.tables["party"]), party)
    session.commit()


def bench_brief(paragraphs: int) -> Row:
    """A brief of this many paragraphs, and the same text as bare ReportLab flowables."""
    from casedesk.pages import Block, Contents, Document, Heading, Paragraph, to_pdf

    words = "the author submits that the court did not examine the complaint within a fair time. "

    def texts(edition: str) -> list[str]:
        return [f"In {edition}, paragraph {n}, " + words * (3 + n % 5) for n in range(paragraphs)]

    def document(bodies: list[str]) -> Document:
        blocks: list[Block] = [Heading("Submission", level=0), Contents("Contents")]
        for number, body in enumerate(bodies):
            if number % 20 == 0:
                blocks.append(Heading(f"Part {number // 20 + 1}", level=1))
            blocks.append(Paragraph(body, numbered=True))
        return Document(title="Submission", blocks=tuple(blocks))

    # Each time a text of its own, since lines set once are remembered.
    editions = [document(texts(f"edition {n}")) for n in "ABC"]
    mine = min(_seconds(to_pdf, edition) for edition in editions)
    theirs = min(_seconds(lambda: _flowables(texts("edition D"))) for _try in range(3))
    return (
        f"brief, {paragraphs} paragraphs",
        f"{mine:.2f} s",
        f"{theirs:.2f} s",
        _ratio(mine, theirs),
    )


def _flowables(texts: list[str]) -> None:
    import io

    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["Normal"]
    SimpleDocTemplate(io.BytesIO()).build([Paragraph(body, style) for body in texts])


def bench_law(folder: Path) -> Iterator[Row]:
    """What a lawyer looks at after a rule was corrected: nothing of it is stored, so that all is
    computed anew. The aims: 5 s for the limits of 10,000 cases, 100 ms for the doors of one.
    """
    day, year = date(2026, 6, 1), timedelta(days=365)
    grounds = ("Measuring", "Nowhere, today")
    with open_light(folder) as vault:
        vault.write(
            "Correct",
            lambda unit: keep_correction(unit, "un-ccpr-time", "period.exhaustion", "4 years",
                                         *grounds).id,
        )  # fmt: skip
        seconds = _seconds(vault.read, lambda unit: len(today(unit, day).due))
        yield ("Today after a correction", _milliseconds(seconds), "", "")
        seconds = _seconds(vault.read, lambda unit: len(diary(unit, day, day, day + year).entries))
        yield ("calendar of a year", _milliseconds(seconds), "", "")
        seconds = _seconds(vault.read, _every_limit)
        yield ("every limit of every case", _milliseconds(seconds), "", "")
        times = vault.read(lambda unit: [_seconds(_doors, unit, case) for case in _some(unit)])
        yield ("doors of a case, 99th", _milliseconds(_high(times)), "", "")


def _every_limit(unit: Reading) -> int:
    """All rules of all mechanisms on the facts of all cases, however far off their days are."""
    law = law_in_force(unit)
    dated: dict[int | None, dict[str, list[When]]] = defaultdict(lambda: defaultdict(list))
    for fact in unit.all(Fact):
        if fact.fact and fact.occurred is not None:
            dated[fact.case][fact.fact].append(fact.occurred)
    return sum(
        len(deadlines(mechanism, facts))
        for facts in dated.values()
        for mechanism in law.mechanisms.values()
    )


def _some(unit: Reading) -> list[Case]:
    return list(unit.all(Case, Case.id.in_(select(Case.id).limit(100))))


def _doors(unit: Reading, case: Case) -> None:
    case_doors(law_in_force(unit), read_case(unit, case), date(2026, 6, 1))


def main() -> None:
    """Measure every row at every size, and print the table."""
    print(f"{'':28} {'CaseDesk':>28} {'beside':>12} {'ratio':>7}")
    with tempfile.TemporaryDirectory() as place:
        os.environ["XDG_STATE_HOME"] = place
        for cases in SIZES:
            folder = Path(place) / f"{cases}" / "vault.casedesk"
            folder.parent.mkdir()
            filling = _seconds(make_vault, folder, cases)
            print(f"\n{cases} cases, {cases * 10} records (made in {filling:.1f} s)")
            with open_light(folder) as vault:
                _print(bench_search(vault))
                for row in bench_list(vault):
                    _print(row)
            for row in (*bench_law(folder), *rows_of_windows(folder)):
                _print(row)
            _print(bench_save(folder))
            _print(bench_import(folder, cases * 10))
            _print(bench_brief(cases // 10 * 4))
        print("\nThe window's thread on a lawyer's day, its longest stretches")
        for row in row_of_the_day():
            _print(row)


def _print(row: Row) -> None:
    print(f"{row[0]:28} {row[1]:>28} {row[2]:>12} {row[3]:>7}")


if __name__ == "__main__":
    main()
