"""The system's keychain, for the device secret: only here is keyring imported.

The library would choose a backend by environment variables, configuration files and whatever
packages are installed; one of them keeps nothing and answers that all is well, another writes
plain text. So it is never asked to choose: only the classes named here are used, each made
without its environment, and only after it has kept and forgotten a trial value. Nothing falls
back to a file.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import Protocol, cast

from casedesk.vault.errors import NoKeychain
from casedesk.words import _

SECRET_BYTES = 32

# Permanent, with the form of `_entry`: another text would be another entry.
_SERVICE = "CaseDesk"
_USER = "device"
_SAFE = {
    "win32": (("keyring.backends.Windows", "WinVaultKeyring"),),
    "darwin": (("keyring.backends.macOS", "Keyring"),),
    "linux": (
        ("keyring.backends.SecretService", "Keyring"),
        ("keyring.backends.libsecret", "Keyring"),
        ("keyring.backends.kwallet", "DBusKeyring"),
    ),
}


class Backend(Protocol):
    """What a keychain can do: keep a text under a service and a name, give it back, forget it."""

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def get_password(self, service: str, username: str) -> str | None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def available(backend: Backend | None = None) -> bool:
    """Whether this computer keeps device secrets. May ask the person to unlock the keychain."""
    return _chosen(backend) is not None


def store_device_secret(
    vault_id: bytes, slot_id: str, secret: bytes, backend: Backend | None = None
) -> None:
    """Keep a slot's device secret, and read it back. Raises NoKeychain."""
    keychain, entry = _required(backend), _entry(vault_id, slot_id)
    try:
        keychain.set_password(entry, _USER, secret.hex())
        kept = keychain.get_password(entry, _USER)
    except Exception as error:
        raise _none() from error
    if kept != secret.hex():
        raise _none()


def fetch_device_secret(
    vault_id: bytes, slot_id: str, backend: Backend | None = None
) -> bytes | None:
    """The device secret of a slot; None where this computer has none, or no safe keychain."""
    keychain = _chosen(backend)
    if keychain is None:
        return None
    # A locked or broken keychain answers with exceptions of many libraries, all meaning "no".
    with suppress(Exception):
        kept = keychain.get_password(_entry(vault_id, slot_id), _USER)
        secret = bytes.fromhex(kept or "")
        return secret if len(secret) == SECRET_BYTES else None
    return None


def forget_device_secret(vault_id: bytes, slot_id: str, backend: Backend | None = None) -> None:
    """Remove a slot's device secret from this computer, if it is there. Raises NoKeychain."""
    keychain, entry = _required(backend), _entry(vault_id, slot_id)
    try:
        if keychain.get_password(entry, _USER) is not None:
            keychain.delete_password(entry, _USER)
    except Exception as error:
        raise _none() from error


def _entry(vault_id: bytes, slot_id: str) -> str:
    """One service per slot: under a shared one, Windows moves entries about at each write."""
    return f"{_SERVICE}/{vault_id.hex()}/{slot_id}"


def _none() -> NoKeychain:
    return NoKeychain(
        _(
            "This computer has no keychain that CaseDesk trusts, or it is locked."
            " Use a passphrase without this computer's key."
        )
    )


def _required(backend: Backend | None) -> Backend:
    keychain = _chosen(backend)
    if keychain is None:
        raise _none()
    return keychain


def _chosen(backend: Backend | None) -> Backend | None:
    if backend is not None:
        return backend if keeps_and_forgets(backend) else None
    return next((found for found in _safe_backends() if keeps_and_forgets(found)), None)


def _safe_backends() -> Iterator[Backend]:
    platform = "linux" if sys.platform.startswith(("linux", "freebsd")) else sys.platform
    for module, name in _SAFE.get(platform, ()):
        with suppress(Exception):
            kind = getattr(import_module(module), name)
            if kind.viable:
                yield _without_environment(kind)


def _without_environment(kind: type) -> Backend:
    """Make a backend as it is by default: its base class takes settings from the environment."""
    made = kind()
    start = "KEYRING_PROPERTY_"
    for name in os.environ:
        if name.startswith(start):
            vars(made).pop(name.removeprefix(start).lower(), None)
    return cast("Backend", made)


def keeps_and_forgets(backend: Backend) -> bool:
    """Try the keychain with a value of chance: write, read, delete, read."""
    entry, value = f"{_SERVICE}/trial/{secrets.token_hex(8)}", secrets.token_hex(SECRET_BYTES)
    try:
        backend.set_password(entry, _USER, value)
        kept = backend.get_password(entry, _USER) == value
        backend.delete_password(entry, _USER)
        return kept and backend.get_password(entry, _USER) is None
    except Exception:  # noqa: BLE001 - whatever it raises, it is not to be trusted with a secret
        return False
