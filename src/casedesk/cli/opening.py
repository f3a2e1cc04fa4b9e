"""What every command shares: opening the vault it names, and answering as words or as JSON."""

import functools
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from casedesk.casework.values import harmless
from casedesk.vault import opening
from casedesk.vault.kdf import BOUNDS
from casedesk.vault.opening import Unlock
from casedesk.vault.vault import Vault
from casedesk.words import Refusal, _

#: A passphrase is one line of at most so many bytes; anything longer is another file.
_LONGEST_SECRET = 4096


class NoPassphrase(Refusal):
    """No passphrase was given, and there is no terminal to ask on."""


def vault_command(name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command whose first argument is a vault, with the ways of giving its passphrase."""

    def make(function: Callable[..., None]) -> click.Command:
        for add in reversed(_SHARED):
            function = add(function)
        return click.command(name)(click.pass_obj(_with_given(function)))

    return make


def _with_given(function: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(function)
    def call(given: dict[str, Any] | None, /, **options: Any) -> None:
        keys = ("passphrase_file", "recovery_code_file", "as_member", "as_json")
        chosen = {key: options.pop(key) for key in keys}
        function(Opener(Path(options.pop("vault")), given or {}, **chosen), **options)

    return call


_SHARED: tuple[Callable[..., Any], ...] = (
    click.argument("vault", type=click.Path()),
    click.option(
        "--passphrase-file", metavar="FILE", help="Read the passphrase here; - for stdin."
    ),
    click.option(
        "--recovery-code-file", metavar="FILE", help="Read the recovery code here instead."
    ),
    click.option("--as-member", metavar="NAME", help="Who works, where several may."),
    click.option("--json", "as_json", is_flag=True, help="Answer for programs."),
)


class Opener:
    """How this command was told to open its vault, and how to answer."""

    def __init__(
        self,
        folder: Path,
        given: Mapping[str, Any],
        *,
        passphrase_file: str | None,
        recovery_code_file: str | None,
        as_member: str | None,
        as_json: bool,
    ) -> None:
        self.folder = folder
        self.given = given
        self.as_member = as_member
        self.as_json = as_json
        self._passphrase_file = passphrase_file
        self._recovery_code_file = recovery_code_file

    @property
    def bounds(self) -> Any:
        return self.given.get("bounds", BOUNDS)

    def unlock(self) -> Unlock:
        """The passphrase or recovery code, read or asked for."""
        if self._recovery_code_file is not None:
            if self._passphrase_file is not None:
                raise click.UsageError(
                    _("Give --passphrase-file or --recovery-code-file, not both of them.")
                )
            code = read_secret(self._recovery_code_file)
            return opening.with_recovery_code(code, bounds=self.bounds)
        return opening.with_passphrase(self.passphrase(), bounds=self.bounds)

    def passphrase(self, *, twice: bool = False) -> str:
        """The passphrase from its file, or asked on the terminal."""
        if self._passphrase_file is not None:
            return read_secret(self._passphrase_file)
        return ask_secret(_("Passphrase"), twice=twice)

    @contextmanager
    def open(self) -> Iterator[Vault]:
        """The vault, opened; what was found wrong with it is said on standard error."""
        with opening.open_vault(self.folder, self.unlock()) as vault:
            for notice in vault.trust.notices:
                click.echo(notice, err=True)
            yield vault

    def answer(self, value: Any, words: Callable[[], Sequence[str]]) -> None:
        """Answer with JSON, or with lines of words."""
        if self.as_json:
            click.echo(as_json(value))
        else:
            for line in words():
                click.echo(harmless(line))


def as_json(value: Any) -> str:
    """One JSON value, keys in the order they were made, every script readable."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def read_secret(file: str) -> str:
    """The first line of a file, or of standard input; only its line end is taken off."""
    try:
        if file == "-":
            untrusted = sys.stdin.buffer.readline(_LONGEST_SECRET + 1)
        else:
            with Path(file).open("rb") as opened:
                untrusted = opened.readline(_LONGEST_SECRET + 1)
    except (OSError, ValueError) as error:
        raise NoPassphrase(_("The file with the passphrase cannot be read.")) from error
    if len(untrusted) > _LONGEST_SECRET:
        raise NoPassphrase(
            _("The first line of the file is too long for a passphrase; is it another file?")
        )
    try:
        text = untrusted.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise NoPassphrase(_("The file with the passphrase is not UTF-8 text.")) from error
    if not text:
        raise NoPassphrase(_("The file with the passphrase is empty."))
    return text


def ask_secret(prompt: str, *, twice: bool = False) -> str:
    """Ask on the terminal, without showing what is typed."""
    if not sys.stdin.isatty():
        raise NoPassphrase(
            _("A passphrase is needed: give it with --passphrase-file FILE (- for standard input).")
        )
    return str(click.prompt(prompt, hide_input=True, confirmation_prompt=twice, err=True))


def pairs(untrusted: Sequence[str], what: str) -> list[tuple[str, str]]:
    """FIELD=VALUE arguments, parted at the first equals sign. Raises a usage error."""
    found = []
    for text in untrusted:
        name, sign, value = text.partition("=")
        if not sign or not name:
            raise click.UsageError(
                _("“{text}” is not of the form {what}.").format(text=text, what=what)
            )
        found.append((name, value))
    return found


def field_values(untrusted: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE arguments by field. Raises a usage error where a field is named twice."""
    found: dict[str, str] = {}
    for name, value in pairs(untrusted, "FIELD=VALUE"):
        if name in found:
            raise click.UsageError(_("The field “{field}” stands twice.").format(field=name))
        found[name] = value
    return found


def titled(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rows as lines: reference and title."""
    return [f"{row['ref']}  {row['title']}" for row in rows] or [_("Nothing here.")]
