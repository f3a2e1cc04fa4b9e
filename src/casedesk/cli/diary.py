"""The command that writes what is due into a calendar file."""

from pathlib import Path

import click

from casedesk.cli.opening import Opener, vault_command
from casedesk.cli.work import today
from casedesk.exchange.calendar_file import AHEAD, MOST, TITLES, Asked, write_calendar
from casedesk.words import _, n_


@vault_command("calendar")
@click.option("--to", required=True, type=click.Path(), metavar="FILE.ics", help="A new file.")
@click.option(
    "--titles", type=click.Choice(TITLES), default="neutral", help="How much its titles tell."
)
@click.option(
    "--days", type=click.IntRange(1, MOST), default=AHEAD, metavar="N", help="Days ahead."
)
def calendar(opener: Opener, to: str, titles: str, days: int) -> None:
    """Write what is due into a calendar file; its titles tell nothing unless you ask."""
    with opener.open() as vault:
        number = write_calendar(vault, Asked(titles, today(), days), Path(to))
    if titles != "neutral":
        click.echo(
            _("Whoever gets this file, or the account it is imported into, can read it."), err=True
        )
    opener.answer(
        {"file": to, "titles": titles, "events": number},
        lambda: [n_("{n} event: {file}", "{n} events: {file}", number).format(n=number, file=to)],
    )


COMMANDS = (calendar,)
