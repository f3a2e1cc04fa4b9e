"""The page of a person: risk and safe contact first, then consents, cases, names, contacts."""

from collections.abc import Callable, Sequence
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
from casedesk.desktop.case.lines import Line, ListCard, Tagged, joined
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.evidence.attaching import Attaching
from casedesk.desktop.form.finding import kind_word
from casedesk.desktop.page import Target
from casedesk.desktop.person.consents import ConsentCard
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.sheets.page import SheetPage, add_button
from casedesk.desktop.sheets.words import Pairs, breaking, day, short
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
        self.cases.show_lines([make for each in seen.cases for make in self._in_case(each)])
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
            self.enter("consents", preset, _("Record a decision"), all_fields=True)

    def record_contact(self) -> None:
        """Ask how the last contact went and when the next is expected."""
        if self.seen is not None:
            preset = {"person": self.ref, "last": this_day().isoformat()}
            self.enter("checkins", preset, _("Record a contact"))

    def _belonging(self, kind: str, link: str) -> Callable[[], object]:
        return lambda: self.seen and self.enter(kind, {link: self.ref})

    def _open_decision(self, record: int) -> None:
        self.go.emit(Target(record=record))

    # ---- lines -------------------------------------------------------------------------------

    def _in_case(self, each: InCase) -> list[Callable[[], Line]]:
        """A line for the case with the roles in the case itself, then one for each part of it."""
        if each.case is None:
            return [partial(self._part, role) for role in each.roles]
        own = [role for role in each.roles if role.subject == each.case]
        parts = [role for role in each.roles if role.subject != each.case]
        return [partial(self._case, each.case, own), *(partial(self._part, r) for r in parts)]

    def _case(self, case: Linked, own: Sequence[Role]) -> Line:
        ends = dict.fromkeys(tag for role in own for tag in _basis(role))
        words = joined(*(role.role for role in own)) or _("in parts of it only:")
        sources = dict.fromkeys(short(role.source) for role in own if role.source)
        return Line(
            breaking(case.title),
            joined(words, *sources),
            self.opener(case.record),
            ends=tuple(ends),
            key=f"case{case.record}",
        )

    def _part(self, role: Role) -> Line:
        return Line(
            joined(role.role, breaking(role.subject.title)),
            joined(kind_word(role.subject.kind), short(role.source)),
            self.opener(role.subject.record),
            ends=_basis(role),
            key=f"role{role.record}",
        )

    def _name(self, each: NameAt) -> Line:
        return Line(
            breaking(each.name),
            joined(each.form, each.language, short(each.detail)),
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


def _basis(role: Role) -> tuple[Tagged, ...]:
    """Why the person may be named in a role, and what of it is kept back."""
    hidden = ((role.hidden, "warning"),) if role.hidden else ()
    return (*hidden, (role.basis, "plain") if role.basis else (_("no basis"), "warning"))


def safety(seen: PersonSheet) -> list[tuple[str, str]]:
    """What must be known before anything is done: risk, safe contact, where the person is now."""
    rows = [
        _("Risk: {risk}").format(risk=seen.risk) if seen.risk else "",
        _("Safe contact: {rule}").format(rule=seen.safe_contact) if seen.safe_contact else "",
    ]
    first = "\n".join(text for text in rows if text)
    nothing = _("Neither a risk nor a rule of safe contact is recorded. Ask, and note both with"
                " “Change”.")  # fmt: skip
    found = [(first, "danger" if seen.risk else "warning") if first else (nothing, "accent")]
    if seen.overdue:
        words = n_(
            "Contact was expected {n} day ago. Try the safe way, then record it.",
            "Contact was expected {n} days ago. Try the safe way, then record it.",
            seen.overdue,
        )
        found.append((words.format(n=seen.overdue), "warning"))
    if seen.situation:
        found.append((_("Situation: {words}").format(words=seen.situation), "accent"))
    return found


def _cases_words(seen: PersonSheet) -> str:
    number = len([each for each in seen.cases if each.case is not None])
    return n_("in {n} case", "in {n} cases", number).format(n=number) if number else ""


def _card(heading: str, empty: str, *actions: QWidget) -> ListCard:
    return ListCard(heading, empty, *actions)  # type: ignore[arg-type]
