"""The case: the dossier everything else belongs to."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Case(Record):
    """The dossier: reference, summary, status, office, people in charge."""

    __tablename__ = "case"
    letter = "C"
    singular = "case"
    plural = "cases"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "cases",
        "inherit_condition": id == Record.__table__.c.id,
    }
    reference: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Reference of the office", search=True, column=True)
    )
    summary: Mapped[str | None] = mapped_column(
        default=None, info=shown("Summary", "long", search=True)
    )
    status: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Status", "code", column=True, codes="case-statuses")
    )
    country: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Country", "country", column=True)
    )
    office: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Office", column=True)
    )
    in_charge: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("In charge", column=True)
    )
    opened: Mapped[When | None] = composite(
        *days("opened"), default=None, info=shown("Opened", "when", column=True)
    )
    closed: Mapped[When | None] = composite(
        *days("closed"), default=None, info=shown("Closed", "when")
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class CaseLink(Record):
    """How one case hangs together with another."""

    __tablename__ = "case_link"
    letter = "L"
    singular = "link between cases"
    plural = "links between cases"
    titled_by = ("relation",)
    needs = ("case", "other")
    owner = "case"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "case-links",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    other: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Other case", "link", to=("cases",)),
    )
    relation: Mapped[str | None] = mapped_column(
        default=None, info=shown("Relation", "code", codes="case-relations")
    )
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark"))
