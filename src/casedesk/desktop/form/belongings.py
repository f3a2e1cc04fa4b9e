"""What belongs to a record, listed on its page: names, roles, stages, consents, each with its own
way to add, change and remove.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.asking import Removing
from casedesk.desktop.form.lines import Words
from casedesk.desktop.form.opener import Opener
from casedesk.desktop.form.reading import Belonging, Owned, belongings_of
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, rule, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label
from casedesk.domain.base import kind_called
from casedesk.vault.door import Changes
from casedesk.words import _

#: Kinds that have a way of their own to be entered, and are only listed where there are some.
_NOT_OFFERED = frozenset(
    {"custom-values", "translations", "blocks", "versions", "disclosed-parties"}
)


class Belongings(Card):
    """A card with what belongs to a record, of one kind or several.

    It reads by itself and again when one of these kinds changes.
    """

    #: The person wants to open a record that is named here.
    go = Signal(Target)
    #: What is listed was read; carries how many there are.
    counted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        record_id: int,
        kinds: Sequence[str],
        heading: str = "",
        *,
        gather_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """With `gather_empty`, kinds of which there are none are only offered to be added."""
        super().__init__(heading, parent)
        self._gather = gather_empty
        self.desk, self.record_id, self.kinds = desk, record_id, tuple(kinds)
        self._ref = ""
        self.parts = column(gap=14)
        self.body.addLayout(self.parts)
        desk.changed.connect(self._changed)
        self.load()

    def load(self) -> None:
        """Ask for what belongs to the record."""
        work = belongings_of(self.record_id, self.kinds)
        self.desk.read(work, self._show, self, latest="belongings")

    def add(self, kind: str) -> None:
        """Enter a new one."""
        from casedesk.desktop.form.new import NewRecord  # noqa: PLC0415 - when first used

        _open(NewRecord(self.desk, kind, self._owner(kind), self))

    def change(self, each: Belonging) -> None:
        """Change one."""
        from casedesk.desktop.form.new import RecordDialog  # noqa: PLC0415 - when first used

        _open(RecordDialog(self.desk, each.kind, each.id, self._owner(each.kind), self))

    def remove(self, each: Belonging) -> None:
        """Ask why, and remove one."""
        _open(Removing(self.desk, each.id, each.kind, each.title, self))

    def _owner(self, kind: str) -> dict[str, str]:
        return {kind_called(kind).owner or "": self._ref}

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & set(self.kinds):
            self.load()

    def _show(self, owned: Owned) -> None:
        self._ref = owned.ref
        emptied(self.parts)
        none = [kind for kind in self.kinds if self._gather and not owned.by_kind[kind]]
        gathered = [kind for kind in none if kind not in _NOT_OFFERED]
        for kind in self.kinds:
            if kind not in none:
                self.parts.addWidget(self._of_kind(kind, owned.by_kind[kind]))
        if gathered:
            self.parts.addWidget(label(_("What else can be entered here:"), "muted"))
            offers = (self._adding(kind, _(kind_called(kind).singular)) for kind in gathered)
            self.parts.addWidget(widget(Flow(*offers)))
        self.counted.emit(sum(len(each) for each in owned.by_kind.values()))

    def _of_kind(self, kind: str, found: Sequence[Belonging]) -> QWidget:
        cls = kind_called(kind)
        plural = _(cls.plural)
        heading = label(plural[:1].upper() + plural[1:], "strong")
        top = row(heading, self._adding(kind, _("Add")))
        top.setStretch(0, 1)
        lines = column(top, gap=4)
        for each in found:
            lines.addWidget(rule())
            lines.addWidget(self._line(each))
        if not found:
            lines.addWidget(label(_("None yet."), "muted"))
        return widget(lines)

    def _adding(self, kind: str, text: str) -> QPushButton:
        name = _("Add: {kind}").format(kind=_(kind_called(kind).singular))
        return button(text, partial(self.add, kind), icon="plus", flat=True, name=name)

    def _line(self, each: Belonging) -> QWidget:
        words = column(self._title(each), gap=1)
        if each.detail:
            words.addWidget(label(each.detail, "small"))
        line = row(words, gap=4)
        line.setStretch(0, 1)
        for text, named, action in (
            (_("Change"), _("Change {title}"), self.change),
            (_("Remove"), _("Remove {title}"), self.remove),
        ):
            name = named.format(title=each.title)
            line.addWidget(
                button(text, partial(action, each), flat=True, name=name),
                0,
                Qt.AlignmentFlag.AlignTop,
            )
        return widget(line)

    def _title(self, each: Belonging) -> QWidget:
        if each.opens is None:
            return Words(each.title)
        return widget(row(Opener(each.title, partial(self._open, each.opens)), None))

    def _open(self, number: int) -> None:
        self.go.emit(Target(record=number))


def _open(dialog: QDialog) -> None:
    """Open a dialog, and let it go once it is closed."""
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
