"""Commands of casework: facts, consent, corrections of rules, doors, readiness and briefs."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from casedesk.casework import entering
from casedesk.casework.casefile import read_case
from casedesk.casework.consents import AUDIENCES
from casedesk.casework.in_force import law_in_force
from casedesk.casework.law.correcting import keep_correction
from casedesk.casework.listing import Row, shown_record
from casedesk.casework.standing import case_doors
from casedesk.cli.opening import Opener, pairs, vault_command
from casedesk.domain.cases import Case
from casedesk.vault.door import Writing
from casedesk.vault.files import leaving_as, write_private
from casedesk.vault.unit import Reading
from casedesk.words import _

LANGUAGES = ("en", "fr", "es", "ar", "zh", "ru")


def today() -> date:
    """The person's own day: deadlines end where the person is."""
    return datetime.now().astimezone().date()


@vault_command("fact")
@click.argument("case")
@click.argument("facts", nargs=-1, required=True, metavar="FACT=DATE...")
def fact(opener: Opener, case: str, facts: Sequence[str]) -> None:
    """Record dated legal facts of a case."""
    dated: defaultdict[str, list[str]] = defaultdict(list)
    for name, text in pairs(facts, "FACT=DATE"):
        dated[name].append(text)

    def work(unit: Writing) -> list[Row]:
        noted = entering.note_facts(unit, unit.get(case, "cases"), dated)
        return [shown_record(unit, each) for each in noted]

    with opener.open() as vault:
        rows = vault.write(_("Record facts"), work).result
    opener.answer(rows, lambda: [f"{row['ref']}  {row['fact']}: {row['occurred']}" for row in rows])


@vault_command("consent")
@click.argument("person")
@click.option("--audience", required=True, metavar="A", help=", ".join(AUDIENCES))
@click.option("--state", required=True, metavar="S", help="given, refused, withdrawn, not-asked, …")
@click.option("--shown-as", metavar="HOW", help="full-name, initials, alias, role, or own words.")
def consent(opener: Opener, person: str, audience: str, state: str, shown_as: str | None) -> None:
    """Record a person's decision on being named."""

    def work(unit: Writing) -> Row:
        decided = entering.note_consent(
            unit,
            unit.get(person),
            untrusted_audience=audience,
            untrusted_state=state,
            untrusted_how=shown_as,
        )
        return shown_record(unit, decided)

    with opener.open() as vault:
        row = vault.write(_("Record consent"), work).result
    opener.answer(row, lambda: [f"{row['ref']}  {row['state']}: {row['audience']}"])


@vault_command("correct")
@click.argument("rule")
@click.argument("values", nargs=-1, required=True, metavar="KEY=VALUE...")
@click.option("--reason", required=True, metavar="TEXT", help="Why the shipped rule is wrong.")
@click.option("--source", required=True, metavar="TEXT", help="Where the right one was read.")
def correct(opener: Opener, rule: str, values: Sequence[str], reason: str, source: str) -> None:
    """Correct a shipped rule; every deadline and door follows the correction."""

    def work(unit: Writing) -> list[Row]:
        kept = [
            keep_correction(unit, rule, key, value, reason, source)
            for key, value in pairs(values, "KEY=VALUE")
        ]
        return [shown_record(unit, each) for each in kept]

    with opener.open() as vault:
        rows = vault.write(_("Correct a rule"), work).result
    opener.answer(rows, lambda: [f"{row['ref']}  {row['rule']}: {row['key']}" for row in rows])


@vault_command("doors")
@click.argument("case")
def doors(opener: Opener, case: str) -> None:
    """Say which mechanisms are open to a case, until when, and why."""

    def work(unit: Reading) -> Any:
        found = unit.get(case, "cases")
        assert isinstance(found, Case)
        return case_doors(law_in_force(unit), read_case(unit, found), today())

    with opener.open() as vault:
        found = vault.read(work)
        opener.answer([each.as_json() for each in found], lambda: _door_lines(found))


def _door_lines(found: Sequence[Any]) -> list[str]:
    lines = []
    for each in found:
        until = _(" until {day}").format(day=each.until) if each.until else ""
        lines.append(f"{each.mechanism}: {each.state}{until}")
        lines += [f"    {reason.text} [{reason.source}]" for reason in each.reasons]
        lines += [f"    ? {question.text}" for question in each.questions]
    return lines


@vault_command("ready")
@click.argument("case")
@click.option("--form", required=True, metavar="FORM")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None)
def ready(opener: Opener, case: str, form: str, lang: str, audience: str | None) -> None:
    """Say what a case still lacks for a form."""
    from casedesk.briefs import printing  # noqa: PLC0415

    asked = printing.Asked(case, form, lang, audience or "")
    with opener.open() as vault:
        items = vault.read(lambda unit: printing.prepare(unit, asked, today()).items)
        opener.answer(
            [item.as_json() for item in items],
            lambda: [f"{item.level}: {item.text} {item.how}".strip() for item in items],
        )


@vault_command("brief")
@click.argument("case")
@click.option("--form", required=True, metavar="FORM")
@click.option("--to", required=True, type=click.Path(), metavar="FILE", help="A .pdf or .docx.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en")
@click.option("--audience", type=click.Choice(AUDIENCES), default=None)
@click.option("--reason", default="", metavar="TEXT", help="Why, where something is missing.")
def brief(
    opener: Opener, case: str, form: str, to: str, lang: str, audience: str | None, reason: str
) -> None:
    """Print a case on a form, and write down what left the vault."""
    from casedesk.briefs import printing  # noqa: PLC0415
    from casedesk.exchange.demo import DEMO_LINE  # noqa: PLC0415

    asked = printing.Asked(case, form, lang, audience or "", reason)
    target = Path(to)
    printing.check_target(target, opener.folder)
    with opener.open() as vault:
        line = _(DEMO_LINE) if vault.facts.demo else ""

        def work(waiting: Path, unit: Writing) -> Any:
            prepared = printing.prepare(unit, asked, today(), line)
            printing.refuse_unready(prepared, asked)
            output = printing.printed(prepared, target)
            disclosure = printing.disclose(unit, prepared, asked, today())
            # Written within the unit, so that nothing is noted as having left if it cannot be;
            # under its own name only behind it, so that nothing leaves without being noted.
            write_private(waiting, output.data)
            return output, shown_record(unit, disclosure)

        with leaving_as(target) as waiting:
            output, row = vault.write(_("Print a brief"), partial(work, waiting)).result
    if output.missing:
        shown = " ".join(sorted(output.missing))
        click.echo(_("No font has these letters: {letters}").format(letters=shown), err=True)
    opener.answer(row | {"pages": output.pages}, lambda: [_("Written: {file}").format(file=to)])


COMMANDS = (fact, consent, correct, doors, ready, brief)
