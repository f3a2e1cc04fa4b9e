"""The command line: its commands, and how every end of them becomes a sentence and a status."""

import contextlib
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from casedesk import __version__
from casedesk.casework.values import harmless
from casedesk.cli import diary, law, records, vaults, work
from casedesk.places import looks_like_path
from casedesk.vault.hardening import harden
from casedesk.words import Refusal, _, told

_COMMANDS = (*vaults.COMMANDS, *records.COMMANDS, *work.COMMANDS, *diary.COMMANDS, *law.COMMANDS)


class _Commands(click.Group):
    """The commands; a vault alone, which opens the window, never gets here."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name = args[0] if args else ""
        if name not in self.commands and not name.startswith("-") and _may_be_vault(name):
            raise Refusal(
                _("To open a window, name the vault alone. “casedesk --help” lists the commands.")
            )
        return super().resolve_command(ctx, args)


def is_command(word: str) -> bool:
    """Whether a word is the name of a command."""
    return word in desk.commands


def _may_be_vault(name: str) -> bool:
    return looks_like_path(name) or Path(name).is_dir()


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="CaseDesk %(version)s")
@click.pass_context
def desk(ctx: click.Context) -> None:
    """CaseDesk: an offline, encrypted case desk for people who defend human rights defenders."""
    if ctx.invoked_subcommand is None:
        raise Refusal(
            _("There is no screen here to show a window on. “casedesk --help” lists the commands.")
        )


for _command in _COMMANDS:
    desk.add_command(_command)


def run(arguments: Sequence[str], **given: Any) -> int:
    """Run one command; answers the exit status. `given` reaches the commands (tests: the cost
    of a passphrase, which no flag and no variable can lower).
    """
    harden()
    _speak_utf8()
    try:
        desk.main(list(arguments), prog_name="casedesk", standalone_mode=False, obj=given)
    except click.exceptions.Exit as end:
        return int(end.exit_code)
    except click.UsageError as error:
        return _say(" ".join(error.format_message().split()), 2)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does; that is no fault.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (click.Abort, KeyboardInterrupt):
        return _say(_("Stopped; what was not finished was not saved."), 1)
    except Exception as error:  # noqa: BLE001 - no traceback reaches a person, nor a log
        said = error.format_message() if isinstance(error, click.ClickException) else told(error)
        return _say(said, 1)
    return 0


def _say(sentence: str, status: int) -> int:
    """Say one sentence on one line; what somebody typed comes back without control characters."""
    line = harmless(" ".join(sentence.split()))
    click.echo(line.encode("utf-8", "backslashreplace").decode(), err=True)
    return status


def _speak_utf8() -> None:
    """Names of every script are printed, whatever letters the terminal was set up for."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and stream.encoding.lower() not in ("utf-8", "utf8"):
            stream.reconfigure(encoding="utf-8")
