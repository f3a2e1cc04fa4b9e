"""Matters before a mechanism or a court, their steps, and the facts time limits count from."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, composite, mapped_column

from casedesk.domain.base import Record, days, shown
from casedesk.when import When


class Proceeding(Record):
    """One matter before one mechanism or a national court."""

    __tablename__ = "proceeding"
    letter = "M"
    singular = "proceeding"
    plural = "proceedings"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "proceedings",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    mechanism: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Mechanism", column=True)
    )
    reference: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Reference of the body", search=True, column=True)
    )
    forum: Mapped[str | None] = mapped_column(
        default=None, info=shown("Court or authority", search=True)
    )
    concerning: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Concerning", "party")
    )
    continues: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Continues", "link", to=("proceedings",)),
    )
    submitted: Mapped[When | None] = composite(
        *days("submitted"), default=None, info=shown("Submitted", "when", column=True)
    )
    decided: Mapped[When | None] = composite(
        *days("decided"), default=None, info=shown("Decided", "when")
    )
    notified: Mapped[When | None] = composite(
        *days("notified"), default=None, info=shown("Decision notified", "when")
    )
    state: Mapped[str | None] = mapped_column(
        default=None,
        index=True,
        info=shown("State of the proceeding", "code", column=True, codes="proceeding-states"),
    )
    result: Mapped[str | None] = mapped_column(
        default=None, info=shown("Result", "code", codes="remedy-results")
    )
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("Subject and result", "long", search=True)
    )
    why_ineffective: Mapped[str | None] = mapped_column(
        default=None, info=shown("Why a remedy was ineffective", "long", search=True)
    )
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))
    costs: Mapped[str | None] = mapped_column(
        default=None, info=shown("Costs and who bears them", "long")
    )


class Mandate(Record):
    """A mandate that signs or is asked to sign a communication."""

    __tablename__ = "proceeding_mandate"
    letter = "Q"
    singular = "mandate"
    plural = "mandates"
    titled_by = ("mandate",)
    needs = ("proceeding", "mandate")
    owner = "proceeding"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "mandates",
        "inherit_condition": id == Record.__table__.c.id,
    }
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    mandate: Mapped[str | None] = mapped_column(default=None, info=shown("Mandate", search=True))


class Addressee(Record):
    """A State, company or organisation written to, with its own reference, reply and grade."""

    __tablename__ = "addressee"
    letter = "Q"
    singular = "addressee"
    plural = "addressees"
    titled_by = ("reference",)
    needs = ("proceeding", "party")
    owner = "proceeding"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "addressees",
        "inherit_condition": id == Record.__table__.c.id,
    }
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("Addressee", "party")
    )
    reference: Mapped[str | None] = mapped_column(
        default=None, info=shown("Reference", search=True)
    )
    transmitted: Mapped[When | None] = composite(
        *days("transmitted"), default=None, info=shown("Transmitted", "when")
    )
    replied: Mapped[When | None] = composite(
        *days("replied"), default=None, info=shown("Replied", "when")
    )
    reply: Mapped[str | None] = mapped_column(
        default=None, info=shown("Reply", "long", search=True)
    )
    grade: Mapped[str | None] = mapped_column(
        default=None, info=shown("Grade of the reply", "code", codes="follow-up-grades")
    )
    substance: Mapped[str | None] = mapped_column(
        default=None, info=shown("What the reply answers", "code", codes="reply-substance")
    )
    commented: Mapped[When | None] = composite(
        *days("commented"), default=None, info=shown("Our comments sent", "when")
    )


class Stage(Record):
    """A dated step of a proceeding."""

    __tablename__ = "stage"
    letter = "Y"
    singular = "stage"
    plural = "stages"
    needs = ("proceeding",)
    owner = "proceeding"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "stages",
        "inherit_condition": id == Record.__table__.c.id,
    }
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    stage: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Stage", column=True)
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    document: Mapped[str | None] = mapped_column(default=None, info=shown("Document", search=True))
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("Remark", "long", search=True)
    )


class Filing(Record):
    """The act of sending, with channel, receipt, postmark and proof: what meets a deadline."""

    __tablename__ = "filing"
    letter = "F"
    singular = "filing"
    plural = "filings"
    titled_by = ("sent", "channel")
    needs = ("proceeding",)
    owner = "proceeding"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "filings",
        "inherit_condition": id == Record.__table__.c.id,
    }
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    brief: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Brief", "link", to=("briefs",)),
    )
    sent: Mapped[When | None] = composite(
        *days("sent"), default=None, info=shown("Sent", "when", column=True)
    )
    channel: Mapped[str | None] = mapped_column(
        default=None, info=shown("Channel", "code", codes="channels")
    )
    postmark: Mapped[When | None] = composite(
        *days("postmark"), default=None, info=shown("Postmark", "when")
    )
    received: Mapped[When | None] = composite(
        *days("received"), default=None, info=shown("Received", "when")
    )
    receipt: Mapped[str | None] = mapped_column(default=None, info=shown("Receipt", search=True))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark", "long"))


class Fact(Record):
    """A dated legal fact of a case, from which time limits count."""

    __tablename__ = "fact"
    letter = "U"
    singular = "fact"
    plural = "facts"
    titled_by = ("fact",)
    needs = ("case", "fact", "occurred")
    owner = "case"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "facts",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    fact: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("Fact", "code", column=True, codes="facts")
    )
    occurred: Mapped[When | None] = composite(
        *days("occurred"), default=None, info=shown("When", "when", column=True)
    )
    party: Mapped[int | None] = mapped_column(
        ForeignKey("party.id"), index=True, default=None, info=shown("About", "party")
    )
    right: Mapped[str | None] = mapped_column(default=None, info=shown("About the right"))
    source: Mapped[str | None] = mapped_column(default=None, info=shown("Source", "long"))
    detail: Mapped[str | None] = mapped_column(default=None, info=shown("Remark", "long"))


class Answer(Record):
    """The answer to a question that forms and doors ask, given once for all of them."""

    __tablename__ = "answer"
    letter = "W"
    singular = "answer"
    plural = "answers"
    titled_by = ("question",)
    needs = ("case", "question")
    owner = "case"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "answers",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    question: Mapped[str | None] = mapped_column(
        default=None, info=shown("Question", "code", codes="questions")
    )
    answer: Mapped[str | None] = mapped_column(default=None, info=shown("Answer", "yesno"))
    detail: Mapped[str | None] = mapped_column(
        default=None, info=shown("In words", "long", search=True)
    )
    source: Mapped[str | None] = mapped_column(default=None, info=shown("Source", "long"))
    language: Mapped[str | None] = mapped_column(default=None, info=shown("Language", "language"))


class Deadline(Record):
    """A time limit computed from a rule and a fact, or set by hand."""

    __tablename__ = "deadline"
    letter = "D"
    singular = "deadline"
    plural = "deadlines"

    id: Mapped[int] = mapped_column(ForeignKey("record.id"), primary_key=True, init=False)
    __mapper_args__ = {
        "polymorphic_identity": "deadlines",
        "inherit_condition": id == Record.__table__.c.id,
    }
    case: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"), index=True, default=None, info=shown("Case", "link", to=("cases",))
    )
    proceeding: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Proceeding", "link", to=("proceedings",)),
    )
    rule: Mapped[str | None] = mapped_column(default=None, info=shown("Rule"))
    due: Mapped[When | None] = composite(
        *days("due"), default=None, info=shown("Due", "when", column=True)
    )
    act_by: Mapped[When | None] = composite(
        *days("act_by"), default=None, info=shown("Act by", "when")
    )
    whose: Mapped[str | None] = mapped_column(
        default=None, info=shown("Whose", "code", codes="deadline-owners")
    )
    hard: Mapped[str | None] = mapped_column(default=None, info=shown("Hard", "yesno"))
    state: Mapped[str | None] = mapped_column(
        default=None, index=True, info=shown("State", "code", column=True, codes="deadline-states")
    )
    reason: Mapped[str | None] = mapped_column(default=None, info=shown("Reason", "long"))
    filing: Mapped[int | None] = mapped_column(
        ForeignKey("record.id"),
        index=True,
        default=None,
        info=shown("Met by", "link", to=("filings",)),
    )
