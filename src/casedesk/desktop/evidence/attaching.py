"""Attaching a file: chosen, sealed beside the window with its progress told, then entered."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from casedesk.desktop import files
from casedesk.desktop.page import Page
from casedesk.domain.base import Record
from casedesk.domain.evidence import Evidence
from casedesk.evidence.entry import refuse_second_file
from casedesk.evidence.intake import enter, take
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Done, Vault
from casedesk.words import _


class Attaching(QObject):
    """Leads a page from a button to a file that is sealed as evidence for a record."""

    #: A file was attached; carries the key of the piece of evidence.
    attached = Signal(int)
    _hundredth = Signal(int)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._said = 0
        self._hundredth.connect(self._tell_progress)

    def ask(self, number: int, said: Mapping[str, Any] | None = None) -> None:
        """Ask for a file, and attach it to a record; `said` are fields of the new piece."""
        files.choose_file(
            self._page,
            _("The file to be kept, encrypted, in the vault"),
            lambda path: self.take(number, path, said),
        )

    def take(self, number: int, path: Path, said: Mapping[str, Any] | None = None) -> None:
        """Seal a file and enter it. What fails is told in a sentence, and nothing is left."""
        vault = self._page.desk.vault
        self._page.said.emit(_("The file is being sealed …"))

        def progress(done: int, total: int) -> None:
            hundredth = done * 100 // total if total else 100
            if hundredth != self._said:
                self._said = hundredth
                self._hundredth.emit(hundredth)

        def then(answer: Any) -> None:  # the desk hands out what is in the Done
            self._entered(*answer)

        self._page.desk.work(
            lambda: sealed_and_entered(vault, number, path, said or {}, progress), then, self
        )

    def _tell_progress(self, hundredth: int) -> None:
        self._page.said.emit(_("The file is being sealed: {n}%").format(n=hundredth))

    def _entered(self, record: int, told: tuple[str, ...]) -> None:
        self._page.said.emit(
            " ".join(told) or _("The file is sealed in the vault. The original lies where it was.")
        )
        self.attached.emit(record)


def sealed_and_entered(
    vault: Vault, number: int, path: Path, said: Mapping[str, Any], progress: Any = None
) -> Done[tuple[int, tuple[str, ...]]]:
    """Seal a file without holding up the vault, then write its record; answers the record's key
    and what a person must be told. Not for the window's thread.
    """
    vault.refuse_if_read_only()
    uuid = vault.read(lambda unit: _waiting_for_it(unit, number))
    taken = take(vault.folder, vault.facts.vault_id, path, uuid=uuid, progress=progress)
    told: list[str] = []

    def work(unit: Writing) -> tuple[int, tuple[str, ...]]:
        record = unit.followed(unit.by_id(Record, number))
        entered = enter(unit, vault.folder, record, taken, said=said, tell=told.append)
        return entered.id, tuple(told)

    return vault.write(_("Attached a file"), work)


def _waiting_for_it(unit: Reading, number: int) -> bytes | None:
    """The uuid of a piece of evidence that waits for its file; None for any other record."""
    record = unit.followed(unit.by_id(Record, number))
    if not isinstance(record, Evidence):
        return None
    refuse_second_file(unit, record)
    return record.uuid
