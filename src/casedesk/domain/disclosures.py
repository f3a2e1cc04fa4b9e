"""What left the vault: which output, to whom, and who was shown how on which basis."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Disclosure(Record):
    """One output that left the vault."""

    __tablename__ = "disclosure"
    letter = "X"
    singular = "disclosure"
    plural = "disclosures"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "disclosures",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    brief: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Brief", "link", to=("briefs",)),
    )
    form: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Form", column=True)
    )
    audience: Mapped[str | None] = mapped_column(
        default=None, info=shown("Audience", "code", codes="audiences")
    )
    recipient: Mapped[str | None] = mapped_column(default=None, info=shown("To"))
    channel: Mapped[str | None] = mapped_column(
        default=None, info=shown("Channel", "code", codes="channels")
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    reason: Mapped[str | None] = mapped_column(default=None, info=shown("Reason", "long"))
    extent: Mapped[str | None] = mapped_column(default=None, info=shown("Extent"))


class DisclosedParty(Record):
    """How one party was shown in one disclosure, and on which basis."""

    __tablename__ = "disclosed_party"
    letter = "L"
    singular = "party disclosed"
    plural = "parties disclosed"
    titled_by = ("shown_as",)
    needs = ("disclosure", "party")
    owner = "disclosure"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "disclosed-parties",
        "inherit_condition": id == Record.__table__.c.id,
    }
    disclosure: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Disclosure", "link", to=("disclosures",)),
    )
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Party", "party")
    )
    shown_as: Mapped[str | None] = mapped_column(
        default=None, info=shown("Shown as", "code", codes="shown-as")
    )
    basis: Mapped[str | None] = mapped_column(
        default=None, info=shown("Basis", "code", codes="naming-bases")
    )
    wording: Mapped[str | None] = mapped_column(default=None, info=shown("In these words"))
    consent: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Consent", "link", to=("consents",)),
    )
