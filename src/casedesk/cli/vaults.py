"""Commands on the vault itself: new, demo, keys, check."""

from typing import Any

import click

from casedesk.cli.opening import Opener, as_json, ask_secret, read_secret, vault_command
from casedesk.vault import checking, opening
from casedesk.vault import keys as keyslots
from casedesk.words import Refusal, _, n_


class Unsound(Refusal):
    """The check found something."""


@vault_command("new")
def new(opener: Opener) -> None:
    """Make a vault, and print its recovery code once."""
    code = opening.create_vault(
        opener.folder,
        opener.passphrase(twice=True),
        member_name=opener.as_member or _("First member"),
        **opener.given,
    )
    click.echo(code)
    click.echo(
        _("Write this recovery code down and keep it apart from the computer: it opens the vault"
          " if the passphrase is lost, and it is shown only now."),
        err=True,
    )  # fmt: skip


@vault_command("demo")
def demo(opener: Opener) -> None:
    """Make a vault of sample cases from the public record."""
    from casedesk.exchange.demo import make_demo  # noqa: PLC0415

    count = make_demo(opener.folder, opener.passphrase(), **opener.given)
    opener.answer({"records": count}, lambda: [_("Made, with {n} records.").format(n=count)])


@vault_command("keys")
@click.argument("action", type=click.Choice(["list", "add", "change", "remove"]))
@click.argument("slot", required=False)
@click.option("--new-passphrase-file", metavar="FILE", help="The new passphrase; - for stdin.")
@click.option("--recovery", is_flag=True, help="Add a new recovery code instead of a passphrase.")
@click.option("--device", is_flag=True, help="Bind the new passphrase to this computer's keychain.")
def keys(
    opener: Opener,
    action: str,
    slot: str | None,
    new_passphrase_file: str | None,
    recovery: bool,
    device: bool,
) -> None:
    """List, add, change or remove the ways of opening a vault."""
    with opener.open() as vault:
        cost = dict(opener.given)
        if action == "remove":
            keyslots.remove_slot(vault, slot or _missing_slot())
            click.echo(
                _("Removed here. Older copies of this vault, backups too, still open with it."),
                err=True,
            )
        elif action == "add" and recovery:
            click.echo(keyslots.new_recovery_code(vault, **cost))
        elif action != "list":
            secret = _new_secret(new_passphrase_file)
            if action == "add":
                keyslots.add_passphrase(
                    vault, secret, member_name=opener.as_member, device=device, **cost
                )
            else:
                keyslots.change_passphrase(vault, secret, **cost)
        rows = keyslots.listed(vault)
    if not recovery:
        opener.answer(rows, lambda: [_slot_line(row) for row in rows])


def _missing_slot() -> str:
    raise click.UsageError(_("Name the key to remove; “keys VAULT list” shows them."))


def _new_secret(file: str | None) -> str:
    return read_secret(file) if file else ask_secret(_("New passphrase"), twice=True)


def _slot_line(row: dict[str, Any]) -> str:
    mine = "*" if row["opened_with"] else " "
    return f"{mine} {row['id']}  {row['use']}  {row['member']}  {row['created']}"


@vault_command("check")
def check(opener: Opener) -> None:
    """Check every part of a vault, and name what is damaged."""
    from casedesk.evidence import store  # noqa: PLC0415

    found = checking.check(opener.folder, opener.unlock(), (store.beside,))
    if opener.as_json:
        click.echo(as_json([{"what": each.what, "text": each.sentence} for each in found]))
    else:
        for each in found:
            click.echo(f"{each.what}: {each.sentence}")
    if found:
        raise Unsound(
            n_(
                "{n} thing in this vault is not as it should be: see above.",
                "{n} things in this vault are not as they should be: see above.",
                len(found),
            ).format(n=len(found))
        )
    if not opener.as_json:
        click.echo(_("Everything in this vault is whole."))


COMMANDS = (new, demo, keys, check)
