"""The page of an event or reprisal: what happened, who did what to whom, how it is known."""

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.casework.event_sheet import Beside, EventSheet, Trigger, event_sheet
from casedesk.casework.sheet_parts import Involved, Linked, Said
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence.attaching import Attaching
from casedesk.desktop.form.dates import in_words
from casedesk.desktop.form.lines import Words
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.sheets.page import SheetPage, add_button
from casedesk.desktop.sheets.people import PeopleCard
from casedesk.desktop.sheets.rows import changeable
from casedesk.desktop.sheets.words import Pairs, breaking, day, short
from casedesk.words import _


class EventPage(SheetPage):
    """One event or reprisal."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.seen: EventSheet | None = None
        self.attaching = Attaching(self)
        self.to_case = button(_("Open the case"), self._open_case, icon="folder")
        self.ways.insertWidget(0, self.to_case)
        self.to_case.hide()
        self.what = Pairs(_("What happened"))
        self.account = Words("")
        self.what.body.addWidget(self.account)
        self.people = PeopleCard(desk, self.number, _("Who did what to whom"))
        self.people.go.connect(self.go)
        self.people.change.connect(self.change_other)
        self.link_engagement = add_button(_("Link an engagement"), self.add_trigger)
        self.triggers = ListCard(
            _("Engagements that triggered it"),
            _("No engagement is linked, so this is not yet shown to be a reprisal. Link the"
              " testimony, report or meeting it answers."),
            self.link_engagement,
        )  # fmt: skip
        self.reasons = Pairs(_("Why it is a reprisal"))
        self.known = Pairs(
            _("How it is known, and what was done"),
            _("Nothing is recorded yet. “Change” takes the source, how reliable it is, and the"
              " rights affected."),
        )  # fmt: skip
        self.beside = ListCard(
            _("Linked events"), _("No event is linked."),
            add_button(_("Link an event"), self.add_link),
        )  # fmt: skip
        self.evidence = ListCard(
            _("Evidence"), _("No evidence supports this yet."),
            add_button(_("Attach a file"), lambda: self.attaching.ask(self.number)),
        )  # fmt: skip
        self.place(
            [self.what, self.people, self.triggers, self.reasons, self.known],
            [self.beside, self.evidence],
        )

    def load(self) -> None:
        number = self.number
        self.desk.read(
            lambda unit: event_sheet(unit, number),
            lambda seen: self.filling(partial(self.show_sheet, seen)),
            self,
            latest="sheet",
            failed=self.not_read,
        )

    def show_sheet(self, seen: EventSheet) -> None:
        """Show an event as it was read."""
        self.seen = seen
        self.number = seen.head.record
        kind = (seen.form or _("Reprisal"), "danger") if seen.is_reprisal else None
        tags = [each for each in (kind, (seen.act, "accent")) if each and each[0]]
        case = seen.case.title if seen.case else _("in no case")
        self.show_head(seen.head.kind, seen.head.ref, seen.head.title, case, tags=tags)
        self.show_notices(safe_first(seen.involved))
        self.to_case.setVisible(seen.case is not None)
        self.what.show_said(_what(seen))
        self.what.show()
        self.account.put(seen.description or _("No account yet. Write it with “Change”."))
        self.people.show_people(
            self.number,
            [
                (_("To whom"), seen.victims()),
                (_("By whom"), seen.actors()),
                (_("Besides"), seen.others()),
            ],
        )
        self._show_reprisal(seen)
        self.known.show_said(seen.facts)
        self.beside.show_lines([partial(self._beside, each) for each in seen.beside])
        self.evidence.show_lines([partial(self._document, each) for each in seen.evidence])

    def _show_reprisal(self, seen: EventSheet) -> None:
        self.triggers.setVisible(seen.is_reprisal)
        self.triggers.show_lines([partial(self._trigger, each) for each in seen.triggers])
        self.reasons.show_said(
            Said(name, text, long=True)
            for name, text in ((_("Who says so"), seen.stated_by), (_("Why"), seen.why_linked))
            if text
        )

    # ---- what can be done --------------------------------------------------------------------

    def add_trigger(self) -> None:
        """Link an engagement as what triggered the reprisal, with who says so and why."""
        self.enter("triggers", {"reprisal": self.ref})

    def add_link(self) -> None:
        """Link another event."""
        self.enter("event-links", {"event": self.ref})

    def _open_case(self) -> None:
        if self.seen is not None and self.seen.case is not None:
            self.go.emit(Target(record=self.seen.case.record))

    # ---- lines -------------------------------------------------------------------------------

    def _trigger(self, each: Trigger) -> QWidget:
        by = each.stated_by or _("nobody is recorded")
        said = _("says so: {name}").format(name=by)
        line = Line(
            breaking(each.engagement.title),
            joined(each.body, each.state, day(each.when), said, each.why),
            self.opener(each.engagement.record),
            ends=() if each.stated_by and each.why else ((_("reason missing"), "warning"),),
            key=f"trigger{each.record}",
        )
        name = _("Change why it was triggered by {title}").format(title=each.engagement.title)
        return changeable(line, partial(self.change_other, "triggers", each.record), name)

    def _beside(self, each: Beside) -> Line:
        said = _("this event: {relation}").format(relation=each.relation) if each.relation else ""
        return Line(
            breaking(each.event.title),
            joined(day(each.when), said, short(each.detail)),
            self.opener(each.event.record),
            key=f"beside{each.record}",
        )

    def _document(self, each: Linked) -> Line:
        return Line(breaking(each.title), each.ref, self.opener(each.record))


def _what(seen: EventSheet) -> list[Said]:
    """When and where, in words; a partial date with the days it can mean."""
    when = in_words(seen.when) if seen.when else _("not known; write it with “Change”")
    written = seen.when.words if seen.when and seen.when.words else ""
    found = [
        Said(_("When"), when, long=False),
        Said(_("In the source's words"), written, long=False),
        Said(_("Where"), seen.place or _("not recorded"), long=False),
    ]
    return [each for each in found if each.text]


def safe_first(involved: tuple[Involved, ...]) -> list[tuple[str, str]]:
    """The risk and safe contact of everybody involved, before anything else."""
    found = {}
    for each in involved:
        rule = _("contact: {rule}").format(rule=each.safe_contact) if each.safe_contact else ""
        if each.risk or rule:
            found[each.party.record] = (joined(each.party.title, each.risk, rule), "warning")
    return list(found.values())
