"""Every page times every query: what a damaged page would make wrong is refused, never shown."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from tests import small_vault

from casedesk.domain.cases import Case
from casedesk.domain.events import Event
from casedesk.domain.parties import Person
from casedesk.vault import cipher, history, lanes
from casedesk.vault.errors import Damaged
from casedesk.vault.lanes import Lane
from casedesk.vault.subkeys import Purpose
from casedesk.vault.telling import entries, told
from casedesk.vault.unit import Reading, VaultFacts
from casedesk.vault.vault import DATABASE

PAGE = 4096

#: What the program asks of a vault, each in a unit of its own.
QUERIES: dict[str, Callable[[Reading], Any]] = {
    "one": lambda unit: unit.connection.execute(text("SELECT 1")).all(),
    "cases": lambda unit: [(case.title, case.summary) for case in unit.all(Case)],
    "people": lambda unit: [(person.title, person.born) for person in unit.all(Person)],
    "events": lambda unit: [(event.title, event.description) for event in unit.all(Event)],
    "counts": lambda unit: [unit.count(kind) for kind in ("cases", "people", "notes")],
    "found": lambda unit: _found(unit, "hearing"),
    "not found": lambda unit: _found(unit, "nowhere"),
    "names": lambda unit: unit.connection.execute(text("SELECT * FROM name_key")).all(),
    "told": lambda unit: [told(unit, case) for case in unit.all(Case)],
    "history": entries,
    "heads": lambda unit: history.heads(unit.connection),
    "meta": lambda unit: unit.connection.execute(text("SELECT * FROM meta")).all(),
    "bytes": lambda unit: unit.connection.execute(text("SELECT identity FROM member")).all(),
}


def _found(unit: Reading, word: str) -> Any:
    query = text("SELECT rowid FROM search WHERE search MATCH :word ORDER BY rowid")
    return unit.connection.execute(query, {"word": word}).all()


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, bytes]:
    """The bytes of a small vault's database, its key and its salt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        folder = small_vault.small(tmp_path_factory.mktemp("guard") / "case.casedesk")
        with small_vault.opened(folder) as vault:
            key, salt = vault.key(Purpose.DATABASE), vault.header.db_salt
    return (folder / DATABASE).read_bytes(), key, salt


class _Tried:
    """A database of which one page after another is damaged."""

    def __init__(self, path: Path, content: bytes, key: bytes, salt: bytes) -> None:
        self._path = path
        self._content = content
        self._lane = Lane(
            "tried", lambda: cipher.connect(path, key, salt, read_only=True), writes=False
        )

    def answers(self) -> dict[str, Any]:
        """What each query answers; the exception's kind where it is refused."""
        return {name: self._answer(query) for name, query in QUERIES.items()}

    def _answer(self, query: Callable[[Reading], Any]) -> Any:
        # A new connection each time: what one read before would hide a page from the next.
        self._lane.run_bare(lambda engine: engine.dispose())
        facts = VaultFacts(b"", demo=False, member=1, member_uuid=b"", member_name="")
        try:
            return repr(self._lane.run(lambda session: query(Reading(session, facts))))
        except Damaged:
            return Damaged

    def damaged_pages(self) -> Iterator[int]:
        """Damage one page after another, in a place that moves on; answers the page's number."""
        for number in range(len(self._content) // PAGE):
            place = number * PAGE + (number * 977 + 16) % PAGE
            changed = bytearray(self._content)
            changed[place] ^= 1 << number % 8
            self._path.write_bytes(changed)
            yield number + 1

    def close(self) -> None:
        self._lane.close()


@pytest.fixture
def tried(tmp_path: Path, content: tuple[bytes, bytes, bytes]) -> Iterator[_Tried]:
    path = tmp_path / DATABASE
    path.write_bytes(content[0])
    made = _Tried(path, *content)
    yield made
    made.close()


def _wrong_answers(tried: _Tried, enough: int = 1) -> tuple[int, int]:
    """How many answers were wrong without being refused, up to so many; and how many refused."""
    right = tried.answers()
    assert Damaged not in right.values()
    wrong = refused = 0
    for _page in tried.damaged_pages():
        for name, answer in tried.answers().items():
            refused += answer is Damaged
            wrong += answer not in (Damaged, right[name])
        if wrong >= enough:
            break
    return wrong, refused


def test_no_page_damaged_makes_any_query_answer_wrong(tried: _Tried) -> None:
    wrong, refused = _wrong_answers(tried)
    assert wrong == 0
    assert refused > len(QUERIES)


def test_without_the_guard_some_answers_would_be_wrong(
    tried: _Tried, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That the proof above can fail: the cipher itself answers zeros, or nothing, as if right."""

    def unguarded(_session: Session) -> None:
        return None

    monkeypatch.setattr(lanes, "_guard", unguarded)
    monkeypatch.setattr(cipher, "check_status", unguarded)
    wrong, _refused = _wrong_answers(tried)
    assert wrong > 0
