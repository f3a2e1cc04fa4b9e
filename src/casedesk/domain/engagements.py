"""Cooperation with a mechanism, done, attempted, planned or wrongly perceived."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Engagement(Record):
    """Testimony, submission, statement, meeting or training with a mechanism."""

    __tablename__ = "engagement"
    letter = "A"
    singular = "engagement"
    plural = "engagements"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "engagements",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    body: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Body or mechanism", search=True, column=True)
    )
    mechanism: Mapped[str | None] = mapped_column(default=None, info=shown("Mechanism in CaseDesk"))
    form: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Form", "code", column=True, codes="engagement-forms")
    )
    state: Mapped[str | None] = mapped_column(
        default=None,
        info=shown("Done, attempted, planned or perceived", "code", codes="engagement-status"),
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    place: Mapped[str | None] = mapped_column(default=None, info=shown("Place", search=True))
    description: Mapped[str | None] = mapped_column(
        default=None, info=shown("Description", "long", search=True)
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))
