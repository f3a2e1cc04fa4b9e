"""A time limit as it is read, with the organisation's corrections beside what is shipped."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from casedesk.casework.law.page import Kept, RuleAt, Value
from casedesk.desktop.case.lines import Tagged
from casedesk.desktop.law.statements import statement
from casedesk.desktop.pieces.boxes import Notice, column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.flow import Flow
from casedesk.desktop.pieces.words import label, tag
from casedesk.desktop.sheets.words import breaking
from casedesk.when import When, shown
from casedesk.words import _


class RuleBox(QWidget):
    """One time limit."""

    #: A value of this rule is to be corrected: its key, "" for the person to choose.
    correct = Signal(RuleAt, str)
    #: A correction is to be taken back: its key and what it says.
    take_back = Signal(int, str)

    def __init__(self, rule: RuleAt) -> None:
        super().__init__()
        self.rule = rule
        self.correcting = button(
            _("Correct"),
            lambda: self.correct.emit(rule, ""),
            icon="pencil",
            flat=True,
            name=_("Correct {rule}").format(rule=rule.title),
        )
        self.correcting.setProperty("key", f"correct {rule.id}")
        top = row(label(rule.title, "strong"), gap=8)
        top.setStretch(0, 1)
        top.addWidget(self.correcting, 0, Qt.AlignmentFlag.AlignTop)
        body = column(top, gap=6)
        body.addWidget(widget(Flow(*(tag(*each) for each in rule_tags(rule)))))
        for value in rule.corrected:
            body.addWidget(self._corrected(value))
        for told in rule.told:
            body.addWidget(statement(told))
        self.setLayout(body)

    def _corrected(self, value: Value) -> QWidget:
        """What the organisation says and what is shipped, both, with reason and source."""
        kept = value.kept[0]
        notice = Notice("", "warning" if kept.changed else "accent")
        notice.text.setText(breaking(corrected_words(value)))
        notice.setAccessibleName(corrected_words(value))
        said = f"{value.label}: {kept.said}"
        back = button(
            _("Take back"),
            lambda: self.take_back.emit(kept.record, said),
            name=_("Take back the correction {what}").format(what=said),
        )
        back.setProperty("key", f"back {self.rule.id} {value.key}")
        ways = column(back, gap=6)
        if kept.changed:
            keep = button(
                _("Keep ours"),
                lambda: self.correct.emit(self.rule, value.key),
                name=_("Keep the correction {what}").format(what=said),
            )
            keep.setProperty("key", f"keep {self.rule.id} {value.key}")
            ways.insertWidget(0, keep)
        ways.addStretch(1)
        notice.row.addLayout(ways)
        return notice


def rule_tags(rule: RuleAt) -> list[Tagged]:
    """Whose time it is and what must be seen of it."""
    whose = {"ours": _("ours"), "state": _("the State's"), "body": _("the body's")}[rule.whose]
    found: list[Tagged] = [(whose, "plain")]
    if rule.hard:
        found.append((_("hard limit"), "danger"))
    if rule.contested:
        found.append((_("contested"), "warning"))
    if not rule.verified:
        found.append((_("to be confirmed"), "warning"))
    if rule.corrected:
        found.append((_("corrected by us"), "accent"))
    return found


def corrected_words(value: Value) -> str:
    """A correction in sentences; where the shipped value is a new one, both are told first."""
    kept = value.kept[0]
    both = _("Ours: {value}. CaseDesk ships: {shipped}.").format(
        value=kept.said, shipped=value.said
    )
    lines = [f"{value.label}. {both}"]
    if kept.changed:
        lines.append(
            _(
                "CaseDesk ships another value than when this was corrected. Ours still counts:"
                " look at both, then keep ours or take it back."
            )
        )
    lines += [
        _("Reason: {reason}").format(reason=kept.reason),
        _("Source: {source}").format(source=kept.source),
    ]
    return "\n".join((*lines, _by(kept)))


def _by(kept: Kept) -> str:
    if kept.at is None:
        return kept.by
    day = shown(When.of(kept.at.date()))
    return _("{who}, {day}").format(who=kept.by, day=day)
