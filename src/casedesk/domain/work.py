"""Work to do and done: tasks, notes, check-ins, our actions, sessions of bodies, saved views."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Task(Record):
    """Work to do."""

    __tablename__ = "task"
    letter = "W"
    singular = "task"
    plural = "tasks"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "tasks",
        "inherit_condition": id == Record.__table__.c.id,
    }
    about: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("About", "link")
    )
    due: Mapped[When | None] = composite(
        *days("due"), default=None, info=shown("Due", "when", column=True)
    )
    done: Mapped[str | None] = mapped_column(default=None, info=shown("Done", "yesno"))
    in_charge: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("In charge", column=True)
    )
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("Remark", "long", search=True)
    )
    #: With these two the task is due so many days before the time limit, wherever that moves.
    rule: Mapped[str | None] = mapped_column(default=None, info=shown("Before the time limit"))
    days_before: Mapped[int | None] = mapped_column(
        default=None, info=shown("Days before it", "number")
    )


class Note(Record):
    """A remark on anything."""

    __tablename__ = "note"
    letter = "W"
    singular = "note"
    plural = "notes"
    titled_by = ("text",)
    needs = ("text",)

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "notes",
        "inherit_condition": id == Record.__table__.c.id,
    }
    about: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("About", "link")
    )
    text: Mapped[str | None] = mapped_column(default=None, info=shown("Note", "long", search=True))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class CheckIn(Record):
    """The last and the next expected safe contact with a person."""

    __tablename__ = "check_in"
    letter = "W"
    singular = "check-in"
    plural = "check-ins"
    titled_by = ("person_state",)
    needs = ("person",)
    owner = "person"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "checkins",
        "inherit_condition": id == Record.__table__.c.id,
    }
    person: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Person", "party")
    )
    person_state: Mapped[str | None] = mapped_column(default=None, info=shown("How it went"))
    last: Mapped[When | None] = composite(
        *days("last"), default=None, info=shown("Last contact", "when")
    )
    next: Mapped[When | None] = composite(
        *days("next"), default=None, info=shown("Next contact expected", "when", column=True)
    )
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark", "long"))


class Action(Record):
    """What we did, a call, visit or grant, and its result."""

    __tablename__ = "action"
    letter = "W"
    singular = "action of ours"
    plural = "actions of ours"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "actions",
        "inherit_condition": id == Record.__table__.c.id,
    }
    about: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("About", "link")
    )
    form: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Kind", "code", column=True, codes="action-forms")
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("Remark", "long", search=True)
    )
    result: Mapped[str | None] = mapped_column(
        default=None, info=shown("Result", "long", search=True)
    )


class Session(Record):
    """A session or window of a body, typed in by the office."""

    __tablename__ = "session"
    letter = "W"
    singular = "session of a body"
    plural = "sessions of bodies"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "sessions",
        "inherit_condition": id == Record.__table__.c.id,
    }
    mechanism: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Mechanism", column=True)
    )
    opens: Mapped[When | None] = composite(
        *days("opens"), default=None, info=shown("Opens", "when", column=True)
    )
    closes: Mapped[When | None] = composite(
        *days("closes"), default=None, info=shown("Closes", "when")
    )
    source: Mapped[str | None] = mapped_column(default=None, info=shown("Source", "long"))
    remind_days: Mapped[int | None] = mapped_column(
        default=None, info=shown("Remind so many days before", "number")
    )


class SavedView(Record):
    """A way of looking at a place that somebody wants back: what it filters and sorts by."""

    __tablename__ = "saved_view"
    letter = "W"
    singular = "saved view"
    plural = "saved views"
    needs = ("title", "place", "query")

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "views",
        "inherit_condition": id == Record.__table__.c.id,
    }
    place: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Place", column=True)
    )
    query: Mapped[str | None] = mapped_column(
        default=None, info=shown("What it filters and sorts by", "long")
    )
