"""Proceedings, briefs, consents and disclosures, and the history of a case, each a tab."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.casework.casefile import read_case
from casedesk.casework.overview import Overview, keys_of
from casedesk.casework.parts import ConsentAt, Left
from casedesk.casework.saying import Saying, recent
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.overview import brief_line, change_line, proceeding_line, show_risks
from casedesk.desktop.case.tab import Columns, Tab, scrolled
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import column, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.domain.cases import Case
from casedesk.vault.unit import Reading
from casedesk.when import shown
from casedesk.words import _

_MOST_CHANGES = 200
_GIVEN = ("given", "given-in-part")
_NO_ANSWER = ("not-asked", "impossible", "none", "")


class ProceedingsTab(Tab):
    """What is or was before bodies and courts, at home too."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        add = button(_("New proceeding"), lambda: self.enter("proceedings"), icon="plus")
        self.card = ListCard(
            _("Proceedings"), _("No proceedings yet. Add the first with New > Proceeding."), add
        )
        self.setLayout(column(scrolled(self.card)))

    def fill(self, seen: Overview) -> None:
        self.card.show_lines([partial(proceeding_line, self, each) for each in seen.proceedings])


class BriefsTab(Tab):
    """What is written for bodies; whose risk must be thought of stands above."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.add = button(_("New brief"), lambda: self.enter("briefs"), icon="plus", primary=True)
        self.card = ListCard(
            _("Briefs"), _("No briefs yet. Begin the first with “New brief”."), self.add
        )
        self.risks = column(gap=8)
        self.setLayout(column(scrolled(widget(self.risks), self.card)))

    def fill(self, seen: Overview) -> None:
        show_risks(self.risks, seen)
        self.card.show_lines([partial(brief_line, self, each) for each in seen.briefs])


class ConsentsTab(Tab):
    """What people decided on being named, and what already left the vault."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        add = button(_("New consent"), lambda: self.enter("consents"), icon="plus")
        self.consents = ListCard(
            _("Decisions on being named"),
            _("No decision is recorded. Ask the people concerned, then add it with “New consent”."),
            add,
        )
        self.left = ListCard(
            _("What left the vault"), _("Nothing of this case has left the vault.")
        )
        self.setLayout(column(scrolled(Columns([self.consents], [self.left]))))

    def fill(self, seen: Overview) -> None:
        self.consents.show_lines([partial(self._consent, each) for each in seen.consents])
        self.left.show_lines([partial(self._left, each) for each in seen.disclosures])

    def _consent(self, each: ConsentAt) -> Line:
        tone = "good" if each.state in _GIVEN else "danger"
        return Line(
            each.name,
            joined(
                _("towards: {audience}").format(audience=each.towards),
                each.shown_as,
                shown(each.when) if each.when else "",
                each.detail,
            ),
            self.opener(each.record),
            ends=((each.decision, "plain" if each.state in _NO_ANSWER else tone),),
            key=f"consent{each.record}",
        )

    def _left(self, each: Left) -> Line:
        to = _("to {name}").format(name=each.to) if each.to else ""
        named = _("named: {names}").format(names="; ".join(each.people)) if each.people else ""
        when = shown(each.when) if each.when else ""
        return Line(
            each.title,
            joined(to, each.audience, when, named),
            self.opener(each.record),
            key=f"left{each.record}",
        )


class HistoryTab(Tab):
    """Who changed what, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.card = ListCard(_("History"), _("Nothing was changed yet."))
        self.setLayout(column(scrolled(self.card)))

    def fill(self, seen: Overview) -> None:
        number = seen.case.record

        def work(unit: Reading) -> list[Saying]:
            return recent(unit, keys_of(read_case(unit, unit.by_id(Case, number))), _MOST_CHANGES)

        self.desk.read(work, self._show, self, latest="history")

    def _show(self, changes: Sequence[Saying]) -> None:
        self.card.show_lines([partial(change_line, self, each) for each in changes])
