"""The page of a proceeding: by when to act, what was sent, to whom, and its steps."""

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.casework.proceeding_limits import Limit
from casedesk.casework.proceeding_sheet import (
    AddresseeAt,
    FilingAt,
    ProceedingSheet,
    proceeding_sheet,
)
from casedesk.casework.sheet_parts import Linked, Said
from casedesk.desktop.case.lines import Line, ListCard, joined
from casedesk.desktop.case.planning import plan_button
from casedesk.desktop.case.tab import this_day
from casedesk.desktop.desk import Desk
from casedesk.desktop.event.page import safe_first
from casedesk.desktop.evidence.attaching import Attaching
from casedesk.desktop.page import Target
from casedesk.desktop.pieces.boxes import Card, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.proceeding.limits import (
    filing_words,
    limit_ends,
    limit_tag,
    limit_words,
    reply_tag,
    reply_words,
)
from casedesk.desktop.proceeding.stages import Stages
from casedesk.desktop.sheets.page import SheetPage, add_button
from casedesk.desktop.sheets.people import PeopleCard
from casedesk.desktop.sheets.rows import beside, changeable
from casedesk.desktop.sheets.words import Pairs, breaking, day
from casedesk.words import _


class ProceedingPage(SheetPage):
    """One proceeding."""

    def __init__(self, desk: Desk, target: Target, parent: QWidget | None = None) -> None:
        super().__init__(desk, target, parent)
        self.seen: ProceedingSheet | None = None
        self.attaching = Attaching(self)
        self.file_button = button(_("Record a filing"), self.record_filing, icon="send")
        self.to_case = button(_("Open the case"), self._open_case, icon="folder")
        self.to_case.hide()
        self.ways.insertWidget(0, self.file_button)
        self.ways.insertWidget(0, self.to_case)
        self.about = Pairs(
            _("About this proceeding"), _("Nothing more is recorded. “Change” lets you add it.")
        )
        self.limits = ListCard(
            _("Time limits"),
            _("No time limit can be computed. Record the facts of the case and the steps of this"
              " proceeding with their dates."),
            add_button(_("Add by hand"), self._adder("deadlines"), _("Add a time limit by hand")),
        )  # fmt: skip
        self.stages = Stages()
        self.addressees = ListCard(
            _("Written to"),
            _("Nobody was written to. Add each State or company the letter went to."),
            add_button(_("Add"), self._adder("addressees"), _("Add an addressee")),
        )
        self.filings = ListCard(
            _("Filings"),
            _("Nothing was sent. A time limit is met by a filing: note it with “Record a filing”."),
        )
        self.mandates = ListCard(
            _("Mandates"), _("No mandate is named."),
            add_button(_("Add"), self._adder("mandates"), _("Add a mandate")),
        )  # fmt: skip
        self.chain = ListCard(
            _("Before and after"), _("It continues nothing and is not continued.")
        )
        self.people = PeopleCard(desk, self.number, _("People"))
        self.evidence = ListCard(
            _("Documents"), _("No document is attached."),
            add_button(_("Attach a file"), lambda: self.attaching.ask(self.number)),
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        steps = Card()
        steps.setAccessibleName(_("Steps"))
        adding = add_button(_("Add a step"), self._adder("stages"))
        top = row(label(_("Steps"), "strong"), adding)
        top.setStretch(0, 1)
        steps.body.addLayout(top)
        steps.body.addWidget(self.stages)
        self.people.go.connect(self.go)
        self.people.change.connect(self.change_other)
        self.place(
            [self.limits, self.filings, self.addressees, self.people, self.about],
            [steps, self.mandates, self.chain, self.evidence],
        )

    def load(self) -> None:
        number, today = self.number, this_day()
        self.desk.read(
            lambda unit: proceeding_sheet(unit, number, today),
            lambda seen: self.filling(partial(self.show_sheet, seen)),
            self,
            latest="sheet",
            failed=self.not_read,
        )

    def show_sheet(self, seen: ProceedingSheet) -> None:
        """Show a proceeding as it was read."""
        self.seen = seen
        self.number = seen.head.record
        self._show_head(seen)
        self.about.show_said(_about(seen))
        self.limits.show_lines([partial(self._limit, each) for each in seen.limits])
        self.stages.show_stages(
            seen.stages, lambda record: partial(self.change_other, "stages", record)
        )
        self.addressees.show_lines([partial(self._addressee, each) for each in seen.addressees])
        self.filings.show_lines([partial(self._filing, each) for each in seen.filings])
        self.mandates.show_lines([partial(self._mandate, *each) for each in seen.mandates])
        before = [partial(self._other, seen.continues, _("continues"))] if seen.continues else []
        after = [partial(self._other, each, _("continued by")) for each in seen.continued_by]
        self.chain.show_lines([*before, *after])
        self.people.show_people(self.number, [("", seen.involved)])
        self.evidence.show_lines([partial(self._document, each) for each in seen.evidence])

    def _show_head(self, seen: ProceedingSheet) -> None:
        state = ((seen.state_label, "accent"),) if seen.state_label else ()
        result = ((seen.result, "plain"),) if seen.result else ()
        body = "" if seen.body in seen.mechanism else seen.body
        where = joined(seen.mechanism, seen.forum or body)
        self.show_head(
            seen.head.kind, seen.head.ref, seen.head.title, where, seen.reference,
            tags=(*state, *result),
        )  # fmt: skip
        notices = [(sentence, "warning") for sentence in seen.notices]
        if seen.reference_doubt:
            notices.append((seen.reference_doubt, "accent"))
        if not seen.mechanism:
            notices.append(
                (_("No mechanism is chosen, so no time limit is computed. Choose it with"
                   " “Change”."), "accent")
            )  # fmt: skip
        self.show_notices([*safe_first(seen.involved), *notices])
        self.to_case.setVisible(seen.case is not None)

    # ---- what can be done --------------------------------------------------------------------

    def record_filing(self) -> None:
        """Ask what was sent, how, and what proves it."""
        preset = {"proceeding": self.ref, "sent": this_day().isoformat()}
        self.enter("filings", preset, _("Record a filing"), all_fields=True)

    def _adder(self, kind: str) -> partial[None]:
        return partial(self._add, kind)

    def _add(self, kind: str) -> None:
        case = self.seen.case if self.seen else None
        preset = {"proceeding": self.ref}
        if kind == "deadlines" and case is not None:
            preset["case"] = case.ref
        self.enter(kind, preset)

    def _open_case(self) -> None:
        if self.seen is not None and self.seen.case is not None:
            self.go.emit(Target(record=self.seen.case.record))

    # ---- lines -------------------------------------------------------------------------------

    def _limit(self, each: Limit) -> QWidget:
        by_hand = partial(self.change_other, "deadlines", each.record) if each.record else None
        line = Line(
            breaking(each.title),
            limit_words(each),
            by_hand,
            tagged=limit_tag(each),
            ends=limit_ends(each),
            key=f"limit{each.record}{each.title}{each.start}",
        )
        ours = each.whose == "ours" and each.state == "ahead"
        if not ours or each.act_by is None or not each.rule:
            return line
        return beside(line, plan_button(self, self.ref, each.rule, each.title, each.act_by))

    def _addressee(self, each: AddresseeAt) -> QWidget:
        name = each.party.title if each.party else _("no longer known")
        line = Line(
            breaking(name),
            reply_words(each),
            self.opener(each.party.record) if each.party else None,
            tagged=reply_tag(each),
            ends=((each.grade, "plain"),) if each.grade else (),
            key=f"addressee{each.record}",
        )
        change = partial(self.change_other, "addressees", each.record)
        return changeable(line, change, _("Change the letter to {name}").format(name=name))

    def _filing(self, each: FilingAt) -> QWidget:
        proven = bool(each.receipt or each.proofs or each.received)
        title = joined(day(each.sent) or _("no day of sending"), each.channel)
        line = Line(
            title,
            filing_words(each),
            partial(self.change_other, "filings", each.record),
            ends=() if proven else ((_("no proof"), "warning"),),
            key=f"filing{each.record}",
        )
        attach = partial(self.attaching.ask, each.record)
        name = _("Attach a proof of the filing of {day}").format(day=title)
        return beside(line, button(_("Attach a proof"), attach, flat=True, name=name))

    def _mandate(self, record: int, title: str) -> Line:
        change = partial(self.change_other, "mandates", record)
        return Line(breaking(title), "", change, key=f"mandate{record}")

    def _other(self, each: Linked, relation: str) -> Line:
        return Line(breaking(each.title), relation, self.opener(each.record))

    def _document(self, each: Linked) -> Line:
        return Line(breaking(each.title), each.ref, self.opener(each.record))


def _about(seen: ProceedingSheet) -> list[Said]:
    found = [
        Said(_("Body"), seen.body, long=False),
        Said(_("Concerning"), seen.concerning.title if seen.concerning else "", long=False),
        Said(_("Subject and result"), seen.detail, long=True),
        Said(_("Why the remedy was ineffective"), seen.why_ineffective, long=True),
        *seen.facts,
    ]
    return [each for each in found if each.text]
