"""A brief leaves the vault: as PDF, as Word file or on paper, and never without being written down.

What is missing is shown first, and only a reason lets it pass. Everything is composed anew out of
the vault, so that what leaves is what is saved and nobody's decision is missed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QWidget

from casedesk.briefs.printing import Asked, Prepared, check_target, printed, refuse_unready
from casedesk.briefs.ready import blockers
from casedesk.briefs.standing import brief_called, disclose_brief, prepare_brief, read_text
from casedesk.casework.consents import AUDIENCES
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.pieces.boxes import column, scrolling, widget
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.pages import to_pdf
from casedesk.vault.door import Writing
from casedesk.vault.files import leaving_as, write_private
from casedesk.vault.unit import Reading
from casedesk.vault.vault import Done, Vault
from casedesk.words import _


@dataclass(frozen=True, slots=True)
class Order:
    """What is to leave: which brief, for whom, in which language, and why all the same."""

    brief: str
    audience: str
    language: str
    line: str
    today: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What left: the page count, the letters no font has, and the PDF where it goes to paper."""

    pages: int
    missing: tuple[str, ...]
    pdf: bytes = b""


def hindrances(order: Order) -> Callable[[Reading], tuple[str, ...]]:
    """Work that says what stands in the way of an output, in sentences."""

    def work(unit: Reading) -> tuple[str, ...]:
        prepared = _prepared(unit, order)
        form = prepared.composed.work.form
        said = [item.text for item in blockers(prepared.items)]
        if AUDIENCES.index(order.audience) > AUDIENCES.index(form.audience):
            wider = _("This form is for the audience “{audience}”; you are giving it to more.")
            said.insert(0, wider.format(audience=form.audience))
        return tuple(said)

    return work


def _prepared(unit: Reading, order: Order) -> Prepared:
    text = read_text(unit, order.brief)
    return prepare_brief(
        unit,
        text,
        order.today,
        audience=order.audience,
        language=order.language,
        running_line=order.line,
    )


def _left(unit: Writing, order: Order) -> Prepared:
    """Compose anew, refuse what lacks something without a reason, write down what leaves."""
    prepared = _prepared(unit, order)
    work = prepared.composed.work
    asked = Asked(work.file.case.ref, work.form.id, order.language, order.audience, order.reason)
    refuse_unready(prepared, asked)
    disclose_brief(unit, brief_called(unit, order.brief), prepared, order.reason, order.today)
    return prepared


def write_file(vault: Vault, order: Order, target: Path) -> Done[Left]:
    """Write a brief to a file only its owner can read. Raises NotReady, NoSuchForm, OSError."""
    vault.refuse_if_read_only()
    check_target(target, vault.folder)

    def work(waiting: Path, unit: Writing) -> Left:
        output = printed(_left(unit, order), target)
        # Within the unit, so that nothing is noted as having left if it cannot be written; under
        # its own name only behind it, so that nothing leaves without being noted.
        write_private(waiting, output.data)
        return Left(output.pages, tuple(sorted(output.missing)))

    with leaving_as(target) as waiting:
        return vault.write(_("Gave out a brief"), partial(work, waiting))


def for_paper(unit: Writing, order: Order) -> Left:
    """The PDF that goes to a printer, written down as having left."""
    output = to_pdf(_left(unit, order).composed.document)
    return Left(output.pages, tuple(sorted(output.missing)), output.data)


class ReasonDialog(QDialog):
    """Shows what stands in the way, and takes the reason for giving the brief out all the same."""

    def __init__(self, said: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("CaseDesk")
        self.line = QLineEdit()
        self.line.setInputMethodHints(HINTS)
        self.line.setAccessibleName(_("Reason for giving it out all the same"))
        self.line.setPlaceholderText(_("Why it is given out all the same"))
        buttons = QDialogButtonBox()
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        made: Any = buttons.addButton(_("Give it out"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go_on = made
        self.go_on.setEnabled(False)
        self.line.textChanged.connect(lambda text: self.go_on.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        told = scrolling(widget(column(*(label(f"• {each}") for each in said), gap=4)))
        told.setMaximumHeight(look().px(240))
        why = label(_("The reason is kept with what left the vault."), "muted")
        heading = label(_("This stands in the way"), "heading")
        self.setLayout(column(heading, told, self.line, why, buttons, margin=16))
        self.setMinimumWidth(look().px(480))
        self.line.setFocus()
