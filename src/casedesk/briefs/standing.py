"""Where a written brief stands before an audience: its pages, what it lacks, who is named how.

What is read from the vault is read once into a `Ground`; composing on it needs no vault, so that a
page can follow every key.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from casedesk.briefs.blocks import inlines_of
from casedesk.briefs.compose import Composed
from casedesk.briefs.filled import Work
from casedesk.briefs.gate import Gate
from casedesk.briefs.inline import Mention, Unknown, Words, nodes_in
from casedesk.briefs.kept import BriefText, read_brief
from casedesk.briefs.printing import Asked, Prepared, disclose, form_called
from casedesk.briefs.ready import LEVELS, Item, ready
from casedesk.briefs.written import compose_blocks
from casedesk.casework.casefile import CaseFile, read_case
from casedesk.casework.cast import cast_of
from casedesk.casework.consents import AUDIENCES, Scope
from casedesk.casework.in_force import law_in_force
from casedesk.casework.standing import case_facts
from casedesk.domain.base import Record, values_of
from casedesk.domain.briefs import Brief
from casedesk.domain.cases import Case
from casedesk.domain.consents import Consent
from casedesk.domain.disclosures import Disclosure
from casedesk.domain.parties import Alias, Name, Party
from casedesk.domain.proceedings import Answer
from casedesk.mechanisms.doors import Door, door
from casedesk.mechanisms.forms import Form, Limit
from casedesk.mechanisms.model import Mechanism
from casedesk.mechanisms.registry import mechanisms
from casedesk.vault.door import Writing
from casedesk.vault.unit import Reading
from casedesk.words import _


@dataclass(frozen=True)
class Ground:
    """What a brief is composed on: the case before one audience, the form, the door."""

    work: Work
    gate: Gate
    form: Form
    mechanism: Mechanism
    door: Door | None
    written_for: str


@dataclass(frozen=True, slots=True)
class PersonShown:
    """How one party of the case is shown to an audience, and why; `title` is for the office."""

    uuid: str
    ref: str
    title: str
    shown_as: str
    how: str
    basis: str
    why: str
    withheld: bool


@dataclass(frozen=True, slots=True)
class Length:
    """How much of a limit of the form is used; `used` is None where pages must be laid out."""

    limit: Limit
    used: int | None

    @property
    def left(self) -> int | None:
        """What is left, below nought where the limit is passed."""
        return None if self.used is None else self.limit.value - self.used


def brief_called(unit: Reading, untrusted_ref: str) -> Brief:
    """A brief by its reference. Raises NoSuchRecord."""
    brief = unit.get(untrusted_ref, "briefs")
    assert isinstance(brief, Brief)
    return brief


def read_ground(
    unit: Reading, text: BriefText, today: date, *, audience: str = "", language: str = ""
) -> Ground:
    """Read what a brief is composed on. Raises NoSuchForm, NoSuchRecord."""
    form = form_called(text.form)
    mechanism = mechanisms()[form.mechanism]
    case = unit.get(text.case, "cases")
    assert isinstance(case, Case)
    file = _with_brief(unit, read_case(unit, case), text)
    _read_whole(file)
    audience = audience or text.audience or form.audience
    cast = cast_of(unit, file, Scope(case.id, audience, mechanism.id))
    opened = None
    if not mechanism.named_only:
        opened = door(law_in_force(unit).mechanisms[mechanism.id], case_facts(file), today)
    work = Work(file, cast, form, mechanism, language or text.language)
    return Ground(work, Gate(cast), form, mechanism, opened, text.audience)


def _read_whole(file: CaseFile) -> None:
    """Read every field of every record now: the vault's thread keeps its session to itself, and
    fields of one kind of party alone would be asked for later.
    """
    for each in fields(file):
        value = getattr(file, each.name)
        many = value.values() if isinstance(value, Mapping) else value
        for record in [value] if isinstance(value, Record) else many:
            values_of(record)


def _with_brief(unit: Reading, file: CaseFile, text: BriefText) -> CaseFile:
    """The case with whoever the brief mentions, and with its words among the texts of the case.

    Otherwise the gate would not know a party that is only mentioned, nor look for the names of
    people of the vault who have no part in the case in what was typed here.
    """
    nodes = list(nodes_in(line for block in text.blocks for line in inlines_of(block.content)))
    uuids = {bytes.fromhex(node.party) for node in nodes if isinstance(node, Mention)}
    known = {each.uuid for each in (*file.parties.values(), *file.merged.values())}
    new: dict[int, Party] = {}
    for uuid in sorted(uuids - known):
        found = unit.one(Party, Party.uuid == uuid)
        now = unit.followed(found) if found else None
        if isinstance(now, Party) and now.id not in file.parties:
            new[now.id] = now
    said = [
        n.text if isinstance(n, Words) else n.own for n in nodes if isinstance(n, Words | Mention)
    ]
    keys = list(new)
    return replace(
        file,
        parties={**file.parties, **new},
        names=[*file.names, *unit.all(Name, Name.party.in_(keys))],
        aliases=[*file.aliases, *unit.all(Alias, Alias.party.in_(keys))],
        consents=[*file.consents, *unit.all(Consent, Consent.person.in_(keys))],
        answers=[*file.answers, Answer(detail=" ".join(said))],
    )


def prepared_on(ground: Ground, text: BriefText, running_line: str = "") -> Prepared:
    """The brief composed, and everything a person should know before it leaves."""
    work = ground.work
    composed = compose_blocks(
        work.file,
        work.cast,
        text,
        ground.form,
        ground.mechanism,
        language=work.language,
        running_line=running_line,
        gate=ground.gate,
    )
    found = [*ready(composed, ground.door), *_written_items(ground, text)]
    return Prepared(composed, sorted(found, key=lambda item: LEVELS.index(item.level)))


def prepare_brief(
    unit: Reading,
    text: BriefText,
    today: date,
    *,
    audience: str = "",
    language: str = "",
    running_line: str = "",
) -> Prepared:
    """Compose a written brief and look at what it lacks."""
    ground = read_ground(unit, text, today, audience=audience, language=language)
    return prepared_on(ground, text, running_line)


def _written_items(ground: Ground, text: BriefText) -> Iterator[Item]:
    audience, before = ground.work.audience, ground.written_for
    if before and AUDIENCES.index(audience) > AUDIENCES.index(before):
        said = _(
            "This was written for the audience “{before}”. Read again what it tells of people who"
            " are not named before the audience “{audience}”."
        )
        yield Item("warning", "audience", said.format(before=before, audience=audience))
    nodes = list(nodes_in(line for block in text.blocks for line in inlines_of(block.content)))
    contents = [block.content for block in text.blocks]
    if any(isinstance(each, Unknown) for each in (*nodes, *contents)):
        said = _("A part of this brief is not known to this version of CaseDesk and not printed.")
        yield Item("warning", "unknown", said)
    mentions = {node.party for node in nodes if isinstance(node, Mention)}
    if any(ground.gate.party(uuid) is None for uuid in mentions):
        said = _("A party that was mentioned is no longer in the vault; its name is not printed.")
        yield Item("warning", "naming", said)


def people_shown(composed: Composed) -> list[PersonShown]:
    """Everybody of the case and the text: how they are shown, and why; the withheld first."""
    cast, file = composed.work.cast, composed.work.file
    shown = [
        PersonShown(
            uuid=file.parties[each.party].uuid.hex(),
            ref=file.parties[each.party].ref,
            title=file.parties[each.party].title,
            shown_as=each.text,
            how=each.how,
            basis=each.basis,
            why=each.why,
            withheld=each.withheld,
        )
        for each in cast.namings.values()
    ]
    return sorted(shown, key=lambda each: not each.withheld)


def words_used(composed: Composed) -> int:
    """How many words are written, footnotes and tables included, labels of the form not."""
    return sum(len(line.split()) for line in _lines(composed))


def lengths(composed: Composed, pages: int | None = None) -> list[Length]:
    """What is used of each limit on the whole; `pages` where the brief was laid out."""
    used = {
        "words": words_used(composed),
        "characters": sum(len(line) for line in _lines(composed)),
        "pages": pages,
    }
    limits = composed.work.form.limits
    return [Length(each, used[each.unit]) for each in limits if each.of == "whole"]


def _lines(composed: Composed) -> Iterable[str]:
    return (line for each in composed.answered for line in each.filled.words())


def disclose_brief(
    unit: Writing, brief: Brief, prepared: Prepared, reason: str, day: date
) -> Disclosure:
    """Freeze a version of a written brief, and write down what leaves the vault."""
    work = prepared.composed.work
    asked = Asked(work.file.case.ref, work.form.id, work.language, work.audience, reason)
    return disclose(unit, prepared, asked, day, brief)


def read_text(unit: Reading, untrusted_ref: str) -> BriefText:
    """A brief's text by its reference."""
    return read_brief(unit, brief_called(unit, untrusted_ref))
