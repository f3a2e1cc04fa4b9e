"""Briefs: texts composed for a form, their blocks, frozen versions and exhibits."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Brief(Record):
    """One text composed for one form, from blocks."""

    __tablename__ = "brief"
    letter = "B"
    singular = "brief"
    plural = "briefs"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "briefs",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    form: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Form", column=True)
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))
    audience: Mapped[str | None] = mapped_column(
        default=None, info=shown("Audience", "code", codes="audiences")
    )


class Block(Record):
    """One block of a brief: the unit of merging, history and layout."""

    __tablename__ = "brief_block"
    letter = "L"
    singular = "block of a brief"
    plural = "blocks of briefs"
    titled_by = ("form",)
    needs = ("brief", "order_key")
    owner = "brief"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "blocks",
        "inherit_condition": id == Record.__table__.c.id,
    }
    brief: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Brief", "link", to=("briefs",)),
    )
    order_key: Mapped[str | None] = mapped_column(default=None, info=shown("Order"))
    form: Mapped[str | None] = mapped_column(default=None, info=shown("Kind of block"))
    content: Mapped[str | None] = mapped_column(
        default=None, info=shown("Content", "long", search=True)
    )
    made_from: Mapped[str | None] = mapped_column(default=None, info=shown("Drafted from", "long"))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class BriefVersion(Record):
    """A brief as it was frozen and printed."""

    __tablename__ = "brief_version"
    letter = "H"
    singular = "version of a brief"
    plural = "versions of briefs"
    titled_by = ("label",)
    needs = ("brief",)
    owner = "brief"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "versions",
        "inherit_condition": id == Record.__table__.c.id,
    }
    brief: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Brief", "link", to=("briefs",)),
    )
    label: Mapped[str | None] = mapped_column(default=None, info=shown("Version"))
    frozen: Mapped[When | None] = composite(
        *days("frozen"), default=None, info=shown("Frozen", "when")
    )
    content: Mapped[str | None] = mapped_column(default=None, info=shown("Content", "long"))


class Exhibit(Record):
    """A copy as annexed to one brief under its label."""

    __tablename__ = "exhibit"
    letter = "L"
    singular = "exhibit"
    plural = "exhibits"
    titled_by = ("label",)
    needs = ("brief", "evidence")
    owner = "brief"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "exhibits",
        "inherit_condition": id == Record.__table__.c.id,
    }
    brief: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Brief", "link", to=("briefs",)),
    )
    evidence: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Copy", "link", to=("evidence",)),
    )
    label: Mapped[str | None] = mapped_column(default=None, info=shown("Label"))
