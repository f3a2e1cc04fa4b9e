"""Texts that bind or ask, what they ask for, and whether it was done."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Instrument(Record):
    """Views, judgment, order, opinion, resolution, report, law, bill, policy or statement."""

    __tablename__ = "instrument"
    letter = "J"
    singular = "instrument"
    plural = "instruments"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "instruments",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    form: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Kind", "code", column=True, codes="instrument-kinds")
    )
    symbol: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Symbol", search=True, column=True)
    )
    body: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Body", search=True, column=True)
    )
    country: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Country", "country", column=True)
    )
    adopted: Mapped[When | None] = composite(
        *days("adopted"), default=None, info=shown("Adopted", "when", column=True)
    )
    published: Mapped[When | None] = composite(
        *days("published"), default=None, info=shown("Published", "when")
    )
    text: Mapped[str | None] = mapped_column(
        default=None, info=shown("What it says", "long", search=True)
    )
    source: Mapped[str | None] = mapped_column(default=None, info=shown("Source", "long"))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class ArticleFinding(Record):
    """What a decision found on one article: violated or not, not examined, inadmissible."""

    __tablename__ = "article_finding"
    letter = "I"
    singular = "finding on an article"
    plural = "findings on articles"
    titled_by = ("article", "found")
    needs = ("proceeding", "article", "found")
    owner = "proceeding"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "findings",
        "inherit_condition": id == Record.__table__.c.id,
    }
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    instrument: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Decision", "link", to=("instruments",)),
    )
    article: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Article", search=True, column=True)
    )
    found: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("Found", "code", column=True, codes="article-findings"),
    )
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("Remark", "long", search=True)
    )


class Measure(Record):
    """What an addressee must do, was asked to do or promised."""

    __tablename__ = "measure"
    letter = "Z"
    singular = "measure"
    plural = "measures"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "measures",
        "inherit_condition": id == Record.__table__.c.id,
    }
    instrument: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Instrument", "link", to=("instruments",)),
    )
    addressee: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Addressee", "party")
    )
    text: Mapped[str | None] = mapped_column(
        default=None, info=shown("Measure", "long", search=True)
    )
    due: Mapped[When | None] = composite(*days("due"), default=None, info=shown("Due", "when"))


class Assessment(Record):
    """A dated finding on a measure by one author with a scale. Findings may disagree."""

    __tablename__ = "assessment"
    letter = "Z"
    singular = "assessment"
    plural = "assessments"
    titled_by = ("grade", "author")
    needs = ("measure",)
    owner = "measure"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "assessments",
        "inherit_condition": id == Record.__table__.c.id,
    }
    measure: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Measure", "link", to=("measures",)),
    )
    author: Mapped[str | None] = mapped_column(default=None, info=shown("Author", search=True))
    scale: Mapped[str | None] = mapped_column(default=None, info=shown("Scale"))
    grade: Mapped[str | None] = mapped_column(default=None, info=shown("Grade"))
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when")
    )
    text: Mapped[str | None] = mapped_column(
        default=None, info=shown("Finding", "long", search=True)
    )
