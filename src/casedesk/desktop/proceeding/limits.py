"""Time limits and replies as lines: how far off, by which rule, from which day, met by what."""

from casedesk.casework.proceeding_limits import Limit
from casedesk.casework.proceeding_sheet import AddresseeAt, FilingAt
from casedesk.casework.today import days_left
from casedesk.desktop.case.lines import Tagged, joined, tone_of_days, whose_label
from casedesk.desktop.sheets.words import day
from casedesk.when import When, shown
from casedesk.words import _, n_


def limit_tag(each: Limit) -> Tagged:
    """Where a limit stands, in a word or two."""
    ours = each.whose == "ours"
    if each.state == "met":
        return _("met"), "good"
    if each.state == "late":
        return _("late"), "danger" if ours and each.hard else "warning"
    if each.state == "over":
        return _("gone by"), "danger" if ours and each.hard else "warning"
    if each.state == "ahead":
        return days_left(each.days), tone_of_days(each.days)
    return _("no date"), "plain"


def limit_ends(each: Limit) -> tuple[Tagged, ...]:
    """What else must be seen of a limit."""
    found = (
        (_("hard limit"), "danger") if each.hard and each.state == "ahead" else None,
        (_("contested"), "warning") if each.contested else None,
        None if each.verified else (_("to be confirmed"), "warning"),
    )
    return tuple(each for each in found if each)


def limit_words(each: Limit) -> str:
    """Due day, safe day, what it counts from, the rule and where it stands; its text below."""
    due = _("due {day}").format(day=shown(each.due)) if each.due else ""
    safe = each.act_by if each.whose == "ours" else None
    act_by = _("act by {day}").format(day=shown(When.of(safe))) if safe is not None else ""
    met = _("met {day}").format(day=shown(each.met)) if each.met else ""
    start = joined_comma(each.counts_from, shown(each.start) if each.start else "")
    counted = _("counts from: {fact}").format(fact=start) if start else ""
    lent = _("a fact of the case") if each.from_case and each.start else ""
    source = joined_comma(each.article, each.source)
    above = joined(whose_label(each.whose), due, act_by, met, counted, lent, source)
    return "\n".join(text for text in (above, each.text) if text)


def joined_comma(*texts: str) -> str:
    """Texts with a comma between them, those that say something."""
    return ", ".join(text for text in texts if text)


def reply_tag(each: AddresseeAt) -> Tagged:
    """Whether a reply came, is awaited or overdue."""
    if each.replied is not None:
        return _("replied"), "good"
    if each.transmitted is None:
        return _("not sent"), "plain"
    if each.is_moot:
        return _("no reply"), "plain"
    if each.overdue:
        words = n_("{n} day over", "{n} days over", each.overdue)
        return words.format(n=each.overdue), "danger"
    return _("awaited"), "accent"


def reply_words(each: AddresseeAt) -> str:
    """Reference, dates and the reply of an addressee."""
    sent = _("written to {day}").format(day=day(each.transmitted)) if each.transmitted else ""
    waits = each.due is not None and each.replied is None and not each.is_moot
    due = _("reply due {day}").format(day=day(each.due)) if waits else ""
    came = _("replied {day}").format(day=day(each.replied)) if each.replied else ""
    above = joined(each.reference, sent, due, came)
    return "\n".join(text for text in (above, each.reply or (each.rule if waits else "")) if text)


def filing_words(each: FilingAt) -> str:
    """How something was sent, and what proves it."""
    proof = ", ".join(proof.title for proof in each.proofs)
    return joined(
        _("brief: {title}").format(title=each.brief.title) if each.brief else "",
        _("postmark {day}").format(day=day(each.postmark)) if each.postmark else "",
        _("received {day}").format(day=day(each.received)) if each.received else "",
        _("receipt: {receipt}").format(receipt=each.receipt) if each.receipt else "",
        _("proof: {files}").format(files=proof) if proof else "",
        each.detail,
    )
