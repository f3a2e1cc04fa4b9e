"""The overview of a case: what it is, what is due, which doors are open, who would be named."""

from collections import Counter
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.casework.overview import DoorAt, Named, Overview
from casedesk.casework.parts import BriefAt, ProceedingAt
from casedesk.casework.saying import Saying
from casedesk.casework.values import codes_of
from casedesk.desktop.case.lines import Line, ListCard, Tagged, joined
from casedesk.desktop.case.tab import Columns, Tab, due_line, scrolled
from casedesk.desktop.desk import Desk
from casedesk.desktop.pieces.boxes import Card, Notice, column, emptied, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.domain.base import kinds
from casedesk.when import When, shown
from casedesk.words import _, n_

#: How many people at risk are named on top of a tab.
_MOST_RISKS = 4

#: The tone of each state of a door.
DOOR_TONES = {"open": "good", "closing": "warning", "unclear": "plain", "closed": "danger"}


class OverviewTab(Tab):
    """A case at one look."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.summary = label("")
        about = Card(_("What it is about"))
        about.body.addWidget(self.summary)
        self.due = ListCard(_("Next"), _("Nothing is due. Add a task with New > Task."))
        self.matters = ListCard(
            _("Proceedings"), _("No proceedings yet. Add the first with New > Proceeding.")
        )
        self.changes = ListCard(_("Last changes"), _("Nothing was changed yet."))
        self.doors = ListCard(_("Doors"), _("No mechanism is known."))
        self.people = ListCard(
            _("Who is named, and why"), _("Nobody is in this case yet. Add people under Parties.")
        )
        self.briefs = ListCard(
            _("Briefs"), _("No briefs yet."), button(_("New brief"), lambda: self.enter("briefs"))
        )
        self.risks = column(gap=8)
        wide = [about, self.due, self.matters, self.changes]
        columns = Columns(wide, [self.doors, self.people, self.briefs])
        self.setLayout(column(scrolled(widget(self.risks), columns)))

    def fill(self, seen: Overview) -> None:
        self.summary.setText(seen.summary or _("No summary yet. Write it under Details."))
        show_risks(self.risks, seen)
        self.due.show_lines(
            [partial(due_line, due, self.opener(due.record)) for due in seen.due[:6]]
        )
        self.matters.show_lines([partial(proceeding_line, self, each) for each in seen.proceedings])
        self.changes.show_lines([partial(change_line, self, each) for each in seen.changes])
        near = [each for each in seen.doors if each.used or each.door.state in ("open", "closing")]
        makers = [partial(self._door, each) for each in near[:6]]
        self.doors.show_lines([*makers, lambda: self._other_doors(seen)])
        self.people.show_lines([partial(self._person, each) for each in seen.people])
        self.briefs.show_lines([partial(brief_line, self, each) for each in seen.briefs])

    def _door(self, each: DoorAt) -> Line:
        return Line(
            each.title.split(":")[0],
            _("until {day}").format(day=shown(When.of(each.door.until)))
            if each.door.until
            else each.title.partition(":")[2].strip(),
            lambda: self.turn.emit("doors"),
            ends=(door_tag(each),),
            key=each.door.mechanism,
        )

    def _other_doors(self, seen: Overview) -> Line:
        """How many doors there are besides, by state."""
        states = Counter(each.door.state for each in seen.doors)
        words = [
            n_("{n} unclear", "{n} unclear", states["unclear"]).format(n=states["unclear"]),
            n_("{n} closed", "{n} closed", states["closed"]).format(n=states["closed"]),
        ]
        asked = len({ask for each in seen.doors for ask in each.door.questions})
        questions = n_("{n} question to answer", "{n} questions to answer", asked).format(n=asked)
        return Line(joined(*words), questions, lambda: self.turn.emit("doors"), key="other-doors")

    def _person(self, each: Named) -> Line:
        return Line(
            each.name,
            joined(*each.roles),
            self.opener(each.party),
            ends=(naming_tag(each),),
            key=f"party{each.party}",
        )


def show_risks(layout: QVBoxLayout, seen: Overview) -> None:
    """The risk and the rule of safe contact of each person, before what leads to an output."""
    emptied(layout)
    said = [_risk(each) for each in seen.at_risk]
    if said:
        left = len(said) - _MOST_RISKS
        more = n_("{n} more: see Parties", "{n} more: see Parties", left).format(n=left)
        sentences = [*said[:_MOST_RISKS], *([more] if left > 0 else [])]
        layout.addWidget(Notice("\n".join(sentences), "warning"))


def _risk(each: Named) -> str:
    contact = _("contact: {rule}").format(rule=each.safe_contact) if each.safe_contact else ""
    return f"{each.name}: {joined(each.risk, contact)}"


def door_tag(each: DoorAt) -> Tagged:
    """The state of a door; one that was gone through already says so."""
    if each.used:
        return codes_of("proceeding-states").get(each.used, each.used), "accent"
    words = {
        "open": _("open"), "closing": _("closing"), "unclear": _("unclear"), "closed": _("closed"),
    }  # fmt: skip
    return words[each.door.state], DOOR_TONES[each.door.state]


def naming_tag(each: Named) -> Tagged:
    """On what basis a party is named, or that it is withheld."""
    if each.withheld:
        return _("withheld"), "danger"
    if each.basis == "none":
        return _("named"), "plain"
    tone = "good" if each.basis == "consent" else "plain"
    return codes_of("naming-bases").get(each.basis, each.basis), tone


def proceeding_line(tab: Tab, each: ProceedingAt) -> Line:
    """A proceeding with its newest step."""
    when = shown(each.stage_when) if each.stage_when else ""
    step = joined(each.stage, when) if each.stage else ""
    towards = _("to {names}").format(names=", ".join(each.addressees)) if each.addressees else ""
    return Line(
        each.title,
        joined(each.body, each.reference, step, towards),
        tab.opener(each.record),
        ends=((each.state_label, "accent"),) if each.state_label else (),
        key=f"proceeding{each.record}",
    )


def brief_line(tab: Tab, each: BriefAt) -> Line:
    """A brief, and whether it was sent."""
    sent = shown(each.sent) if each.sent else ""
    ends = ((joined(_("sent"), sent), "good"),) if each.is_sent else ((_("not sent"), "warning"),)
    return Line(
        each.title,
        joined(each.form, each.audience, each.language),
        tab.opener(each.record),
        ends=ends,
        key=f"brief{each.record}",
    )


def change_line(tab: Tab, each: Saying) -> Line:
    """A change of the history, with the record it was made to."""
    cls = kinds().get(each.kind)
    kind = _(cls.singular) if cls else each.kind
    called = f"{kind[:1].upper()}{kind[1:]}"
    return Line(
        joined(called, each.title),
        each.sentence,
        tab.opener(each.record),
        key=f"{each.at}{each.record}{each.sentence}",
    )
