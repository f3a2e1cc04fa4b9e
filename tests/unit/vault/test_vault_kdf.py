"""Stretching a passphrase, and the keys drawn from the master key."""

import time
import unicodedata

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from casedesk.vault import kdf, subkeys
from casedesk.vault.errors import ForbiddenCost
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.subkeys import Purpose


def test_argon2id_gives_the_tag_of_rfc_9106() -> None:
    """RFC 9106, section 5.3."""
    work = Argon2id(
        salt=b"\x02" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\x04" * 12,
        secret=b"\x03" * 8,
    )
    tag = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    assert work.derive(b"\x01" * 32).hex() == tag


def test_hkdf_gives_the_key_of_rfc_5869() -> None:
    """RFC 5869, appendix A.1; and our own drawing is the same work cut at 32 bytes."""
    salt, info = bytes.fromhex("000102030405060708090a0b0c"), bytes.fromhex("f0f1f2f3f4f5f6f7f8f9")
    key = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    assert HKDF(SHA256(), 42, salt, info).derive(b"\x0b" * 22).hex() == key
    assert subkeys.derive(b"\x0b" * 22, salt, info).hex() == key[:64]


def test_the_standard_cost_is_256_mebibytes_three_passes_four_lanes() -> None:
    assert Cost(memory_kib=262_144, passes=3, lanes=4) == kdf.STANDARD
    assert kdf.BOUNDS.allow(kdf.STANDARD)
    assert kdf.BOUNDS.allow(kdf.SMALL_COMPUTER)


@pytest.mark.parametrize(
    ("memory", "expected"),
    [(2 << 30, kdf.SMALL_COMPUTER), (4 << 30, kdf.STANDARD), (0, kdf.STANDARD)],
)
def test_only_a_computer_with_little_memory_gets_the_smaller_cost(
    monkeypatch: pytest.MonkeyPatch, memory: int, expected: Cost
) -> None:
    monkeypatch.setattr(kdf, "_memory_of_this_computer", lambda: memory)
    assert kdf.cost_for_this_computer() == expected


def test_the_memory_of_this_computer_is_known() -> None:
    assert kdf._memory_of_this_computer() > 256 << 20


@pytest.mark.parametrize(
    "cost",
    [
        Cost(8 << 20, 3, 4),
        Cost(1 << 40, 3, 4),
        Cost((64 << 10) - 1, 3, 4),
        Cost(256 << 10, 1, 4),
        Cost(256 << 10, 17, 4),
        Cost(256 << 10, 2**32 - 1, 4),
        Cost(256 << 10, 3, 0),
        Cost(256 << 10, 3, 9),
    ],
)
def test_a_cost_outside_the_bounds_is_refused_before_any_work(cost: Cost) -> None:
    start = time.perf_counter()
    with pytest.raises(ForbiddenCost):
        kdf.stretch(b"secret", bytes(16), cost)
    assert time.perf_counter() - start < 0.05


def test_composed_and_decomposed_letters_are_one_passphrase() -> None:
    words = "Ñandú über alles – Tiếng Việt 한국어 ﷺ"
    composed, decomposed = unicodedata.normalize("NFC", words), unicodedata.normalize("NFD", words)
    assert composed != decomposed
    assert kdf.passphrase_bytes(composed) == kdf.passphrase_bytes(decomposed)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_spelling_of_a_passphrase_in_unicode_is_one(text: str) -> None:
    assert len({kdf.passphrase_bytes(unicodedata.normalize(f, text)) for f in ("NFC", "NFD")}) == 1


@pytest.mark.parametrize(
    "other",
    ["correct horse ", " correct horse", "Correct horse", "correct  horse", "correct\u200fhorse"],
)
def test_nothing_is_trimmed_or_folded(other: str) -> None:
    assert kdf.passphrase_bytes(other) != kdf.passphrase_bytes("correct horse")


def test_the_same_secret_under_another_salt_is_another_key(cost: Cost, bounds: Bounds) -> None:
    first = kdf.stretch(b"secret", bytes(16), cost, bounds)
    assert len(first) == 32
    assert first == kdf.stretch(b"secret", bytes(16), cost, bounds)
    assert first != kdf.stretch(b"secret", b"\x01" * 16, cost, bounds)


def test_every_purpose_and_every_vault_has_its_own_key() -> None:
    master = bytearray(range(32))
    keys = {
        subkeys.subkey(master, vault_id, purpose)
        for purpose in Purpose
        for vault_id in (bytes(16), b"\x01" * 16)
    }
    assert len(keys) == 2 * len(Purpose)
    assert bytes(master) not in keys
