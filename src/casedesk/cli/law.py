"""Commands on what ships with the program: mechanisms, forms, typologies, deadlines."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from casedesk.cli.opening import Opener, as_json, pairs
from casedesk.mechanisms import registry
from casedesk.mechanisms.corrections import Correction, correct
from casedesk.mechanisms.deadlines import Due, deadlines
from casedesk.mechanisms.facts import check_facts
from casedesk.mechanisms.model import Mechanism
from casedesk.when import read
from casedesk.words import Refusal, _


class NoSuchMechanism(Refusal):
    """No mechanism has this id."""


def _with_vault(function: Callable[..., None]) -> Callable[..., None]:
    """Options of commands that need no vault but may look into one for corrections."""
    for add in (
        click.option("--vault", type=click.Path(), metavar="VAULT", help="With its corrections."),
        click.option("--passphrase-file", metavar="FILE"),
        click.option("--recovery-code-file", metavar="FILE"),
        click.option("--as-member", metavar="NAME"),
        click.option("--json", "as_json_", is_flag=True, help="Answer for programs."),
        click.pass_obj,
    ):
        function = add(function)
    return function


def _corrections(given: dict[str, Any], vault: str | None, **keys: Any) -> list[Correction]:
    """The corrections of the vault that was named; one that cannot be opened is refused."""
    if vault is None:
        return []
    from casedesk.casework.in_force import kept_corrections  # noqa: PLC0415

    opener = Opener(Path(vault), given or {}, as_json=False, **keys)
    with opener.open() as opened:
        return opened.read(kept_corrections)


def _answer(as_json_: bool, value: Any, lines: Sequence[str]) -> None:
    click.echo(as_json(value) if as_json_ else "\n".join(lines))


@click.command("mechanisms")
@_with_vault
def mechanisms(given: dict[str, Any], vault: str | None, as_json_: bool, **keys: Any) -> None:
    """List the mechanisms CaseDesk knows, or knows by name only."""
    kept = _corrections(given, vault, **keys)
    rows = [_mechanism(correct(each, kept)[0]) for each in registry.mechanisms().values()]
    lines = [
        f"{row['id']}  {row['title']}" + ("" if row["rules"] else "  " + _("(by name only)"))
        for row in rows
    ]
    _answer(as_json_, rows, lines)


def _mechanism(each: Mechanism) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": _(each.title),
        "body": each.body,
        "kind": each.kind,
        "named_only": each.named_only,
        "rules": [
            {
                "rule": rule.id,
                "title": _(rule.title),
                "whose": rule.whose,
                "effect": rule.effect,
                "source": str(rule.basis),
                "checked": rule.basis.checked.isoformat(),
                "verified": rule.basis.verified,
            }
            for rule in each.rules
        ],
        "sources": [str(source) for source in each.sources.values()],
    }


@click.command("forms")
@_with_vault
def forms(given: dict[str, Any], vault: str | None, as_json_: bool, **keys: Any) -> None:
    """List the forms CaseDesk can print."""
    _corrections(given, vault, **keys)
    rows = [
        {
            "id": each.id,
            "title": _(each.title),
            "mechanism": each.mechanism,
            "audience": each.audience,
            "languages": list(each.languages),
        }
        for each in registry.forms().values()
    ]
    _answer(as_json_, rows, [f"{row['id']}  {row['title']}" for row in rows])


@click.command("typologies")
@_with_vault
def typologies(given: dict[str, Any], vault: str | None, as_json_: bool, **keys: Any) -> None:
    """List the codes records choose from."""
    _corrections(given, vault, **keys)
    rows: list[dict[str, Any]] = [
        {
            "id": each.id,
            "title": _(each.title),
            "terms": [
                {
                    "code": term.code,
                    "label": _(term.label),
                    "parent": term.parent or None,
                    "huridocs": list(term.huridocs),
                }
                for term in each.terms.values()
            ],
        }
        for each in registry.typologies().values()
    ]
    lines = []
    for row in rows:
        lines.append(f"{row['id']}  {row['title']}")
        lines += [f"    {term['code']}  {term['label']}" for term in row["terms"]]
    _answer(as_json_, rows, lines)


class _Deadline(click.Command):
    """`--on` takes one or more FACT=DATE; click's options take one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _spread(args))


def _spread(args: Sequence[str]) -> list[str]:
    spread: list[str] = []
    within = False
    for position, arg in enumerate(args):
        is_fact = "=" in arg and not arg.startswith("-")
        if within and is_fact and args[position - 1] != "--on":
            spread.append("--on")
        within = arg == "--on" or arg.startswith("--on=") or (within and is_fact)
        spread.append(arg)
    return spread


@click.command("deadline", cls=_Deadline)
@click.argument("mechanism")
@click.option("--on", "facts", multiple=True, required=True, metavar="FACT=DATE...")
@_with_vault
def deadline(
    given: dict[str, Any],
    mechanism: str,
    facts: Sequence[str],
    vault: str | None,
    as_json_: bool,
    **keys: Any,
) -> None:
    """Compute a mechanism's time limits from dated facts."""
    dated: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in pairs(facts, "FACT=DATE"):
        dated[name].append(text)
    check_facts(dict.fromkeys(dated, ()))
    found = _mechanism_called(mechanism)
    days = {name: [read(text) for text in texts] for name, texts in dated.items()}
    due = deadlines(found, days, _corrections(given, vault, **keys))
    _answer(as_json_, [each.as_json() for each in due], [_told(each) for each in due])


def _mechanism_called(untrusted_id: str) -> Mechanism:
    known = registry.mechanisms()
    found = known.get(untrusted_id)
    if found is None:
        raise NoSuchMechanism(
            _("No mechanism is called “{id}”. There are: {ids}.").format(
                id=untrusted_id, ids=", ".join(known)
            )
        )
    if found.named_only:
        raise NoSuchMechanism(
            _("CaseDesk knows “{id}” by name only so far; its time limits are not in yet.").format(
                id=untrusted_id
            )
        )
    return found


def _told(due: Due) -> str:
    said = due.due.edtf if due.due else _("no date")
    safe = f", {_('act by')} {due.act_by}" if due.act_by and due.rule.whose == "ours" else ""
    check = "" if due.rule.basis.verified else " " + _("(to be confirmed)")
    return f"{said}{safe}  {_(due.rule.title)} [{due.rule.basis}]{check}"


COMMANDS = (mechanisms, forms, typologies, deadline)
