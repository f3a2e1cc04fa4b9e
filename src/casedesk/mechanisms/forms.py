"""Forms: the format of a submission, as sections and fields in order, and the shared questions.

A field says what it is filled from (`fills.FILLS`), whether the form may go without it, and what
the person is asked when it is missing. Limits and headings say whether they were read.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from casedesk.mechanisms.definition import Table
from casedesk.mechanisms.fills import FILLS
from casedesk.mechanisms.model import LANGUAGE_CODE, Basis, Source
from casedesk.mechanisms.read_rules import Sources, read_basis, read_source
from casedesk.words import _

REQUIRED: Final = ("blocker", "warning", "optional")
AUDIENCES: Final = ("internal", "mechanism", "state", "public")
LIMIT_UNITS: Final = ("words", "pages", "characters")
QUESTION_KINDS: Final = ("yes_no", "text")
# What a length limit covers.
LIMITED: Final = ("whole", "annex", "section")
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question whose answer belongs to a case and serves every form and door."""

    id: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A length limit of the body."""

    value: int
    unit: str
    of: str
    text: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a form asks for.

    `question` is the question whose answer fills it or belongs to it, `details` the one asked
    besides when that answer is yes; both may be empty.
    """

    id: str
    label: str
    fill: str
    required: str
    asks: str
    question: str
    details: str
    confidential: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class FormSection:
    """A heading and its fields; a heading that was not read in the form is not verified."""

    id: str
    number: str
    heading: str
    heading_verified: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The format of one submission to one mechanism.

    `languages` are those the body takes, none where that was not established.
    """

    id: str
    title: str
    mechanism: str
    addressee: str
    languages: tuple[str, ...]
    audience: str
    limits: tuple[Limit, ...]
    instructions: tuple[str, ...]
    sections: tuple[FormSection, ...]
    sources: Mapping[str, Source]

    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of the form."""
        return tuple(field for section in self.sections for field in section.fields)


def read_questions(table: Table) -> Mapping[str, Question]:
    """Read questions.toml; ids are unique."""
    rows = table.each("questions", _question)
    return {row.id: row for row in rows if _unique(table, "questions", rows, row.id)}


def read_form(questions: Collection[str], mechanisms: Collection[str], table: Table) -> Form:
    """Read a whole form; its mechanism and questions must exist."""
    sources = table.named("sources", read_source)
    languages = table.texts("languages")
    if not all(LANGUAGE_CODE.fullmatch(code) for code in languages):
        table.refuse("languages", _("a list of language codes such as “en” is needed."))
    form = Form(
        id=table.text("id"),
        title=table.text("title"),
        mechanism=table.choice("mechanism", mechanisms),
        addressee=table.text("addressee"),
        languages=languages,
        audience=table.choice("audience", AUDIENCES),
        limits=table.each("limits", partial(_limit, sources)),
        instructions=table.texts("instructions"),
        sections=table.each("sections", partial(_section, sources, questions)),
        sources=sources,
    )
    ids = [field.id for field in form.fields()]
    for field_id in ids:
        if ids.count(field_id) > 1:
            table.refuse("sections", _("the field “{id}” stands twice.").format(id=field_id))
    if not ids:
        table.refuse("sections", _("a form needs at least one section with a field."))
    return form


def _question(table: Table) -> Question:
    return Question(_plain_id(table), table.text("text"), table.choice("kind", QUESTION_KINDS))


def _unique(table: Table, name: str, rows: Collection[Question], row_id: str) -> bool:
    if [row.id for row in rows].count(row_id) > 1:
        table.refuse(name, _("“{id}” stands twice.").format(id=row_id))
    return True


def _plain_id(table: Table) -> str:
    text = table.text("id")
    if not _ID.fullmatch(text):
        table.refuse("id", _("an id is made of small letters, digits and hyphens."))
    return text


def _limit(sources: Sources, table: Table) -> Limit:
    return Limit(
        table.whole("value"),
        table.choice("unit", LIMIT_UNITS),
        table.choice("of", LIMITED),
        table.text("text"),
        read_basis(sources, table),
    )


def _section(sources: Sources, questions: Collection[str], table: Table) -> FormSection:
    return FormSection(
        _plain_id(table),
        table.text_or("number", ""),
        table.text("heading"),
        table.flag("heading_verified"),
        table.each("fields", partial(_field, sources, questions)),
    )


def _field(sources: Sources, questions: Collection[str], table: Table) -> Field:
    fill = table.choice("fill", FILLS)
    question = _question_id(table, "question", questions)
    if fill == "answer" and not question:
        table.refuse("question", _("a field filled by an answer names its question."))
    return Field(
        id=_plain_id(table),
        label=table.text("label"),
        fill=fill,
        required=table.choice("required", REQUIRED),
        asks=table.text("asks"),
        question=question,
        details=_question_id(table, "details", questions),
        confidential=table.flag_or("confidential", default=False),
        basis=read_basis(sources, table),
    )


def _question_id(table: Table, name: str, questions: Collection[str]) -> str:
    question = table.text_or(name, "")
    if question and question not in questions:
        table.refuse(name, _("“{id}” does not stand in questions.toml.").format(id=question))
    return question
