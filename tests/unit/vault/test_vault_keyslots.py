"""Ways of opening a vault: each alone, none by chance."""

import threading
import time
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from casedesk.vault import header, kdf, keyslots, recovery
from casedesk.vault.errors import ForbiddenCost, MistypedCode, WrongKey
from casedesk.vault.hardening import wipe
from casedesk.vault.kdf import Bounds, Cost
from casedesk.vault.keyslots import Kind, Slot, Use

if TYPE_CHECKING:
    from tests.unit.vault.conftest import Parts


def _opens(parts: "Parts", passphrase: str, bounds: Bounds) -> bool:
    try:
        opened = keyslots.open_with_passphrase(
            parts.header.id, parts.header.slots, passphrase, bounds=bounds
        )
    except WrongKey:
        return False
    return opened.master == parts.master


def test_the_passphrase_and_the_code_each_open_the_vault(parts: "Parts", bounds: Bounds) -> None:
    assert _opens(parts, "correct horse", bounds)
    typed = recovery.code_text(parts.code).lower()
    opened = keyslots.open_with_recovery_code(
        parts.header.id, parts.header.slots, typed, bounds=bounds
    )
    assert opened.master == parts.master
    assert opened.slot.use is Use.RECOVERY


@pytest.mark.parametrize(
    "near",
    ["", " ", "Correct horse", "correct horse ", "correct hors", "correct  horse", "correcthorse",
     "correct horse\n", "\u200fcorrect horse", "cоrrect horse"],
)  # fmt: skip
def test_near_misses_are_refused(parts: "Parts", bounds: Bounds, near: str) -> None:
    assert not _opens(parts, near, bounds)


def test_200_wrong_passphrases_are_refused(parts: "Parts", bounds: Bounds) -> None:
    assert not any(_opens(parts, f"correct horse {number}", bounds) for number in range(200))


def test_a_passphrase_opens_from_every_keyboard(
    parts: "Parts", cost: Cost, bounds: Bounds, member: str
) -> None:
    words = "Señor Łódź مُحَمَّد"
    slot = keyslots.lock_with_passphrase(
        parts.master,
        parts.header.id,
        unicodedata.normalize("NFC", words),
        member=member,
        cost=cost,
        bounds=bounds,
    )
    typed = unicodedata.normalize("NFD", words)
    assert typed != unicodedata.normalize("NFC", words)
    opened = keyslots.open_with_passphrase(parts.header.id, [slot], typed, bounds=bounds)
    assert opened.master == parts.master


def test_the_sentence_never_says_which_part_was_wrong(parts: "Parts", bounds: Bounds) -> None:
    device_slot = _with_device(parts, b"d" * 32)
    sentences = set()
    for slots, passphrase, device in (
        (parts.header.slots, "wrong", None),
        ([device_slot], "correct horse", None),
        ([device_slot], "correct horse", b"x" * 32),
        ([device_slot], "wrong", b"d" * 32),
        ([], "correct horse", None),
    ):
        with pytest.raises(WrongKey) as caught:
            keyslots.open_with_passphrase(
                parts.header.id,
                slots,
                passphrase,
                device_secret_of={device_slot.id: device}.get,
                bounds=bounds,
            )
        sentences.add(str(caught.value))
    assert len(sentences) == 1


def _with_device(parts: "Parts", device_secret: bytes) -> Slot:
    weak = parts.header.slots[0].cost
    assert weak
    return keyslots.lock_with_passphrase(
        parts.master,
        parts.header.id,
        "correct horse",
        member=parts.header.slots[0].member,
        cost=weak,
        bounds=Bounds(weak, weak),
        slot_id="0123456789abcdef",
        device_secret=device_secret,
    )


def test_a_device_slot_needs_passphrase_and_device(parts: "Parts", bounds: Bounds) -> None:
    slot = _with_device(parts, b"d" * 32)
    assert slot.kind is Kind.TYPED_AND_DEVICE
    opened = keyslots.open_with_passphrase(
        parts.header.id,
        [slot],
        "correct horse",
        device_secret_of={"0123456789abcdef": b"d" * 32}.get,
        bounds=bounds,
    )
    assert opened.master == parts.master


def test_a_recovery_code_is_tried_on_recovery_slots_only(parts: "Parts", bounds: Bounds) -> None:
    code = recovery.code_text(parts.code)
    passphrase_only = parts.header.slots[:1]
    with pytest.raises(WrongKey):
        keyslots.open_with_recovery_code(parts.header.id, passphrase_only, code, bounds=bounds)
    assert not _opens(parts, code, bounds)


def test_a_code_does_not_open_a_passphrase_slot_even_with_its_very_bytes(
    parts: "Parts", cost: Cost, bounds: Bounds, member: str
) -> None:
    words = "sixteen letters."
    slot = keyslots.lock_with_passphrase(
        parts.master, parts.header.id, words, member=member, cost=cost, bounds=bounds
    )
    code = recovery.code_text(words.encode())
    with pytest.raises(WrongKey):
        keyslots.open_with_recovery_code(parts.header.id, [slot], code, bounds=bounds)


def test_a_mistyped_code_is_refused_without_the_slow_work(parts: "Parts") -> None:
    code = recovery.code_text(parts.code)
    wrong = ("1" if code[0] == "0" else "0") + code[1:]
    with pytest.raises(MistypedCode):  # with the real bounds the weak slots would be refused
        keyslots.open_with_recovery_code(parts.header.id, parts.header.slots, wrong)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "00" * 8},
        {"member": "00" * 16},
        {"salt": b"\x07" * 16},
        {"nonce": b"\x07" * 12},
        {"created": "2020-01-01"},
        {"kind": Kind.TYPED_AND_DEVICE},
        {"cost": Cost(64, 1, 1)},
        {"wrapped": bytes(48)},
    ],
)
def test_a_changed_slot_does_not_open(
    parts: "Parts", bounds: Bounds, changes: dict[str, object]
) -> None:
    slot = replace(parts.header.slots[0], **changes)  # type: ignore[arg-type]
    with pytest.raises(WrongKey):
        keyslots.open_with_passphrase(
            parts.header.id,
            [slot],
            "correct horse",
            device_secret_of=lambda _slot: b"",
            bounds=bounds,
        )


def test_a_recovery_slot_cannot_be_passed_off_as_a_passphrase_slot(
    parts: "Parts", bounds: Bounds
) -> None:
    slot = replace(parts.header.slots[1], use=Use.PASSPHRASE)
    code = parts.code.decode("latin-1")
    with pytest.raises(WrongKey):
        keyslots.open_with_passphrase(parts.header.id, [slot], code, bounds=bounds)


def test_a_slot_carried_to_another_vault_does_not_open(parts: "Parts", bounds: Bounds) -> None:
    with pytest.raises(WrongKey):
        keyslots.open_with_passphrase(
            b"\x09" * 16, parts.header.slots, "correct horse", bounds=bounds
        )


@pytest.mark.parametrize("memory", [8 << 20, 1 << 32 - 1, 1024])
def test_a_header_asking_for_too_much_or_too_little_is_refused_fast(
    parts: "Parts", memory: int
) -> None:
    good = replace(parts.header.slots[0], cost=kdf.STANDARD)
    hostile = replace(good, id="ff" * 8, cost=Cost(memory, 3, 4))
    start = time.perf_counter()
    with pytest.raises(ForbiddenCost):
        keyslots.open_with_passphrase(parts.header.id, [good, hostile], "correct horse")
    assert time.perf_counter() - start < 0.05


def test_the_slot_used_last_is_tried_first(parts: "Parts", bounds: Bounds) -> None:
    """Of two slots under one passphrase, the one asked for answers."""
    weak = parts.header.slots[0].cost
    assert weak
    second = keyslots.lock_with_passphrase(
        parts.master,
        parts.header.id,
        "correct horse",
        member="ef" * 16,
        cost=weak,
        bounds=bounds,
    )
    slots = [*parts.header.slots, second]
    for slot in (parts.header.slots[0], second):
        opened = keyslots.open_with_passphrase(
            parts.header.id, slots, "correct horse", first=slot.id, bounds=bounds
        )
        assert opened.slot == slot


def test_the_organisations_slots_are_kept_but_not_opened(parts: "Parts", bounds: Bounds) -> None:
    slot = Slot(
        id="aa" * 8,
        kind=Kind.ORGANISATION,
        use=Use.KEY,
        member="ab" * 16,
        cost=None,
        salt=b"s" * 16,
        nonce=b"n" * 12,
        created="2026-11-23",
        peer=b"p" * 32,
        wrapped=b"w" * 48,
    )
    changed = replace(parts.header, slots=(slot, *parts.header.slots))
    header.write(parts.folder, changed, parts.mac_key)
    found = header.load(parts.folder).header
    assert found.slots[0] == slot
    parts.header = found
    assert _opens(parts, "correct horse", bounds)
    with pytest.raises(WrongKey, match="cannot open"):
        keyslots.open_with_organisation_key(found.slots)


def test_the_standard_cost_opens_in_a_thread_while_the_window_lives(member: str) -> None:
    """The one run with the real cost: the main thread goes on during both derivations."""
    master, vault_id = keyslots.new_master(), bytes(16)
    found: list[bytearray] = []

    def work() -> None:
        slot = keyslots.lock_with_passphrase(
            master, vault_id, "six real words", member=member, cost=kdf.STANDARD
        )
        opened = keyslots.open_with_passphrase(vault_id, [slot], "six real words")
        found.append(opened.master)

    thread = threading.Thread(target=work)
    thread.start()
    turns = 0
    while thread.is_alive():
        time.sleep(0.005)
        turns += 1
    assert found == [master]
    assert turns > 10


def test_wiping_overwrites_in_place() -> None:
    master = keyslots.new_master()
    same = master
    wipe(master)
    assert same == bytearray(32)
