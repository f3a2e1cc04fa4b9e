"""The page of a person: risk and safe contact first, then consents, cases, names, contacts."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.casework.person_sheet import (
    Contact,
    InCase,
    NameAt,
    PersonSheet,
    Power,
    Role,
    ShownIn,
    person_sheet,
)
from casedesk.casework.sheet_parts import Linked
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence.attaching import Attaching
from casedesk.desktop.page import Target
from casedesk.desktop.person.consents import ConsentCard
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.sheets.page import SheetPage, add_button
from casedesk.desktop.sheets.words import Pairs, breaking, day
from casedesk.words import _, n_


class PersonPage(SheetPage):
    """One person."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.seen: PersonSheet | None = None
        self.attaching = Attaching(self)
        self.contacted = button(_("Record a contact"), self.record_contact, icon="phone")
        self.ways.insertWidget(0, self.contacted)
        self.situation = Pairs(_("About this person"), _("Nothing more is recorded yet."))
        self.consents = ConsentCard(self.record_decision)
        self.cases = _card(
            _("Cases"), _("In no case yet. Open a case and add this person under Parties.")
        )
        self.names = _card(
            _("Names"),
            _("One name only. Add other scripts, former or chosen names, so that search and the"
              " hiding of names know them too."),
            add_button(_("Add"), self._belonging("names", "party"), _("Add a name")),
        )  # fmt: skip
        self.contacts = _card(
            _("Check-ins"),
            _("No contact is recorded. Note the last one and when the next is expected."),
        )
        self.powers = _card(
            _("Authorities to act"),
            _("Nobody has a recorded power to act for this person."),
            add_button(_("Add"), self._belonging("authorities", "person"), _("Add an authority")),
        )
        self.shown = _card(_("Shown to others"), _("This person was in nothing that left."))
        self.evidence = _card(
            _("Evidence"), _("No document on this person is kept."),
            add_button(_("Attach a file"), lambda: self.attaching.ask(self.number)),
        )  # fmt: skip
        self.place(
            [self.consents, self.cases, self.situation],
            [self.contacts, self.names, self.powers, self.shown, self.evidence],
        )

    def load(self) -> None:
        number, today = self.number, this_day()
        self.desk.read(
            lambda unit: person_sheet(unit, number, today),
            lambda seen: self.filling(partial(self.show_sheet, seen)),
            self,
            latest="sheet",
            failed=self.not_read,
        )

    def show_sheet(self, seen: PersonSheet) -> None:
        """Show a person as they were read."""
        self.seen = seen
        self.number = seen.head.record
        self.show_head(seen.head.kind, seen.head.ref, seen.head.title, _cases_words(seen))
        self.show_notices(safety(seen))
        self.consents.show_decisions(seen.outcomes, seen.decisions, self._open_decision)
        self.cases.show_lines(
            [partial(self._role, each, role) for each in seen.cases for role in each.roles]
        )
        self.situation.show_said(seen.facts)
        self.names.show_lines([partial(self._name, each) for each in seen.names])
        self.contacts.show_lines([partial(self._contact, each) for each in seen.contacts])
        self.powers.show_lines([partial(self._power, each) for each in seen.powers])
        self.shown.show_lines([partial(self._shown, each) for each in seen.shown])
        self.evidence.show_lines([partial(self._document, each) for each in seen.evidence])

    # ---- what can be done --------------------------------------------------------------------

    def record_decision(self) -> None:
        """Ask for a decision on being named: a new row, the older ones stay."""
        if self.seen is not None:
            today = this_day().isoformat()
            preset = {"person": self.ref, "decided": today}
            self.enter("consents", preset, all_fields=True)

    def record_contact(self) -> None:
        """Ask how the last contact went and when the next is expected."""
        if self.seen is not None:
            self.enter("checkins", {"person": self.ref, "last": this_day().isoformat()})

    def _belonging(self, kind: str, link: str) -> Callable[[], object]:
        return lambda: self.seen and self.enter(kind, {link: self.ref})

    def _open_decision(self, record: int) -> None:
        self.go.emit(Target(record=record))

    # ---- lines -------------------------------------------------------------------------------

    def _role(self, each: InCase, role: Role) -> Line:
        inside = each.case is not None and each.case.record != role.subject.record
        where = each.case.title if each.case else role.subject.title
        hidden = ((role.hidden, "warning"),) if role.hidden else ()
        basis = ((role.basis, "plain"),) if role.basis else ((_("no basis"), "warning"),)
        return Line(
            breaking(where),
            joined(role.role, breaking(role.subject.title) if inside else "", role.source),
            self.opener(each.case.record if each.case else role.subject.record),
            ends=(*hidden, *basis),
            key=f"role{role.record}",
        )

    def _name(self, each: NameAt) -> Line:
        return Line(
            breaking(each.name),
            joined(each.form, each.language, each.detail),
            partial(self.change_other, "names", each.record),
            key=f"name{each.record}",
        )

    def _contact(self, each: Contact) -> Line:
        expected = _("next: {day}").format(day=day(each.next)) if each.next else ""
        late = self.seen is not None and self.seen.overdue and each is self.seen.contacts[0]
        return Line(
            _("last: {day}").format(day=day(each.last)) if each.last else _("no day of contact"),
            joined(expected, each.said, each.detail),
            partial(self.change_other, "checkins", each.record),
            ends=((_("overdue"), "danger"),) if late else (),
            key=f"contact{each.record}",
        )

    def _power(self, each: Power) -> Line:
        given = _("given {day}").format(day=day(each.given)) if each.given else ""
        until = _("until {day}").format(day=day(each.ends)) if each.ends else ""
        document = _("document: {name}").format(name=each.document.title) if each.document else ""
        return Line(
            breaking(joined(each.form, each.holder.title if each.holder else "")),
            joined(each.scope, given, until, document),
            partial(self.change_other, "authorities", each.record),
            ends=((_("ended"), "warning"),) if each.is_over else (),
            key=f"power{each.record}",
        )

    def _shown(self, each: ShownIn) -> Line:
        to = _("to {name}").format(name=each.to) if each.to else ""
        against = ((_("now: {decision}").format(decision=each.against), "danger"),)
        return Line(
            breaking(each.title),
            joined(to, each.audience, day(each.when), each.shown_as, each.basis),
            self.opener(each.record),
            ends=against if each.against else (),
            key=f"shown{each.record}",
        )

    def _document(self, each: Linked) -> Line:
        return Line(breaking(each.title), each.ref, self.opener(each.record))


def safety(seen: PersonSheet) -> list[tuple[str, str]]:
    """What must be known before anything is done: risk, safe contact, where the person is now."""
    found = []
    if seen.risk:
        found.append((_("Risk: {risk}").format(risk=seen.risk), "danger"))
    if seen.safe_contact:
        rule = _("Safe contact: {rule}").format(rule=seen.safe_contact)
        found.append((rule, "danger" if seen.risk else "warning"))
    if not found:
        found.append(
            (_("Neither a risk nor a rule of safe contact is recorded. Ask, and note both with"
               " “Change”."), "accent")
        )  # fmt: skip
    if seen.overdue:
        words = n_(
            "Contact was expected {n} day ago. Try the safe way, then record it.",
            "Contact was expected {n} days ago. Try the safe way, then record it.",
            seen.overdue,
        )
        found.append((words.format(n=seen.overdue), "danger"))
    if seen.situation:
        found.append((_("Situation: {words}").format(words=seen.situation), "accent"))
    return found


def _cases_words(seen: PersonSheet) -> str:
    number = len([each for each in seen.cases if each.case is not None])
    return n_("in {n} case", "in {n} cases", number).format(n=number) if number else ""


def _card(heading: str, empty: str, *actions: QWidget) -> ListCard:
    return ListCard(heading, empty, *actions)  # type: ignore[arg-type]
