"""What an organisation adds of its own: fields, translations, corrections of rules."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.domain.base import Record, shown


class CustomField(Record):
    """A field an organisation adds to one kind of record."""

    __tablename__ = "custom_field"
    letter = "X"
    singular = "field of our own"
    plural = "fields of our own"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "custom-fields",
        "inherit_condition": id == Record.__table__.c.id,
    }
    for_kind: Mapped[str | None] = mapped_column(default=None, info=shown("For the kind"))
    field_kind: Mapped[str | None] = mapped_column(default=None, info=shown("Kind of field"))
    codes: Mapped[str | None] = mapped_column(default=None, info=shown("Typology"))


class CustomValue(Record):
    """What a record says in a field of the organisation's own."""

    __tablename__ = "custom_value"
    letter = "X"
    singular = "value of our own"
    plural = "values of our own"
    titled_by = ("value",)
    needs = ("subject", "field")
    owner = "subject"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "custom-values",
        "inherit_condition": id == Record.__table__.c.id,
    }
    subject: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Record", "link")
    )
    field: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Field", "link", to=("custom-fields",)),
    )
    value: Mapped[str | None] = mapped_column(
        default=None, info=shown("Value", "long", search=True)
    )


class Translation(Record):
    """The translation of one text of one record."""

    __tablename__ = "translation"
    letter = "X"
    singular = "translation"
    plural = "translations"
    titled_by = ("language",)
    needs = ("subject", "field", "language", "text")
    owner = "subject"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "translations",
        "inherit_condition": id == Record.__table__.c.id,
    }
    subject: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Record", "link")
    )
    field: Mapped[str | None] = mapped_column(default=None, info=shown("Field"))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))
    text: Mapped[str | None] = mapped_column(default=None, info=shown("Text", "long", search=True))
    by_whom: Mapped[str | None] = mapped_column(default=None, info=shown("By"))


class Correction(Record):
    """The organisation's correction of a shipped rule, with its reason and source."""

    __tablename__ = "correction"
    letter = "X"
    singular = "correction of a rule"
    plural = "corrections of rules"
    titled_by = ("rule", "key")
    needs = ("rule", "key", "value", "reason", "source")

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "corrections",
        "inherit_condition": id == Record.__table__.c.id,
    }
    rule: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Rule", column=True)
    )
    key: Mapped[str | None] = mapped_column(default=None, info=shown("What is corrected"))
    value: Mapped[str | None] = mapped_column(default=None, info=shown("Value"))
    reason: Mapped[str | None] = mapped_column(default=None, info=shown("Reason", "long"))
    source: Mapped[str | None] = mapped_column(default=None, info=shown("Source", "long"))
    shipped_hash: Mapped[str | None] = mapped_column(
        default=None, info=shown("Fingerprint of the shipped value it replaces")
    )
