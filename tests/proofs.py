"""Proofs that try the same mischief many times; the default run does few tries, torture many.

Each answers a `Result`, whose failures are sentences; none is what passes.
"""

import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests import ledger, small_vault

from casedesk.domain.cases import Case
from casedesk.domain.events import Involvement
from casedesk.domain.evidence import Evidence
from casedesk.domain.parties import Person
from casedesk.evidence import reading, store
from casedesk.vault import checking, header, lockfile, telling
from casedesk.vault.consistency import Finding
from casedesk.vault.errors import VaultInUse
from casedesk.vault.unit import Reading
from casedesk.vault.vault import DATABASE
from casedesk.words import Refusal

CHILD = Path(__file__).with_name("saving_child.py")
JOURNAL = DATABASE + "-wal"
PAGE = 4096


@dataclass
class Result:
    """How often a proof was tried, what went wrong, and what is worth knowing besides."""

    name: str
    tries: int = 0
    failures: list[str] = field(default_factory=list)
    beside: str = ""

    def line(self) -> str:
        """One row of the table."""
        good = self.tries - len(self.failures)
        return f"{self.name:<58} {self.tries:>6} {good:>6}/{self.tries:<6} {self.beside}"


def everything(unit: Reading) -> Any:
    """Every value of every record, the history and what the index finds, to compare."""
    photo = ledger._photograph(unit)
    history = telling.entries(unit)
    asked = "SELECT rowid FROM search WHERE search MATCH :word ORDER BY rowid"
    found = [
        unit.connection.execute(text(asked), {"word": word}).scalars().all()
        for word in ("case", "amina", "other", "hearing")
    ]
    return photo.records, sorted(history, key=lambda entry: entry.seq), found


def _check(folder: Path) -> list[Finding]:
    """What `casedesk check` finds."""
    return checking.check(folder, small_vault.unlock(), (store.beside,))


def _said(folder: Path) -> Any:
    with small_vault.opened(folder) as vault:
        return vault.read(everything), vault.read(lambda unit: files_read(unit, folder))


def files_read(unit: Reading, folder: Path) -> list[bytes]:
    """The content of every sealed file."""
    pieces = [each for each in unit.all(Evidence) if reading.has_file(unit, each)]
    return [b"".join(reading.read_out(unit, folder, each)) for each in pieces]


def flips_are_named(folder: Path, tries: int, seed: int = 1) -> Result:
    """Flip one bit anywhere in a closed vault: the check names it, and no reading is wrong."""
    result = Result("one bit flipped in a closed vault: named by check")
    chance = random.Random(seed)
    right = _said(folder)
    files = {path: path.read_bytes() for path in _files(folder)}
    refused = 0
    for path, place in _places(files, tries, chance):
        flipped = bytearray(files[path])
        flipped[place] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        result.tries += 1
        named = {finding.what for finding in _check(folder)}
        if path.relative_to(folder).as_posix() not in named:
            result.failures.append(f"{path.name}, byte {place}: not named, but {named}")
        answer = _read_in_doubt(folder)
        refused += answer is None
        if answer is not None and answer != right:
            result.failures.append(f"{path.name}, byte {place}: read wrong")
        for changed, content in files.items():
            changed.write_bytes(content)
    result.beside = f"{refused} could not be read at all, the rest was read right"
    return result


def _files(folder: Path) -> list[Path]:
    """Every file of a vault but the lock, which is empty, and the spare of the header."""
    spared = {lockfile.NAME, header.SPARE}
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in spared)


def _places(
    files: dict[Path, bytes], tries: int, chance: random.Random
) -> Iterator[tuple[Path, int]]:
    """Places to flip: half of them spread by size, half by file, so that small files get theirs."""
    paths, sizes = list(files), [len(content) for content in files.values()]
    for number in range(tries):
        path = chance.choices(paths, sizes)[0] if number % 2 else chance.choice(paths)
        yield path, chance.randrange(len(files[path]))


def _read_in_doubt(folder: Path) -> Any:
    """Everything in the vault, or None where reading was refused."""
    try:
        return _said(folder)
    except Refusal:
        return None


def end_without_closing(folder: Path, saves: int) -> None:
    """Have another process save so often and end as if it were killed."""
    subprocess.run([sys.executable, str(CHILD), str(folder), str(saves)], check=True,
                   capture_output=True, timeout=120)  # fmt: skip


def journal_flips_are_reported(
    folder: Path, work: Path, saves: int, tries: int, seed: int = 2
) -> Result:
    """Flip one bit in the journal a killed process left: reported, and nothing read wrong."""
    result = Result("one bit flipped in a killed vault's journal: reported")
    chance = random.Random(seed)
    journal = (folder / JOURNAL).read_bytes()
    copy = work / "flipped.casedesk"
    missing = []
    for _try in range(tries):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy)
        place = chance.randrange(len(journal))
        flipped = bytearray(journal)
        flipped[place] ^= 1 << chance.randrange(8)
        (copy / JOURNAL).write_bytes(flipped)
        result.tries += 1
        result.failures += [f"byte {place}: {fault}" for fault in _unreported(copy)]
        missing.append(saves - _cases_of_child(copy))
    result.beside = f"{min(missing)} to {max(missing)} of {saves} saves were gone, and said to be"
    return result


def _unreported(folder: Path) -> Iterator[str]:
    """What is not said of a damaged journal, by the check and by opening."""
    if JOURNAL not in {finding.what for finding in _check(folder)}:
        yield "not named by check"
    with small_vault.opened(folder) as vault:
        if not any("cannot be read" in notice for notice in vault.trust.notices):
            yield "not said on opening"
    if not list(folder.glob(JOURNAL + ".damaged-*")):
        yield "the damaged journal was not kept"
    yield from _partial(folder)


@dataclass
class _Child:
    """A process that saves; `acknowledged` saves were said to be done."""

    process: subprocess.Popen[str]
    acknowledged: int = 0

    def wait_for(self, saves: int) -> None:
        """Read along until so many saves are acknowledged."""
        assert self.process.stdout is not None
        while self.acknowledged < saves:
            self.acknowledged = int(self.process.stdout.readline())

    def kill(self) -> None:
        """End it at once, then read what it still said."""
        assert self.process.stdout is not None
        self.process.kill()
        said = self.process.stdout.read().split("\n")[:-1]  # a last half line was not said
        self.process.wait()
        self.acknowledged = int(said[-1]) if said else self.acknowledged


@contextmanager
def _saving(folder: Path) -> Iterator[_Child]:
    command = [sys.executable, str(CHILD), str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        child = _Child(process)
        try:
            yield child
        finally:
            process.kill()


def kills_lose_nothing(folder: Path, kills: int, seed: int = 3) -> Result:
    """Kill a process while it saves: all it acknowledged is there, and never half a unit."""
    result = Result("kill -9 while saving: nothing acknowledged lost, nothing half")
    chance = random.Random(seed)
    held = saved = 0
    for _kill in range(kills):
        before = _cases(folder)
        with _saving(folder) as child:
            child.wait_for(1)
            held += _is_held(folder)
            child.wait_for(1 + chance.randrange(5))
            time.sleep(chance.random() * 0.02)
            child.kill()
        result.tries += 1
        saved += child.acknowledged
        there = _cases(folder) - before
        if not child.acknowledged <= there <= child.acknowledged + 1:
            result.failures.append(f"{child.acknowledged} were acknowledged, {there} are there")
        result.failures += _partial(folder)
        result.failures += [f"{each.what}: {each.sentence}" for each in _check(folder)]
    if held != kills:
        result.failures.append(f"a second process was refused only {held} times")
    result.beside = f"{saved} saves; a second process refused {held}/{kills}"
    return result


def _cases(folder: Path) -> int:
    """How many cases the vault has; whoever opens it must be told nothing alarming."""
    with small_vault.opened(folder) as vault:
        assert vault.trust.notices == [], vault.trust.notices
        return vault.read(lambda unit: unit.count("cases"))


def _is_held(folder: Path) -> bool:
    try:
        small_vault.opened(folder).close()
    except VaultInUse:
        return True
    return False


def _by_child(unit: Reading) -> tuple[set[str], set[str], set[str]]:
    """The numbers of the saving child's cases, of its people, and of the links between them."""
    people = {each.id: each.title for each in unit.all(Person)}
    titles = (
        [case.title for case in unit.all(Case)],
        list(people.values()),
        [people.get(each.party or 0, "") for each in unit.all(Involvement)],
    )
    cases, persons, links = (
        {title.split()[1] for title in each if title.startswith(("case ", "person "))}
        for each in titles
    )
    return cases, persons, links


def _partial(folder: Path) -> list[str]:
    """Units of the saving child of which only a part is there."""
    with small_vault.opened(folder) as vault:
        cases, people, links = vault.read(_by_child)
    half = (cases ^ people) | (cases ^ links)
    return [f"half a unit: {sorted(half)}"] if half else []


def _cases_of_child(folder: Path) -> int:
    with small_vault.opened(folder) as vault:
        return len(vault.read(_by_child)[0])


def replays_are_noticed(folder: Path, tries: int, seed: int = 4) -> Result:
    """Put one older page back into a closed vault: the seal notices, though no code of it fails."""
    result = Result("an older page put back: noticed by the seal")
    chance = random.Random(seed)
    database = folder / DATABASE
    before = database.read_bytes()
    with small_vault.opened(folder) as vault:
        vault.write("Change", lambda unit: unit.set(unit.all(Case)[0], title="Another title"))
    after = database.read_bytes()
    changed = [
        number
        for number in range(len(before) // PAGE)
        if before[number * PAGE : (number + 1) * PAGE] != after[number * PAGE : (number + 1) * PAGE]
    ]
    passed = 0
    for _try in range(tries):
        page = chance.choice(changed)
        place = slice(page * PAGE, (page + 1) * PAGE)
        database.write_bytes(after[: place.start] + before[place] + after[place.stop :])
        result.tries += 1
        passed += _passes_the_ciphers_own_check(folder)
        if not _check(folder):
            result.failures.append(f"page {page + 1}: not named by check")
        try:
            with small_vault.opened(folder) as vault:
                if not vault.trust.read_only:
                    result.failures.append(f"page {page + 1}: opened as if nothing were")
        except Refusal:
            pass
    database.write_bytes(after)
    result.beside = f"{passed} pass the cipher's own check of pages"
    return result


def _passes_the_ciphers_own_check(folder: Path) -> bool:
    def own_check(unit: Reading) -> Any:
        return unit.connection.exec_driver_sql("PRAGMA cipher_integrity_check").all()

    with small_vault.opened(folder) as vault:
        return not vault.read(own_check)
