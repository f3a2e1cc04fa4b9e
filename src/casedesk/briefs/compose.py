"""From a case and a form to the pages of a brief, section by section as the form has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from casedesk.briefs import account, people, procedure
from casedesk.briefs.filled import Filled, Work, fills
from casedesk.casework.casefile import CaseFile
from casedesk.casework.cast import Cast
from casedesk.mechanisms.forms import Field, Form, FormSection
from casedesk.mechanisms.model import Mechanism
from casedesk.pages.model import (
    Block,
    Document,
    FieldRow,
    Fields,
    Heading,
    Run,
    Text,
)
from casedesk.words import Refusal, _

assert account
assert people
assert procedure  # importing them registers their fills

#: Who may read what a form calls confidential.
_TRUSTED = ("internal", "mechanism")

#: What marks a heading nobody has yet compared with the body's own form.
_UNCHECKED = "†"


class NotInThisLanguage(Refusal):
    """A form cannot be printed in a language yet."""


@dataclass(frozen=True)
class Answered:
    """One field of the form, and what it was filled with."""

    section: FormSection
    field: Field
    filled: Filled


@dataclass(frozen=True)
class Composed:
    """A brief ready to be printed, with every field as it was filled."""

    work: Work
    answered: tuple[Answered, ...]
    document: Document


def compose(
    file: CaseFile,
    cast: Cast,
    form: Form,
    mechanism: Mechanism,
    *,
    language: str = "en",
    running_line: str = "",
) -> Composed:
    """Fill a form from a case. Raises NotInThisLanguage."""
    refuse_language(language)
    work = Work(file, cast, form, mechanism, language)
    answered = tuple(_answered(work))
    document = Document(
        title=_(form.title),
        blocks=tuple(_blocks(work, answered)),
        language=language,
        running_line=running_line,
        page_label=_("Page {page} of {pages}"),
    )
    return Composed(work, answered, document)


def refuse_language(language: str) -> None:
    """Raise NotInThisLanguage where the headings of forms were not translated."""
    if language != "en":
        raise NotInThisLanguage(
            _("The headings of this form exist in English only so far. Print it in English.")
        )


def _answered(work: Work) -> Iterator[Answered]:
    for section in work.form.sections:
        for field in section.fields:
            yield Answered(section, field, fill(work, field))


def fill(work: Work, field: Field) -> Filled:
    """What a field of the form is filled with from the records, as this audience may read it."""
    return shielded(work, field, fills.fills[field.fill](work, field))


def shielded(work: Work, field: Field, filled: Filled) -> Filled:
    """What is filled in, or, where the form calls it confidential, that the body was given it."""
    if field.confidential and work.audience not in _TRUSTED and not filled.is_blank:
        return Filled((_("Given to the body confidentially."),), lacks=filled.lacks)
    return filled


def _blocks(work: Work, answered: tuple[Answered, ...]) -> Iterator[Block]:
    marks = Marks()
    yield Heading(_(work.form.title), level=0)
    for section in work.form.sections:
        heading = marks.mark(_(section.heading), section.heading_verified)
        yield Heading(heading, level=1, number=section.number)
        rows: list[FieldRow] = []
        for each in answered:
            if each.section is section:
                yield from _laid_out(marks, each, rows)
        if rows:
            yield Fields(tuple(rows))


def _laid_out(marks: "Marks", each: Answered, rows: list[FieldRow]) -> Iterator[Block]:
    """Short answers stand beside their label; an account runs over the whole width under it."""
    label = marks.mark(_(each.field.label), each.field.basis.verified)
    below = (_("See below."),) if each.filled.blocks else ""
    rows.append(FieldRow(label, each.filled.paragraphs or below))
    if each.filled.blocks:
        yield Fields(tuple(rows))
        rows.clear()
        yield from each.filled.blocks


class Marks:
    """Marks what was not checked; the first mark says in a footnote what it means."""

    def __init__(self) -> None:
        self._explained = False

    def mark(self, label: str, verified: bool) -> Text:
        """A label as it is printed."""
        if verified:
            return label
        note = None
        if not self._explained:
            self._explained = True
            note = _(
                "Marked headings were not yet checked against the body's own form of today;"
                " check them before this is sent."
            )
        return (Run(f"{label} {_UNCHECKED}", footnote=note),)
