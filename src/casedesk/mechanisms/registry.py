"""The definitions CaseDesk ships, read once: mechanisms, forms, questions and typologies.

Each function takes the folder only for tests and for people who check their own files.
"""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from casedesk.fold import fold
from casedesk.mechanisms.acceptance import acceptance
from casedesk.mechanisms.definition import DefinitionError, read_file, read_folder
from casedesk.mechanisms.forms import Form, Question, read_form, read_questions
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.read_mechanism import read_mechanism
from casedesk.mechanisms.typologies import Typology, read_typology
from casedesk.places import resources
from casedesk.words import _

QUESTIONS_FILE = "questions.toml"


@cache
def mechanisms(folder: Path | None = None) -> Mapping[str, Mechanism]:
    """Every mechanism by id; raises DefinitionError naming file and key."""
    found = read_folder(folder or resources() / "mechanisms", read_mechanism)
    _check_file_names({name: mechanism.id for name, mechanism in found.items()})
    _check_rule_ids(found)
    _check_references(found)
    return MappingProxyType(found)


def body_called(mechanism: str | None) -> str:
    """What a mechanism is called; its id as it was given where it is not known here."""
    known = mechanisms().get(mechanism or "")
    return _(known.title) if known else mechanism or ""


def mechanism_called(untrusted_name: str) -> str | None:
    """The id of the one mechanism that is called so: by its id, title, body or abbreviation."""
    name = fold(untrusted_name).strip()
    for called in (_ids, _titles, _bodies) if name else ():
        found = [each.id for each in mechanisms().values() if name in map(fold, called(each))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _ids(each: Mechanism) -> tuple[str, ...]:
    return (each.id,)


def _titles(each: Mechanism) -> tuple[str, ...]:
    return (each.title, _(each.title))


def _bodies(each: Mechanism) -> tuple[str, ...]:
    return (each.abbreviation, each.body, _(each.body), *each.names.values())


def rule_called(rule: str) -> tuple[Mechanism, Rule] | None:
    """A shipped rule and its mechanism."""
    known = ((each, one) for each in mechanisms().values() for one in each.rules)
    return next((pair for pair in known if pair[1].id == rule), None)


@cache
def questions(folder: Path | None = None) -> Mapping[str, Question]:
    """The questions whose answers belong to a case, by id."""
    file = (folder or resources() / "forms") / QUESTIONS_FILE
    return MappingProxyType(dict(read_file(file, read_questions)))


@cache
def forms(folder: Path | None = None) -> Mapping[str, Form]:
    """Every form by id; a form in an own folder may name the shipped mechanisms and questions."""
    place = folder or resources() / "forms"
    known = questions(folder) if (place / QUESTIONS_FILE).is_file() else questions()
    read = partial(read_form, known, mechanisms())
    found = {
        path.stem: read_file(path, read)
        for path in sorted(place.glob("*.toml"))
        if path.name != QUESTIONS_FILE
    }
    _check_file_names({name: form.id for name, form in found.items()})
    return MappingProxyType(found)


@cache
def typologies(folder: Path | None = None) -> Mapping[str, Typology]:
    """Every list of codes by id."""
    found = read_folder(folder or resources() / "typologies", read_typology)
    _check_file_names({name: typology.id for name, typology in found.items()})
    return MappingProxyType(found)


def asked_by(question: str) -> tuple[tuple[str, str], ...]:
    """The forms and fields a question serves, as pairs of ids."""
    return tuple(
        (form.id, field.id)
        for form in forms().values()
        for field in form.fields()
        if question in (field.question, field.details)
    )


def _check_file_names(ids: Mapping[str, str]) -> None:
    for name, found in ids.items():
        if name != found:
            _refuse(name, "id", _("the file must be called {id}.toml.").format(id=found))


def _check_rule_ids(found: Mapping[str, Mechanism]) -> None:
    owner: dict[str, str] = {}
    for mechanism in found.values():
        for rule in mechanism.rules:
            if rule.id in owner:
                _refuse(
                    mechanism.id,
                    "rules",
                    _("the rule “{rule}” stands already in {file}.toml.").format(
                        rule=rule.id, file=owner[rule.id]
                    ),
                )
            owner[rule.id] = mechanism.id


def _check_references(found: Mapping[str, Mechanism]) -> None:
    for mechanism in found.values():
        rules = {rule.id for rule in mechanism.rules}
        for stage in mechanism.stages:
            _check_known(mechanism.id, f"stages.{stage.id}.rules", stage.rules, rules)
        if mechanism.reached_through:
            _check_known(mechanism.id, "reached_through", (mechanism.reached_through,), set(found))
        for other in mechanism.same_matter.others if mechanism.same_matter else ():
            _check_known(mechanism.id, "same_matter.others", other.mechanisms, set(found))
        for key, question in _questions_named(mechanism):
            _check_known(mechanism.id, key, (question,) if question else (), set(questions()))
        if mechanism.acceptance:
            procedures = tuple(each.procedure for each in mechanism.acceptance.procedures)
            _check_known(mechanism.id, "acceptance.procedures", procedures, set(acceptance()))


def _questions_named(mechanism: Mechanism) -> list[tuple[str, str]]:
    """The questions a mechanism's conditions rest on, each with its key."""
    named = [
        (f"rules.{rule.id}", question)
        for rule in mechanism.rules
        for question in (*rule.exceptions, *rule.applies_if)
    ]
    if mechanism.exhaustion:
        named += [
            ("exhaustion.exceptions", each.question) for each in mechanism.exhaustion.exceptions
        ]
    if mechanism.engagement:
        named.append(("engagement.question", mechanism.engagement.question))
    if mechanism.same_matter:
        named.append(("same_matter.question", mechanism.same_matter.question))
    if mechanism.acceptance and mechanism.acceptance.earlier_facts:
        earlier = mechanism.acceptance.earlier_facts
        named.append(("acceptance.earlier_facts.question", earlier.question))
    if mechanism.acceptance and mechanism.acceptance.unless:
        named.append(("acceptance.unless.question", mechanism.acceptance.unless.question))
    return named


def _check_known(file: str, key: str, named: tuple[str, ...], known: set[str]) -> None:
    for name in named:
        if name not in known:
            _refuse(file, key, _("“{name}” does not exist.").format(name=name))


def _refuse(file: str, key: str, sentence: str) -> None:
    raise DefinitionError(
        _("In {file}, {key}: {sentence}").format(file=f"{file}.toml", key=key, sentence=sentence)
    )
