"""What happened: events, reprisals and who was involved how."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Event(Record):
    """What happened: act, when, where, how known, how reliable, rights affected."""

    __tablename__ = "event"
    letter = "E"
    singular = "event"
    plural = "events"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "events",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    act: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Act", "code", column=True, codes="acts")
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    place: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Place", search=True, column=True)
    )
    country: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Country", "country", column=True)
    )
    latitude: Mapped[float | None] = mapped_column(default=None, info=shown("Latitude", "number"))
    longitude: Mapped[float | None] = mapped_column(default=None, info=shown("Longitude", "number"))
    description: Mapped[str | None] = mapped_column(
        default=None, info=shown("Description", "long", search=True)
    )
    how_known: Mapped[str | None] = mapped_column(
        default=None, info=shown("How it is known", "long")
    )
    reliability: Mapped[str | None] = mapped_column(
        default=None, info=shown("Reliability", "code", codes="reliability")
    )
    rights: Mapped[str | None] = mapped_column(
        default=None, info=shown("Rights affected", search=True)
    )
    action_taken: Mapped[str | None] = mapped_column(
        default=None, info=shown("Steps taken and their result", "long", search=True)
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class Reprisal(Event):
    """An event tied to the engagement that triggered it, with who says so and why."""

    __tablename__ = "reprisal"
    letter = "R"
    singular = "reprisal"
    plural = "reprisals"

    id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "reprisals",
        "inherit_condition": id == Event.__table__.c.id,
    }
    form: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("Form of reprisal", "code", column=True, codes="reprisal-forms"),
    )
    stated_by: Mapped[str | None] = mapped_column(
        default=None, info=shown("Who says that it is a reprisal")
    )
    why_linked: Mapped[str | None] = mapped_column(
        default=None, info=shown("Why it is linked to the engagement", "long", search=True)
    )
    state_response: Mapped[str | None] = mapped_column(
        default=None, info=shown("Response of the State", "long", search=True)
    )
    earlier_un_action: Mapped[str | None] = mapped_column(
        default=None, info=shown("Earlier action by UN bodies", "long", search=True)
    )


class ReprisalTrigger(Record):
    """The engagement that triggered a reprisal, with who says so and why."""

    __tablename__ = "reprisal_trigger"
    letter = "T"
    singular = "trigger of a reprisal"
    plural = "triggers of reprisals"
    titled_by = ("detail",)
    needs = ("reprisal", "engagement")
    owner = "reprisal"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "triggers",
        "inherit_condition": id == Record.__table__.c.id,
    }
    reprisal: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Reprisal", "link", to=("reprisals",)),
    )
    engagement: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Engagement", "link", to=("engagements",)),
    )
    stated_by: Mapped[str | None] = mapped_column(default=None, info=shown("Who says so"))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Why", "long"))


class EventLink(Record):
    """How one event hangs together with another."""

    __tablename__ = "event_link"
    letter = "L"
    singular = "link between events"
    plural = "links between events"
    titled_by = ("relation",)
    needs = ("event", "other")
    owner = "event"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "event-links",
        "inherit_condition": id == Record.__table__.c.id,
    }
    event: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Event", "link", to=("events", "reprisals")),
    )
    other: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Other event", "link", to=("events", "reprisals")),
    )
    relation: Mapped[str | None] = mapped_column(
        default=None, info=shown("Relation", "code", codes="event-relations")
    )
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark"))


class Involvement(Record):
    """A party's role in a case, event or proceeding, and why it may be named there."""

    __tablename__ = "involvement"
    letter = "I"
    singular = "involvement"
    plural = "involvements"
    titled_by = ("role",)
    needs = ("subject", "party", "role")
    owner = "subject"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "involvements",
        "inherit_condition": id == Record.__table__.c.id,
    }
    subject: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown(
            "In",
            "link",
            to=("cases", "events", "reprisals", "engagements", "proceedings", "instruments"),
        ),
    )
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Party", "party")
    )
    role: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Role", "code", column=True, codes="roles")
    )
    confidentiality: Mapped[str | None] = mapped_column(
        default=None, info=shown("Confidentiality", "code", codes="confidentiality")
    )
    naming_basis: Mapped[str | None] = mapped_column(
        default=None, info=shown("Why this party may be named", "code", codes="naming-bases")
    )
    basis_source: Mapped[str | None] = mapped_column(
        default=None, info=shown("Source or reason of that", "long")
    )
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark", search=True))
