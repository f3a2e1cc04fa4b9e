"""Parties: persons, organisations, States and groups, entered once and used in many cases."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Party(Record):
    """Whoever takes part in what cases tell: person, organisation, State, company or group."""

    __tablename__ = "party"
    titled_by = ("name",)
    needs = ("name",)

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_abstract": True,
        "inherit_condition": id == Record.__table__.c.id,
    }
    name: Mapped[str | None] = mapped_column(default=None, info=shown("Name", search=True))
    country: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Country", "country", column=True)
    )
    description: Mapped[str | None] = mapped_column(
        default=None, info=shown("Description", "long", search=True)
    )
    contact: Mapped[str | None] = mapped_column(default=None, info=shown("Contact details", "long"))
    safe_contact: Mapped[str | None] = mapped_column(
        default=None, info=shown("How to make contact safely", "long")
    )
    risk: Mapped[str | None] = mapped_column(default=None, info=shown("Risk", search=True))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class Person(Party):
    """A human being: victim, defender, relative, witness, official."""

    __mapper_args__ = {"polymorphic_identity": "people"}
    letter = "P"
    singular = "person"
    plural = "people"

    born: Mapped[When | None] = composite(*days("born"), default=None, info=shown("Born", "when"))
    died: Mapped[When | None] = composite(*days("died"), default=None, info=shown("Died", "when"))
    gender: Mapped[str | None] = mapped_column(
        default=None, info=shown("Gender", "code", codes="genders")
    )
    nationality: Mapped[str | None] = mapped_column(
        default=None, info=shown("Nationality", "country")
    )
    occupation: Mapped[str | None] = mapped_column(
        default=None, info=shown("Profession or occupation", search=True)
    )
    identity_document: Mapped[str | None] = mapped_column(
        default=None, info=shown("Identity document")
    )
    address: Mapped[str | None] = mapped_column(default=None, info=shown("Usual address", "long"))
    defender_activities: Mapped[str | None] = mapped_column(
        default=None, info=shown("Human rights activities", "long", search=True)
    )
    situation: Mapped[str | None] = mapped_column(
        default=None, info=shown("Present situation", "long", search=True)
    )


class Organisation(Party):
    """An association, company, State body or international body."""

    __mapper_args__ = {"polymorphic_identity": "organisations"}
    letter = "O"
    singular = "organisation"
    plural = "organisations"

    form: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("Form", "code", column=True, codes="organisation-forms"),
    )
    activities: Mapped[str | None] = mapped_column(
        default=None, info=shown("Activities", "long", search=True)
    )
    un_status: Mapped[str | None] = mapped_column(
        default=None, info=shown("Status with the United Nations")
    )


class State(Party):
    """A State as one that owes rights and answers for them."""

    __mapper_args__ = {"polymorphic_identity": "states"}
    letter = "S"
    singular = "State"
    plural = "States"


class Group(Party):
    """People counted or described but not named: "c. 40 villagers", "unidentified man"."""

    __mapper_args__ = {"polymorphic_identity": "groups"}
    letter = "G"
    singular = "group"
    plural = "groups"

    size: Mapped[str | None] = mapped_column(default=None, info=shown("How many"))


class Name(Record):
    """One form of a party's name: legal, chosen, former, romanised, own script, nom de guerre."""

    __tablename__ = "name"
    letter = "N"
    singular = "name"
    plural = "names"
    titled_by = ("name",)
    needs = ("party", "name")
    owner = "party"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "names",
        "inherit_condition": id == Record.__table__.c.id,
    }
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Party", "party")
    )
    name: Mapped[str | None] = mapped_column(default=None, info=shown("Name", search=True))
    form: Mapped[str | None] = mapped_column(
        default=None, info=shown("Form of the name", "code", codes="name-forms")
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark"))


class Alias(Record):
    """What a party is called in one case before one audience."""

    __tablename__ = "alias"
    letter = "N"
    singular = "alias"
    plural = "aliases"
    titled_by = ("name",)
    needs = ("party", "name")
    owner = "party"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "aliases",
        "inherit_condition": id == Record.__table__.c.id,
    }
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Party", "party")
    )
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    audience: Mapped[str | None] = mapped_column(
        default=None, info=shown("Audience", "code", codes="audiences")
    )
    name: Mapped[str | None] = mapped_column(default=None, info=shown("Called"))
