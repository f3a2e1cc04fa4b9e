"""The device secret: kept by a keychain that was tried, or not at all."""

import subprocess
import sys
from typing import Any

import pytest
from keyring.backends import SecretService

from casedesk.vault import keychain
from casedesk.vault.errors import NoKeychain

VAULT_ID, SLOT, SECRET = b"v" * 16, "01" * 8, b"s" * 32


class Memory:
    """A small keychain in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class KeepsNothing(Memory):
    """Answers that all is well and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass

    def delete_password(self, service: str, username: str) -> None:
        pass


class ForgetsNothing(Memory):
    """Cannot delete."""

    def delete_password(self, service: str, username: str) -> None:
        pass


class Locked(Memory):
    """Answers every request with an exception of its own."""

    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError(service, username)


class LocksLater(Memory):
    """Passes the trial, then refuses the real secret."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if "trial" not in service:
            raise RuntimeError
        super().set_password(service, username, password)


def test_a_secret_is_kept_given_back_and_forgotten() -> None:
    backend = Memory()
    assert keychain.available(backend)
    assert keychain.fetch_device_secret(VAULT_ID, SLOT, backend) is None
    keychain.store_device_secret(VAULT_ID, SLOT, SECRET, backend)
    assert keychain.fetch_device_secret(VAULT_ID, SLOT, backend) == SECRET
    assert keychain.fetch_device_secret(VAULT_ID, "02" * 8, backend) is None
    assert keychain.fetch_device_secret(b"w" * 16, SLOT, backend) is None
    keychain.forget_device_secret(VAULT_ID, SLOT, backend)
    keychain.forget_device_secret(VAULT_ID, SLOT, backend)
    assert backend.kept == {}


@pytest.mark.parametrize("backend", [KeepsNothing(), ForgetsNothing(), Locked()])
def test_a_keychain_that_fails_the_trial_is_not_used(backend: keychain.Backend) -> None:
    assert not keychain.available(backend)
    assert keychain.fetch_device_secret(VAULT_ID, SLOT, backend) is None
    with pytest.raises(NoKeychain):
        keychain.store_device_secret(VAULT_ID, SLOT, SECRET, backend)
    with pytest.raises(NoKeychain):
        keychain.forget_device_secret(VAULT_ID, SLOT, backend)


def test_a_keychain_that_locks_meanwhile_is_told() -> None:
    with pytest.raises(NoKeychain):
        keychain.store_device_secret(VAULT_ID, SLOT, SECRET, LocksLater())


@pytest.mark.parametrize("kept", ["", "zz", "00" * 31])
def test_what_is_no_secret_is_none(kept: str) -> None:
    backend = Memory()
    backend.set_password(keychain._entry(VAULT_ID, SLOT), keychain._USER, kept)
    assert keychain.fetch_device_secret(VAULT_ID, SLOT, backend) is None


@pytest.mark.parametrize(
    "chosen", ["keyring.backends.null.Keyring", "keyring.backends.chainer.ChainerBackend"]
)
def test_the_environment_cannot_choose_a_keychain(chosen: str) -> None:
    """In a process of its own, where no session bus offers a real one."""
    script = "from casedesk.vault import keychain; print(keychain.available())"
    nowhere = "unix:path=/nonexistent"
    environment = {"PYTHON_KEYRING_BACKEND": chosen, "DBUS_SESSION_BUS_ADDRESS": nowhere}
    answer = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout == "False\n"


def test_settings_from_the_environment_are_removed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEYRING_PROPERTY_SCHEME", "KeePassXC")
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/elsewhere")
    kind: Any = SecretService.Keyring
    assert vars(kind())
    assert not vars(keychain._without_environment(kind))
