"""The header: parsed before any key, guarded by two codes, kept twice."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.vault import canonical, header, keyslots
from casedesk.vault.errors import Damaged, NewerVault, NotAVault, Unsafe
from casedesk.vault.seal import Seal
from casedesk.words import Refusal

if TYPE_CHECKING:
    from tests.unit.vault.conftest import Parts

Flip = Callable[[bytes, int], bytes]


def _bytes(parts: "Parts") -> bytes:
    return (parts.folder / header.MAIN).read_bytes()


def _resummed(content: dict[str, object]) -> bytes:
    """The bytes somebody without a key would write: everything right but the secret code."""
    return canonical.spell(content | {"sum": header._sum(content)})


def test_a_header_is_read_back_as_written(parts: "Parts") -> None:
    sealed = replace(parts.header, gen=2, demo=True, seal=Seal(2, 4096, bytes(32)))
    written = header.write(parts.folder, sealed, parts.mac_key)
    found = header.load(parts.folder)
    assert found == header.HeaderFile(written, spare_used=False, both_agree=True)
    assert (found.header.gen, found.header.demo, found.header.seal) == (2, True, sealed.seal)
    header.check_mac(found.header, parts.mac_key)


def test_of_1000_flipped_bits_none_is_accepted(parts: "Parts", flipped: Flip) -> None:
    content = _bytes(parts)
    for bit in Random(1).sample(range(8 * len(content)), 1000):
        with pytest.raises((Damaged, NotAVault)):
            header.parse(flipped(content, bit))


def test_a_damaged_main_file_falls_to_the_spare(parts: "Parts", flipped: Flip) -> None:
    content = _bytes(parts)
    for bit in range(0, 8 * len(content), 97):
        (parts.folder / header.MAIN).write_bytes(flipped(content, bit))
        found = header.load(parts.folder)
        assert found == header.HeaderFile(parts.header, spare_used=True, both_agree=False)


def test_a_missing_main_file_falls_to_the_spare_and_a_missing_spare_is_told(
    parts: "Parts",
) -> None:
    (parts.folder / header.MAIN).rename(parts.folder / "away")
    assert header.load(parts.folder).spare_used
    (parts.folder / "away").rename(parts.folder / header.MAIN)
    (parts.folder / header.SPARE).unlink()
    assert header.load(parts.folder) == header.HeaderFile(
        parts.header, spare_used=False, both_agree=False
    )


def test_two_damaged_files_are_refused(parts: "Parts", flipped: Flip) -> None:
    damaged = flipped(_bytes(parts), 999)
    for name in (header.MAIN, header.SPARE):
        (parts.folder / name).write_bytes(damaged)
    with pytest.raises(Damaged):
        header.load(parts.folder)


def test_each_truth_has_its_own_sentence(parts: "Parts") -> None:
    content = canonical.read(_bytes(parts))
    cases = {
        b"": Damaged,
        _bytes(parts)[:300]: Damaged,
        b"%PDF-1.7": NotAVault,
        b" " * (header.LARGEST + 1): NotAVault,
        _resummed(content | {"fmt": "something-else"}): NotAVault,
        _resummed(content | {"v": 2, "new": "thing"}): NewerVault,
        _bytes(parts).replace(b'"gen":1', b'"gen":2'): Damaged,
    }
    sentences = set()
    for untrusted, kind in cases.items():
        with pytest.raises(kind) as caught:
            header.parse(untrusted)
        sentences.add(str(caught.value))
    assert len(sentences) == len(cases)


def test_a_folder_without_header_is_no_vault(parts: "Parts") -> None:
    for name in (header.MAIN, header.SPARE):
        (parts.folder / name).unlink()
    with pytest.raises(NotAVault):
        header.load(parts.folder)


def test_a_newer_vault_never_falls_to_an_older_spare(parts: "Parts") -> None:
    newer = _resummed(canonical.read(_bytes(parts)) | {"v": 2})
    (parts.folder / header.MAIN).write_bytes(newer)
    with pytest.raises(NewerVault):
        header.load(parts.folder)


def test_only_one_spelling_is_read(parts: "Parts") -> None:
    content = _bytes(parts)
    for other in (
        content + b"\n",
        b" " + content,
        content.replace(b'"gen":1', b'"gen": 1'),
        content.replace(b'"gen":1', b'"gen":1.0'),
        content.replace(b'"gen":1', b'"gen":1,"gen":1'),
        b"\xef\xbb\xbf" + content,
    ):
        with pytest.raises(Refusal):
            header.parse(other)


def _slot_edit(**changes: object) -> Callable[[dict[str, object]], dict[str, object]]:
    def edit(content: dict[str, object]) -> dict[str, object]:
        slots = content["slots"]
        assert isinstance(slots, list)
        return content | {"slots": [slots[0] | changes, *slots[1:]]}

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        lambda content: content | {"extra": 1},
        lambda content: {name: value for name, value in content.items() if name != "gen"},
        lambda content: content | {"gen": -1},
        lambda content: content | {"gen": 2**63},
        lambda content: content | {"gen": True},
        lambda content: content | {"demo": 0},
        lambda content: content | {"v": True},
        lambda content: content | {"v": 0},
        lambda content: content | {"id": "AB" * 16},
        lambda content: content | {"id": "ab" * 15},
        lambda content: content | {"db": content["db"] | {"cipher": "none"}},
        lambda content: content | {"db": content["db"] | {"page": 512}},
        lambda content: content | {"heads": []},
        lambda content: content | {"heads": {"x": [1, "00" * 32]}},
        lambda content: content | {"heads": {"cd" * 16: [1]}},
        lambda content: content | {"seal": {}},
        lambda content: content | {"slots": {}},
        lambda content: content | {"slots": content["slots"] * 5},
        lambda content: content | {"slots": [content["slots"][0]] * 2},
        _slot_edit(kind="plain"),
        _slot_edit(kind="x25519"),
        _slot_edit(use="recovery", kind="argon2id+device"),
        _slot_edit(alg="none"),
        _slot_edit(cost={"m": 0, "t": 1, "p": 1}),
        _slot_edit(cost=None),
        _slot_edit(salt=""),
        _slot_edit(ct="00" * 47),
        _slot_edit(created="2026-2-30"),
        _slot_edit(created=20261123),
        _slot_edit(created="20261123"),
    ],
)
def test_a_header_of_the_wrong_shape_is_refused_even_with_a_right_sum(
    parts: "Parts", edit: Callable[[dict[str, object]], dict[str, object]]
) -> None:
    with pytest.raises((Damaged, NotAVault)):
        header.parse(_resummed(edit(canonical.read(_bytes(parts)))))


def test_a_forged_header_is_refused_after_unlocking(parts: "Parts") -> None:
    for forged in (
        replace(parts.header, gen=9),
        replace(parts.header, slots=parts.header.slots[:1]),
        replace(parts.header, heads={}),
        replace(parts.header, demo=True),
    ):
        untrusted = header.parse(header.spell(forged))
        with pytest.raises(Damaged, match="without a key"):
            header.check_mac(untrusted, parts.mac_key)


def test_a_removed_slot_is_gone_from_every_file_of_the_folder(parts: "Parts") -> None:
    old = parts.header.slots[1]
    changed = replace(parts.header, gen=2, slots=parts.header.slots[:1])
    header.write(parts.folder, changed, parts.mac_key)
    for path in parts.folder.iterdir():
        content = path.read_bytes()
        assert old.id.encode() not in content
        assert old.wrapped.hex().encode() not in content
    assert {path.name for path in parts.folder.iterdir()} == {header.MAIN, header.SPARE}


def test_a_write_killed_half_way_leaves_no_old_slot_after_the_next(parts: "Parts") -> None:
    old = parts.header.slots[1]
    (parts.folder / f"{header.MAIN}.new").write_bytes(header.spell(parts.header)[:700])
    header.write(parts.folder, replace(parts.header, slots=parts.header.slots[:1]), parts.mac_key)
    assert not any(old.id.encode() in path.read_bytes() for path in parts.folder.iterdir())


def test_what_could_not_be_read_again_is_never_written(parts: "Parts") -> None:
    crowd = tuple(replace(parts.header.slots[0], id=keyslots.new_slot_id()) for _each in range(9))
    with pytest.raises(Damaged):
        header.write(parts.folder, replace(parts.header, slots=crowd), parts.mac_key)
    assert header.load(parts.folder).header == parts.header


@pytest.mark.usefixtures("open_umask")
def test_both_files_are_private_whatever_the_umask(parts: "Parts") -> None:
    header.write(parts.folder, parts.header, parts.mac_key)
    assert {path.stat().st_mode & 0o777 for path in parts.folder.iterdir()} == {0o600}


def test_a_link_in_place_of_the_header_is_refused(parts: "Parts") -> None:
    main = parts.folder / header.MAIN
    main.rename(parts.folder.parent / "elsewhere")
    main.symlink_to(parts.folder.parent / "elsewhere")
    with pytest.raises(Unsafe):
        header.load(parts.folder)


@given(st.binary(max_size=600))
def test_garbage_is_refused_with_a_sentence(untrusted: bytes) -> None:
    with pytest.raises(Refusal):
        header.parse(untrusted)


_PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
_JSON = _PLAIN | st.lists(_PLAIN, max_size=2) | st.dictionaries(st.text(max_size=3), _PLAIN)


@settings(max_examples=100)
@given(st.fixed_dictionaries(dict.fromkeys(sorted(header._NAMES), _JSON)))
def test_any_json_under_our_names_is_refused_with_a_sentence(content: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        header.parse(_resummed(content | {"fmt": header.FORMAT}))


def test_a_header_cut_anywhere_is_refused(parts: "Parts") -> None:
    content = _bytes(parts)
    for length in range(len(content)):
        with pytest.raises((Damaged, NotAVault)):
            header.parse(content[:length])


def test_deep_nesting_is_refused_like_any_garbage() -> None:
    with pytest.raises(NotAVault):
        header.parse(b"[" * 60_000)
    with pytest.raises(NotAVault):
        header.parse(b'{"a":' * 10_000 + b"1" + b"}" * 10_000)


def test_fresh_salts_and_nonces_never_repeat(parts: "Parts") -> None:
    seen = {(slot.id, slot.salt, slot.nonce) for slot in parts.header.slots}
    assert len(seen) == len(parts.header.slots)
    assert len({secrets.token_bytes(16) for _each in range(1000)}) == 1000
