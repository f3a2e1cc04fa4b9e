"""Identities: handed over as one line, compared aloud."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.vault import crockford, identity
from casedesk.vault.errors import MistypedCode
from casedesk.vault.identity import Identity, PublicIdentity

KEYS = st.binary(min_size=32, max_size=32)
PUBLIC = st.builds(PublicIdentity, KEYS, KEYS)


def _reads(text: str) -> PublicIdentity | None:
    try:
        return identity.read_identity(text)
    except MistypedCode:
        return None


@given(PUBLIC)
def test_the_line_is_read_back(public: PublicIdentity) -> None:
    text = public.text()
    assert text.startswith("casedesk-id1-")
    assert _reads(text) == public
    assert _reads(f"  {text.upper()}\n") == public
    assert _reads(text.replace("-", " ").replace("casedesk id1 ", "casedesk-id1-")) == public


@settings(max_examples=5)
@given(PUBLIC)
def test_every_wrong_symbol_of_the_line_is_noticed(public: PublicIdentity) -> None:
    text = public.text()
    start = len("casedesk-id1-")
    for place in range(start, len(text)):
        if text[place] != "-":
            other = "0" if text[place] != "0" else "1"
            assert _reads(text[:place] + other + text[place + 1 :]) is None


@given(st.text(max_size=150))
def test_other_texts_are_refused_with_a_sentence(text: str) -> None:
    assert _reads(text) is None
    assert _reads("casedesk-id1-" + text) is None


def test_the_fingerprint_is_six_groups_of_five_digits() -> None:
    first, second = identity.new_identity().public(), identity.new_identity().public()
    groups = first.fingerprint().split(" ")
    assert [len(group) for group in groups] == [5] * 6
    assert all(group.isascii() and group.isdigit() for group in groups)
    assert first.fingerprint() != second.fingerprint()
    mixed = PublicIdentity(first.signing, second.sealing)
    assert mixed.fingerprint() not in {first.fingerprint(), second.fingerprint()}


def test_signatures_hold_for_their_message_and_signer_only() -> None:
    signer, other = identity.new_identity(), identity.new_identity().public()
    signature = signer.sign(b"bundle")
    assert signer.public().has_signed(b"bundle", signature)
    assert not signer.public().has_signed(b"bundles", signature)
    assert not signer.public().has_signed(b"bundle", signature[:-1])
    assert not other.has_signed(b"bundle", signature)


def test_ed25519_and_x25519_give_the_keys_of_their_standards() -> None:
    """RFC 8032, section 7.1, test 1; RFC 7748, section 6.1, Alice."""
    known = Identity(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
        bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
    ).public()
    signing = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    sealing = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    assert (known.signing.hex(), known.sealing.hex()) == (signing, sealing)


def test_an_identity_never_shows_its_seeds() -> None:
    made = identity.new_identity()
    assert made.signing_seed.hex() not in repr(made)
    assert repr(made) == "Identity()"


@given(st.lists(st.integers(0, 31), max_size=40))
def test_symbols_and_text_are_one(symbols: list[int]) -> None:
    assert crockford.values(crockford.text_of(symbols)) == symbols
    assert crockford.to_symbols(crockford.to_number(symbols), len(symbols)) == symbols
