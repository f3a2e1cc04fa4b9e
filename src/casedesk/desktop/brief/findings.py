"""What is said of a brief over its blocks: its length, what is missing, who is named how."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from casedesk.briefs.ready import Item
from casedesk.briefs.standing import PersonShown
from casedesk.desktop.brief.reading import Standing, counted
from casedesk.desktop.form.editor import mark
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, scrolling, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.theme import look
from casedesk.mechanisms.registry import typologies
from casedesk.words import _, n_


class Findings(QFrame):
    """A row of counts; each opens the list behind it."""

    #: A field of the form is to be filled in.
    field_wanted = Signal(str)
    #: A decision of this party (its reference) on being named is to be recorded.
    consent_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.standing = Standing()
        self._shown = ""
        self.words = self._chip("note")
        self.blockers = self._chip("blocker")
        self.warnings = self._chip("warning")
        self.people = self._chip("people")
        self._list = column(gap=6)
        self._panel = Card()
        self._panel.body.addWidget(scrolling(widget(self._list)))
        self._panel.setMinimumHeight(look().px(130))
        self._panel.setMaximumHeight(look().px(240))
        self._panel.hide()
        chips = Flow()
        for chip in (self.words, self.blockers, self.warnings, self.people):
            chips.addWidget(chip)
        self.setLayout(column(chips, self._panel, gap=8))

    def _chip(self, kind: str) -> QPushButton:
        made = button("", lambda: self.toggle(kind), chip=True)
        made.setCheckable(True)
        made.setProperty("kind", kind)
        made.hide()  # until there is something to count
        return made

    def show_standing(self, standing: Standing) -> None:
        """Show where the brief stands now."""
        self.standing = standing
        self._name(self.words, counted(standing.lengths, standing.words), over=_is_over(standing))
        blockers, warnings = (len(self._items(level)) for level in ("blocker", "warning"))
        said = n_("{n} blocker", "{n} blockers", blockers).format(n=blockers)
        self._name(self.blockers, said, over=bool(blockers))
        said = n_("{n} warning", "{n} warnings", warnings).format(n=warnings)
        self._name(self.warnings, said, over=False)
        withheld = sum(each.withheld for each in standing.people)
        named = len(standing.people) - withheld
        said = _("{named} named, {withheld} withheld").format(named=named, withheld=withheld)
        self._name(self.people, said, over=False)
        if self._shown:
            self._fill()

    def toggle(self, kind: str) -> None:
        """Open the list behind a count, or close it."""
        self._shown = "" if self._shown == kind else kind
        for chip in (self.words, self.blockers, self.warnings, self.people):
            chip.setChecked(chip.property("kind") == self._shown)
        self._panel.setVisible(bool(self._shown))
        if self._shown:
            self._fill()

    def _name(self, chip: QPushButton, text: str, *, over: bool) -> None:
        chip.setText(text)
        chip.setAccessibleName(text)
        chip.show()
        mark(chip, "danger", on=over)

    def _items(self, level: str) -> list[Item]:
        return [item for item in self.standing.items if item.level == level]

    def _fill(self) -> None:
        emptied(self._list)
        parts: Sequence[QWidget]
        if self._shown == "people":
            parts = [self._person(each) for each in self.standing.people]
        else:
            parts = [self._item(item) for item in self._items(self._shown)]
        for part in parts or [label(_("Nothing."), "muted")]:
            self._list.addWidget(part)
        self._list.addStretch(1)

    def _item(self, item: Item) -> QWidget:
        told = label(item.text)
        line = row(told, gap=8)
        line.setStretch(0, 1)
        if item.field not in ("naming", "time", "door", "length", "language", "audience"):
            go = button(_("Go there"), self._going(item.field), link=True)
            go.setAccessibleDescription(item.text)
            line.addWidget(go)
        return widget(line)

    def _going(self, field: str) -> Callable[[], None]:
        return lambda: self.field_wanted.emit(field)

    def _person(self, person: PersonShown) -> QWidget:
        how = typologies()["shown-as"].terms.get(person.how)
        shown = tag(_(how.label) if how else person.how, "warning" if person.withheld else "accent")
        said = _("{title} ({ref}) appears as “{shown}”. {why}").format(
            title=person.title, ref=person.ref, shown=person.shown_as, why=person.why
        )
        line = row(shown, label(said), gap=8)
        line.setStretch(1, 1)
        if person.withheld:
            record = button(_("Record a consent"), self._asking(person.ref), link=True)
            record.setAccessibleDescription(person.title)
            line.addWidget(record)
        return widget(line)

    def _asking(self, ref: str) -> Callable[[], None]:
        return lambda: self.consent_wanted.emit(ref)


def _is_over(standing: Standing) -> bool:
    return any(each.left is not None and each.left < 0 for each in standing.lengths)
