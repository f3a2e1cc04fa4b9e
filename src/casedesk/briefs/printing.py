"""A brief leaves the vault: composed, printed, and written down as a disclosure in one unit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from casedesk.briefs.compose import Composed, compose
from casedesk.briefs.ready import Item, blockers, ready
from casedesk.casework.casefile import read_case
from casedesk.casework.cast import Cast, cast_of
from casedesk.casework.consents import AUDIENCES, Scope
from casedesk.casework.in_force import law_in_force
from casedesk.casework.standing import case_facts
from casedesk.domain.briefs import Brief, BriefVersion
from casedesk.domain.cases import Case
from casedesk.domain.disclosures import DisclosedParty, Disclosure
from casedesk.mechanisms.doors import door
from casedesk.mechanisms.forms import Form
from casedesk.mechanisms.registry import forms, mechanisms
from casedesk.pages import Printed, to_docx, to_pdf
from casedesk.pages.model import Document
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.when import When
from casedesk.words import Refusal, _

PRINTERS: dict[str, Callable[[Document], Printed]] = {".pdf": to_pdf, ".docx": to_docx}


class NotReady(Refusal):
    """A brief was not printed, since something is missing and no reason was given."""


class NoSuchForm(Refusal):
    """There is no form of this name, or it has no rules yet."""


@dataclass(frozen=True)
class Asked:
    """What is to be printed: which case on which form, for whom, in which language."""

    case: str
    form: str
    language: str = "en"
    audience: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Prepared:
    """A composed brief and what `ready` says of it."""

    composed: Composed
    items: list[Item]


def form_called(untrusted_id: str) -> Form:
    """A form by its id. Raises NoSuchForm with the forms there are."""
    found = forms().get(untrusted_id)
    if found is None:
        raise NoSuchForm(
            _("No form is called “{form}”. There are: {forms}.").format(
                form=untrusted_id, forms=", ".join(forms())
            )
        )
    return found


def prepare(unit: Reading, asked: Asked, today: date, running_line: str = "") -> Prepared:
    """Compose a brief and look at what it lacks. Raises NoSuchForm, NoSuchRecord."""
    form = form_called(asked.form)
    mechanism = mechanisms()[form.mechanism]
    case = unit.get(asked.case, "cases")
    assert isinstance(case, Case)
    file = read_case(unit, case)
    audience = asked.audience or form.audience
    cast = cast_of(unit, file, Scope(case.id, audience, mechanism.id))
    composed = compose(
        file, cast, form, mechanism, language=asked.language, running_line=running_line
    )
    opened = None
    if not mechanism.named_only:
        opened = door(law_in_force(unit).mechanisms[mechanism.id], case_facts(file), today)
    return Prepared(composed, ready(composed, opened))


def refuse_unready(prepared: Prepared, asked: Asked) -> None:
    """Refuse what lacks something, or is for more eyes than the form's, without a reason."""
    if asked.reason.strip():
        return
    form = prepared.composed.work.form
    if asked.audience and AUDIENCES.index(asked.audience) > AUDIENCES.index(form.audience):
        raise NotReady(
            _("This form is for the audience “{audience}”. To print it for more, say why.")
            .format(audience=form.audience)
        )  # fmt: skip
    missing = blockers(prepared.items)
    if missing:
        raise NotReady(
            _("Nothing was printed: {first} Add what is missing, or say why it is printed without.")
            .format(first=missing[0].text)
        )  # fmt: skip


def disclose(
    unit: Writing, prepared: Prepared, asked: Asked, day: date, brief: Brief | None = None
) -> Disclosure:
    """Write down what leaves the vault: the brief as it was, and who was shown how.

    Without a brief that was written in the vault, one is entered for what was printed.
    """
    work = prepared.composed.work
    title = _(work.form.title)
    when = When.of(day)
    if brief is None:
        brief = unit.add(
            Brief(
                title=title,
                case=work.file.case.id,
                form=work.form.id,
                language=work.language,
                audience=work.audience,
            )
        )
    freeze(unit, prepared, brief, day)
    disclosure = unit.add(
        Disclosure(
            title=title,
            case=work.file.case.id,
            brief=brief.id,
            form=work.form.id,
            audience=work.audience,
            occurred=when,
            recipient=work.addressee if work.audience == "mechanism" else None,
            reason=asked.reason.strip() or None,
        )
    )
    _disclose_parties(unit, disclosure, work.cast)
    return disclosure


def freeze(unit: Writing, prepared: Prepared, brief: Brief, day: date) -> BriefVersion:
    """Keep a brief as it is now, under the next number."""
    label = str(len(unit.all(BriefVersion, BriefVersion.brief == brief.id)) + 1)
    content = frozen(prepared)
    return unit.add(BriefVersion(brief=brief.id, label=label, frozen=When.of(day), content=content))


def frozen(prepared: Prepared) -> str:
    """The words of a brief as printed, kept so that it can be shown later what was said."""
    return "\n\n".join(
        "\n".join([f"{each.field.id}:", *each.filled.words()])
        for each in prepared.composed.answered
    )


def _disclose_parties(unit: Writing, disclosure: Disclosure, cast: Cast) -> None:
    for naming in cast.namings.values():
        unit.add(
            DisclosedParty(
                disclosure=disclosure.id,
                party=naming.party,
                shown_as=naming.how,
                basis=naming.basis,
                wording=naming.text,
                consent=naming.consent,
            )
        )


def check_target(target: Path, vault: Path) -> None:
    """Refuse a file a brief cannot be written to, before anything is opened or composed."""
    if target.suffix.lower() not in PRINTERS:
        raise NoSuchForm(_("A brief is written to a file ending in .pdf or .docx."))
    if target.is_dir() or not target.absolute().parent.is_dir():
        raise NoSuchForm(_("The folder for this file does not exist. Make it first."))
    if target.resolve().is_relative_to(vault.resolve()):
        raise NoSuchForm(_("A brief does not belong into the vault's folder. Name another place."))


def printed(prepared: Prepared, target: Path) -> Printed:
    """The bytes of a brief in the format its file name asks for."""
    return PRINTERS[target.suffix.lower()](prepared.composed.document)
