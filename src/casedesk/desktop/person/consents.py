"""The decisions of a person on being named: what they come to, and each as it was made."""

from collections.abc import Callable, Sequence
from functools import partial

from casedesk.casework.person_consents import Decision, Outcome
from casedesk.desktop.case.lines import Line, Lines, Tagged, joined
from casedesk.desktop.pieces.boxes import Card, row
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.desktop.sheets.table import Table
from casedesk.desktop.sheets.words import breaking, day
from casedesk.words import _


class ConsentCard(Card):
    """What may be told of this person, and every decision behind it, newest first."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self.setAccessibleName(_("Consent to be named"))
        self.add = button(_("Record a decision"), ask, icon="plus")
        top = row(label(_("Consent to be named"), "strong"), self.add)
        top.setStretch(0, 1)
        self.outcomes = Lines("")
        self.hint = label(_("Each decision, newest first. None is ever rewritten."), "small")
        self.empty = label(
            _("No decision is recorded, so this person is not named outside on consent. Tell them"
              " of the risks, ask, and note the answer with “Record a decision”."), "muted"
        )  # fmt: skip
        self.table = Table(
            _("Decisions on being named"),
            (_("Day"), _("Towards"), _("Decision"), _("Named how"), _("Told of the risks"),
             _("Where")),
        )  # fmt: skip
        self.body.addLayout(top)
        for part in (self.outcomes, self.hint, self.table, self.empty):
            self.body.addWidget(part)

    def show_decisions(
        self,
        outcomes: Sequence[Outcome],
        decisions: Sequence[Decision],
        opens: Callable[[int], None],
    ) -> None:
        """Show what the decisions come to, and the decisions."""
        several = any(each.where for each in outcomes)
        usual = _("everywhere else") if several else ""
        self.outcomes.show_lines([partial(_outcome, each, usual) for each in outcomes])
        for part in (self.table, self.hint):
            part.setVisible(bool(decisions))
        self.empty.setVisible(not decisions)
        self.table.show_rows(
            [_cells(each) for each in decisions],
            [partial(opens, each.record) for each in decisions],
        )


def _cells(each: Decision) -> tuple[str, ...]:
    told = {"yes": _("yes"), "no": _("no"), "unknown": _("not known")}
    return (
        day(each.when),
        each.audience,
        each.decision,
        each.shown_as,
        told.get(each.told_of_risks, each.told_of_risks),
        each.scope or _("everywhere"),
    )


def _outcome(each: Outcome, usual: str) -> Line:
    where = breaking(each.where) or usual
    return Line(
        joined(_("Towards: {audience}").format(audience=each.audience), where),
        outcome_words(each),
        ends=(outcome_tag(each),),
        key=f"outcome{each.audience}{each.where}",
    )


def outcome_tag(each: Outcome) -> Tagged:
    """What the decisions come to, in a word or two."""
    if each.state == "given":
        return (each.shown_as or _("named"), "warning" if each.missing else "good")
    if each.state == "none":
        return _("no consent"), "warning"
    return _("withheld"), "danger"


def outcome_words(each: Outcome) -> str:
    """Why."""
    if each.missing:
        return _("That name is not recorded ({form}): withheld until it is.").format(
            form=each.missing
        )
    if each.state == "given":
        return joined(_("agreed"), day(each.since))
    if each.state == "none":
        words = _("Named only on public record, or for acts as an official.")
        return joined(each.decision, words)
    words = _("Whatever else would allow it, the name is withheld.")
    return joined(each.decision, day(each.since), words)
