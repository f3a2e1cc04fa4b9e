"""What a person agreed to, and who may act for whom."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Consent(Record):
    """One decision of a person on being named; a new row for each decision, never overwritten."""

    __tablename__ = "consent"
    letter = "K"
    singular = "consent"
    plural = "consents"
    titled_by = ("state", "audience")
    needs = ("person", "audience", "state")
    owner = "person"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "consents",
        "inherit_condition": id == Record.__table__.c.id,
    }
    person: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Person", "party")
    )
    audience: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Towards", "code", column=True, codes="audiences")
    )
    state: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("Decision", "code", column=True, codes="consent-decisions"),
    )
    shown_as: Mapped[str | None] = mapped_column(
        default=None, info=shown("Named how", "code", codes="shown-as")
    )
    wording: Mapped[str | None] = mapped_column(default=None, info=shown("In these words"))
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    mechanism: Mapped[str | None] = mapped_column(default=None, info=shown("Mechanism"))
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    decided: Mapped[When | None] = composite(
        *days("decided"), default=None, info=shown("When", "when", column=True)
    )
    told_of_risks: Mapped[str | None] = mapped_column(
        default=None, info=shown("Told of the risks", "yesno")
    )
    given_by: Mapped[str | None] = mapped_column(default=None, info=shown("Given by"))
    taken_by: Mapped[str | None] = mapped_column(default=None, info=shown("Taken by"))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark", "long"))


class Authority(Record):
    """Power to act for somebody: power of attorney, mandate of a family."""

    __tablename__ = "authority"
    letter = "K"
    singular = "authority"
    plural = "authorities"
    titled_by = ("form",)
    needs = ("person", "form")
    owner = "person"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "authorities",
        "inherit_condition": id == Record.__table__.c.id,
    }
    person: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Of", "party")
    )
    holder: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("To", "party")
    )
    form: Mapped[str | None] = mapped_column(
        default=None, info=shown("Form", "code", codes="authority-forms")
    )
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    scope: Mapped[str | None] = mapped_column(default=None, info=shown("Scope", "long"))
    given: Mapped[When | None] = composite(
        *days("given"), default=None, info=shown("Given", "when")
    )
    ends: Mapped[When | None] = composite(*days("ends"), default=None, info=shown("Ends", "when"))
    document: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Document", "link", to=("evidence",)),
    )
