"""A place: its list with filters, order, words and saved views, and the record beside it."""

from array import array
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QMenu, QSplitter, QStackedWidget, QWidget

from casedesk.casework import browsing
from casedesk.casework.query import OneOf, Query
from casedesk.desktop.desk import Desk
from casedesk.desktop.lists import asking
from casedesk.desktop.lists.model import ListModel
from casedesk.desktop.lists.preview import Preview
from casedesk.desktop.lists.question import (
    Question,
    as_target,
    filter_fields,
    from_target,
    question_of,
)
from casedesk.desktop.lists.table import Table
from casedesk.desktop.lists.views import Views
from casedesk.desktop.page import Page, Target
from casedesk.desktop.pieces.boxes import Card, column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, one_line
from casedesk.desktop.places import place_called, title_of
from casedesk.desktop.theme import look
from casedesk.domain.base import Field
from casedesk.vault.door import Changes
from casedesk.vault.unit import Reading
from casedesk.words import _, n_

#: So many rows are asked for first: a screen is full long before the whole list is known.
_FIRST = 100

#: After the last key the list waits so long, in milliseconds, before it asks.
_PAUSE = 180


class ListPage(Page):
    """One place of the sidebar."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.place = place_called(target.place)
        self.question = from_target(question_of(self.place), target)
        self.rows = ListModel(desk, self)
        self.table = Table(self.rows)
        self.count = one_line("", "muted")
        self.words = QLineEdit(self.question.words)
        self.filters = row(gap=6)
        self.views = Views(desk, self.place.id)
        self.preview = Preview(desk)
        self.nothing = QStackedWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._connect()

    def _build(self) -> None:
        title = title_of(self.place)
        self.setAccessibleName(title)
        self.words.setPlaceholderText(_("Search in this list"))
        self.words.setAccessibleName(_("Search in this list"))
        self.words.setClearButtonEnabled(True)
        self.words.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        self.new_button = button(_("New"), self._new, icon="plus", name=_("New in this list"))
        top = row(one_line(title, "title"), self.count, None, self.words, self.new_button, gap=10)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        self.nothing.addWidget(self.table)
        self.nothing.addWidget(self._empty())
        card.body.addWidget(self.nothing)
        split = QSplitter()
        split.addWidget(card)
        split.addWidget(self.preview)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([look().px(700), look().px(330)])
        split.setChildrenCollapsible(False)
        whole = column(top, self.filters, self.views, split, gap=10, margin=20)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.start = self.table
        self._show_filters()

    def _empty(self) -> QWidget:
        self.sentence = label("", "muted")
        self.clear_button = button(_("Clear the filters"), self._clear, name=_("Clear the filters"))
        inside = column(self.sentence, row(self.clear_button, None), gap=12, margin=24)
        inside.addStretch(1)
        return widget(inside)

    def _connect(self) -> None:
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(self._search)
        self.table.opened.connect(self._open)
        self.table.chosen.connect(self.preview.show_record)
        self.table.sorted_by.connect(self._sort)
        self.preview.opened.connect(self._open)
        self.views.wanted.connect(self._view)

    # ---- asking ------------------------------------------------------------------------------

    def load(self) -> None:
        """Ask for the list as it is asked for now, its beginning first."""
        query = self.question.query
        self.desk.read(
            lambda unit: asking.start(unit, query, _FIRST),
            partial(self._begin, query),
            self,
            latest="list",
        )
        self.views.load(query)

    def _begin(self, query: Query, begun: asking.Start) -> None:
        chosen, top = self.table.chosen_key(), self.table.top_key()
        self.rows.show(query, begun.ids, begun.lines)
        self.table.show_order(self.question.sort, descending=self.question.descending)
        question = self.question

        def whole(unit: Reading) -> "tuple[array[int], int]":
            # Counting a whole place takes longer than its list; only a part is compared with it.
            total = asking.total(unit, question.base) if question.narrows else 0
            return browsing.found(unit, query), total

        self.desk.read(
            whole,
            partial(self._all, query, chosen, top),
            self,
            latest="whole list",
        )

    def _all(
        self,
        query: Query,
        chosen: int | None,
        top: int | None,
        answer: "tuple[array[int], int]",
    ) -> None:
        ids, total = answer
        if not self.rows.extend(query, ids):
            self.rows.show(query, ids)
        here = f"{len(ids):,}"
        self.count.setText(
            _("{n} of {all}").format(n=here, all=f"{total:,}")
            if self.question.narrows
            else n_("{n} record", "{n} records", len(ids)).format(n=here)
        )
        self._say_nothing(empty=not len(ids))
        if not self.table.choose(chosen) and len(ids):
            self.table.selectRow(0)
        self.table.scroll_to_key(top)
        self.preview.setVisible(bool(len(ids)))

    def _say_nothing(self, *, empty: bool) -> None:
        self.nothing.setCurrentIndex(1 if empty else 0)
        narrowed = self.question.narrows
        self.sentence.setText(
            _("Nothing matches what you asked for.")
            if narrowed
            else _("Nothing here yet. Enter the first with New.")
        )
        self.clear_button.setVisible(narrowed)

    def concerns(self, changes: Changes) -> bool:
        """Whether the list or its saved views changed."""
        return bool({*self.place.kinds, "views"} & changes.kinds)

    # ---- what the person changes ---------------------------------------------------------------

    def _ask(self, question: Question) -> None:
        self.question = question
        self.target = as_target(self.place.id, question, None)
        self._show_filters()
        self.load()

    def _search(self) -> None:
        if self.words.text() != self.question.words:
            self._ask(replace(self.question, words=self.words.text()))

    def _clear(self) -> None:
        self.words.clear()
        self._ask(self.question.cleared())

    def _sort(self, name: str) -> None:
        again = name == self.question.sort
        self._ask(
            replace(
                self.question, sort=name, descending=again and not self.question.descending
            )
        )  # fmt: skip

    def _view(self, query: Query) -> None:
        question = self.question.taken_from(query)
        self.words.setText(question.words)
        self._ask(question)

    def _open(self, number: int) -> None:
        self.target = as_target(self.place.id, self.question, number)
        self.go.emit(Target(record=number))

    def _new(self) -> None:
        if len(self.place.kinds) == 1:
            self.new.emit(self.place.kinds[0], {})
            return
        menu = QMenu(self)
        menu.setAccessibleName(_("New in this list"))
        for kind in self.place.kinds:
            menu.addAction(asking.one_of(kind), partial(self.new.emit, kind, {}))
        menu.popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))

    # ---- filters -------------------------------------------------------------------------------

    def _show_filters(self) -> None:
        emptied(self.filters)
        said = asking.filter_words(self.question.query)
        for field in filter_fields(self.question.kinds):
            if field.kind == "when":
                continue
            wanted = field.name in self.question.filters
            text = f"{field.label}: {said.get(field.name, '')}" if wanted else field.label
            chip = button(text[:60], chip=True, name=_("Filter by {field}").format(field=text))
            chip.setCheckable(True)
            chip.setChecked(wanted)
            chip.clicked.connect(partial(self._offer, field, chip))
            self.filters.addWidget(chip)
        self.filters.addStretch(1)

    def _offer(self, field: Field, chip: QWidget, _checked: bool = False) -> None:
        base, query = self.question.base, self.question.query
        self.desk.read(
            lambda unit: asking.choices(unit, base, query, field),
            partial(self._choose, field, chip),
            chip,
        )

    def _choose(self, field: Field, chip: QWidget, found: list[asking.Choice]) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(field.label)
        menu.addAction(_("All"), lambda: self._ask(self.question.unfiltered(field.name)))
        for choice in found:
            wanted = None if choice.value is None else OneOf(frozenset({choice.value}))
            menu.addAction(
                f"{choice.words[:60]}   {choice.number:,}".replace("&", "&&"),
                partial(self._filter, field.name, wanted),
            )
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _filter(self, name: str, wanted: OneOf | None) -> None:
        self._ask(self.question.filtered(name, wanted))
