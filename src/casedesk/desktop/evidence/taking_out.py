"""Taking a file out of the vault: a warning, a reason that is kept, a place, and a note of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from casedesk.desktop.form.lines import Line
from casedesk.desktop.pieces.boxes import Notice, column, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.dialog import FittedDialog
from casedesk.desktop.pieces.words import label
from casedesk.domain.disclosures import Disclosure
from casedesk.domain.evidence import Custody, Evidence
from casedesk.evidence.reading import read_out
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Done, Vault
from casedesk.when import When
from casedesk.words import Refusal, _


class NotTakenOut(Refusal):
    """The file was not written outside the vault."""


@dataclass(frozen=True, slots=True)
class Order:
    """Why a file leaves, for whom ("" where it stays with the office), and on which day."""

    record: int
    reason: str
    recipient: str
    day: When


class TakingOut(FittedDialog):
    """Says what it means that a file leaves, and asks why."""

    def __init__(
        self, safety: str, then: Callable[[str, str], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(460, parent)
        self._then = then
        self.reason, self.recipient = Line(), Line()
        self.reason.setAccessibleName(_("Why does it leave the vault?"))
        self.recipient.setAccessibleName(_("For whom, if it is passed on"))
        self.wrong = label("", "wrong")
        self.wrong.hide()
        self.go_on = button(_("Choose the place …"), self._go_on, danger=True)
        warning = Notice(
            _("Outside the vault the file lies open: whoever finds the computer or the stick can"
              " read it. Its name and what it holds of hidden data (who made it, where and when)"
              " leave with it."), "danger",
        )  # fmt: skip
        parts: list[QWidget] = [label(_("Take this file out of the vault?"), "heading"), warning]
        if safety:
            parts.append(Notice(safety, "warning"))
        for words, line in (
            (_("Why does it leave the vault? The custody keeps the answer."), self.reason),
            (_("For whom, if it is passed on? Then it is noted as a disclosure."), self.recipient),
        ):
            parts += [label(words, "small"), line]
        foot = row(None, button(_("Cancel"), self.reject), self.go_on)
        self.setLayout(column(*parts, self.wrong, foot, gap=10, margin=16))
        self.reason.returnPressed.connect(self._go_on)
        self.reason.setFocus()

    def _go_on(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.wrong.setText(_("Write why, in a few words."))
            self.wrong.show()
            self.fit()
            self.reason.setFocus()
            return
        self.accept()
        self._then(reason, self.recipient.text().strip())


def taken_out(vault: Vault, order: Order, target: Path) -> Done[str]:
    """Write a file outside the vault, whole and verified or not at all, and note that it left.

    Not for the window's thread. Raises NotTakenOut, NoFile, Damaged, Missing, ReadOnly.
    """
    vault.refuse_if_read_only()
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        _write(vault, order.record, unfinished)
        done = vault.write(_("Took a file out"), lambda unit: _note(unit, order))
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return done


def _write(vault: Vault, record: int, unfinished: Path) -> None:
    def contents(unit: Reading):  # type: ignore[no-untyped-def]  # noqa: ANN202 - chunks
        return read_out(unit, vault.folder, unit.by_id(Evidence, record))

    chunks = vault.read(contents)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(unfinished, flags, 0o600)
    except OSError as error:
        raise NotTakenOut(
            _("The file cannot be written there: {reason}. Choose another place.").format(
                reason=os.strerror(error.errno or 0)
            )
        ) from error
    with os.fdopen(descriptor, "wb") as file:
        for chunk in chunks:
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())


def _note(unit: Writing, order: Order) -> str:
    """A step of custody, and a disclosure where the file is passed on."""
    piece = unit.by_id(Evidence, order.record)
    remark = _("Written outside the vault: {reason}").format(reason=order.reason)
    unit.add(
        Custody(
            evidence=piece.id,
            action="copied",
            occurred=order.day,
            by_whom=unit.facts.member_name,
            detail=remark,
        )
    )
    if order.recipient:
        unit.add(
            Disclosure(
                title=_("File: {name}").format(name=piece.title),
                case=piece.case,
                recipient=order.recipient,
                occurred=order.day,
                reason=order.reason,
            )
        )
    return piece.ref
