"""Evidence: a sealed original, its copies and its custody."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Evidence(Record):
    """A sealed original with its hash, or a copy derived from one for an audience."""

    __tablename__ = "evidence"
    letter = "V"
    singular = "piece of evidence"
    plural = "evidence"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "evidence",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    form: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("Kind of evidence", "code", column=True, codes="evidence-kinds"),
    )
    file_name: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("File name", search=True, column=True)
    )
    media_type: Mapped[str | None] = mapped_column(default=None, info=shown("Kind of file"))
    size: Mapped[int | None] = mapped_column(default=None, info=shown("Size in bytes", "number"))
    sha256: Mapped[str | None] = mapped_column(default=None, info=shown("SHA-256 of the original"))
    obtained: Mapped[When | None] = composite(
        *days("obtained"), default=None, info=shown("Obtained", "when", column=True)
    )
    obtained_from: Mapped[str | None] = mapped_column(
        default=None, info=shown("Obtained from", search=True)
    )
    description: Mapped[str | None] = mapped_column(
        default=None, info=shown("Description", "long", search=True)
    )
    derived_from: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Copy of", "link", to=("evidence",)),
    )
    copy_form: Mapped[str | None] = mapped_column(
        default=None, info=shown("Kind of copy", "code", codes="copy-forms")
    )
    audience: Mapped[str | None] = mapped_column(
        default=None, info=shown("For the audience", "code", codes="audiences")
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))

    # Secret: the key that opens the sealed file. It never enters history, export, a bundle, the
    # index or a repr; deleting it makes the sealed file unreadable for ever.
    sealed_key: Mapped[bytes | None] = mapped_column(
        LargeBinary(32), init=False, default=None, repr=False, deferred=True
    )
    sealed_sha256: Mapped[bytes | None] = mapped_column(
        LargeBinary(32), init=False, default=None, repr=False
    )


class EvidenceLink(Record):
    """What a piece of evidence supports."""

    __tablename__ = "evidence_link"
    letter = "L"
    singular = "link of evidence"
    plural = "links of evidence"
    titled_by = ("detail",)
    needs = ("evidence", "subject")
    owner = "evidence"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "evidence-links",
        "inherit_condition": id == Record.__table__.c.id,
    }
    evidence: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Evidence", "link", to=("evidence",)),
    )
    subject: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Supports", "link")
    )
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("How"))


class Custody(Record):
    """Who did what with a piece of evidence, when."""

    __tablename__ = "custody"
    letter = "L"
    singular = "step of custody"
    plural = "steps of custody"
    titled_by = ("action",)
    needs = ("evidence", "action")
    owner = "evidence"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "custody",
        "inherit_condition": id == Record.__table__.c.id,
    }
    evidence: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Evidence", "link", to=("evidence",)),
    )
    action: Mapped[str | None] = mapped_column(
        default=None, info=shown("Action", "code", codes="custody-actions")
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when")
    )
    by_whom: Mapped[str | None] = mapped_column(default=None, info=shown("By"))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark"))
