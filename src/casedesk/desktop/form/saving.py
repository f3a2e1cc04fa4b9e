"""What a form does in the vault: loading what it shows, checking, saving, keeping a draft."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from casedesk.casework.entering import change, enter
from casedesk.casework.values import read_value
from casedesk.desktop.form.reading import Typed, title_in_words, typed_values
from casedesk.domain.base import Field, Record, fields_of, kind_called
from casedesk.vault.door import Writing
from casedesk.vault.drafts import Draft, discard, drafts, keep
from casedesk.vault.unit import NoSuchRecord, Reading
from casedesk.words import Refusal, _

#: In a draft, the values a form was opened with: by them a draft finds its form again.
_GIVEN = "given:"

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a form begins with. `given` are the values it was opened with, `drafted` those that
    were typed before and not saved.
    """

    values: Mapping[str, Typed]
    given: Mapping[str, Typed]
    title: str = ""
    draft: Draft | None = None
    drafted: Mapping[str, Typed] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What saving came to: the record's key, or sentences by field, and then nothing was saved."""

    id: int | None = None
    title: str = ""
    values: Mapping[str, Typed] = field(default_factory=dict)
    wrong: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Kept:
    """The draft a form keeps: looked at and made on the vault's writing thread, one after another,
    so that two in a row never make two drafts.
    """

    id: int | None = None


def one_of(kind: str) -> str:
    """One record of a kind in words: "a person", "an event"."""
    singular = kind_called(kind).singular
    words = f"an {singular}" if singular[:1].lower() in _VOWELS else f"a {singular}"
    return _(words)


def load(
    kind: str, record_id: int | None, preset: Mapping[str, str]
) -> Callable[[Reading], Loaded]:
    """Work that reads what a form begins with."""

    def work(unit: Reading) -> Loaded:
        given = {name: _given(unit, kind, name, text) for name, text in preset.items()}
        draft = _draft(unit, kind, record_id, preset)
        texts = draft_texts(draft) if draft is not None else {}
        drafted = {name: _given(unit, kind, name, text) for name, text in texts.items()}
        if record_id is None:
            return Loaded({}, given, "", draft, drafted)
        record = unit.by_id(Record, record_id)
        values = typed_values(unit, record)
        return Loaded(values, given, title_in_words(unit, record), draft, drafted)

    return work


def _given(unit: Reading, kind: str, name: str, text: str) -> Typed:
    of = fields_of(kind_called(kind)).get(name)
    if of is None or not of.is_link:
        return Typed(text)
    try:
        record = unit.get(text)
    except NoSuchRecord:
        return Typed(text)
    return Typed(record.ref, title_in_words(unit, record))


def _draft(
    unit: Reading, kind: str, record_id: int | None, preset: Mapping[str, str]
) -> Draft | None:
    """The newest draft of this form: of the same record, or begun with the same values."""
    links = {name: text for name, text in preset.items() if _is_link(kind, name)}
    for each in drafts(unit, kind, record_id):
        begun = {n.removeprefix(_GIVEN): t for n, t in each.content.items() if n[:6] == _GIVEN}
        if each.record_id == record_id and (record_id is not None or begun == links):
            return each
    return None


def _is_link(kind: str, name: str) -> bool:
    of = fields_of(kind_called(kind)).get(name)
    return of is not None and of.is_link


def draft_texts(draft: Draft) -> dict[str, str]:
    """What a draft holds, by field; what it was begun with is left out."""
    return {name: text for name, text in draft.content.items() if not name.startswith(_GIVEN)}


def checked(kind: str, texts: Mapping[str, str]) -> Callable[[Reading], dict[str, str]]:
    """Work that says, by field, why a text means nothing there."""

    def work(unit: Reading) -> dict[str, str]:
        fields = fields_of(kind_called(kind))
        found = {name: _refusal(unit, fields[name], text) for name, text in texts.items()}
        return {name: sentence for name, sentence in found.items() if sentence}

    return work


def _refusal(unit: Reading, of: Field, text: str) -> str:
    try:
        read_value(unit, of, text)
    except NoSuchRecord:
        if text.strip():
            return _(
                "“{text}” is no record this can be. Choose one from the list that opens while you"
                " type, or enter it as new there."
            ).format(text=text.strip()[:60])
    except Refusal as refusal:
        return str(refusal)
    if of.required and not text:
        return _("{label} is needed.").format(label=of.label)
    return ""


def save(
    kind: str, record_id: int | None, texts: Mapping[str, str], kept: Kept
) -> Callable[[Writing], Outcome]:
    """Work that saves what was typed and forgets its draft; or saves nothing and says why."""

    def work(unit: Writing) -> Outcome:
        wrong = checked(kind, texts)(unit)
        if wrong:
            return Outcome(wrong=wrong)
        if record_id is None:
            record = enter(unit, kind, {name: text for name, text in texts.items() if text})
        else:
            record = change(unit, unit.by_id(Record, record_id), texts)
        if kept.id is not None:
            discard(unit, kept.id)
            kept.id = None
        return Outcome(record.id, title_in_words(unit, record), typed_values(unit, record))

    return work


def keep_draft(
    kind: str,
    record_id: int | None,
    texts: Mapping[str, str],
    preset: Mapping[str, str],
    kept: Kept,
) -> Callable[[Writing], None]:
    """Work that keeps what was typed so far; nothing typed forgets the draft."""
    begun = {_GIVEN + name: text for name, text in preset.items() if _is_link(kind, name)}

    def work(unit: Writing) -> None:
        if texts:
            kept.id = keep(unit, kind, {**begun, **texts}, record_id, kept.id)
        elif kept.id is not None:
            discard(unit, kept.id)
            kept.id = None

    return work


def forget(draft_id: int) -> Callable[[Writing], None]:
    """Work that throws a draft away."""
    return lambda unit: discard(unit, draft_id)


def day_of(draft: Draft) -> datetime:
    """When a draft was kept, by this computer's clock."""
    return datetime.fromisoformat(draft.at).astimezone()
