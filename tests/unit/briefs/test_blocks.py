"""The content of a block is read strictly, written back exactly, and nothing unknown is lost."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
    inlines_of,
    is_empty,
    read_content,
    write_content,
)
from casedesk.briefs.inline import (
    MANNERS,
    BadContent,
    Footnote,
    Inline,
    Mention,
    Unknown,
    Words,
    dumped,
    nodes_in,
)
from casedesk.briefs.order import key_between, keys_between

UUID = "0123456789abcdef" * 2

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
rest = st.one_of(
    st.just(""),
    st.dictionaries(st.sampled_from(["colour", "since"]), st.integers() | text, min_size=1).map(
        dumped
    ),
)
mentions = st.builds(
    Mention,
    st.binary(min_size=16, max_size=16).map(bytes.hex),
    st.sampled_from(MANNERS),
    text,
    rest,
)
unknown = st.builds(
    lambda more: Unknown(dumped({"kind": "exhibit", **more})),
    st.dictionaries(st.sampled_from(["label", "evidence"]), text | st.integers()),
)
simple = st.one_of(st.builds(Words, text, st.booleans(), st.booleans(), rest), mentions, unknown)
inlines = st.lists(
    simple | st.builds(Footnote, st.lists(simple, max_size=3).map(tuple), rest), max_size=4
).map(tuple)
contents = st.one_of(
    st.builds(HeadingBlock, inlines, st.integers(0, 4), text, text, rest),
    st.builds(ParagraphBlock, inlines, st.booleans(), st.integers(0, 10), rest),
    st.builds(QuotationBlock, inlines, rest),
    st.builds(ListBlock, st.lists(inlines, max_size=3).map(tuple), st.booleans(), rest),
    st.builds(
        TableBlock,
        st.lists(st.lists(inlines, max_size=3).map(tuple), max_size=3).map(tuple),
        st.booleans(),
        rest,
    ),
    st.builds(FieldBlock, text, st.lists(inlines, max_size=3).map(tuple), st.booleans(), rest),
)


@settings(max_examples=150, deadline=None)
@given(contents)
def test_what_is_written_is_read_again_exactly(content: BlockContent) -> None:
    assert read_content(write_content(content)) == content


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | text,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["kind", "inline", "items", "rows", "level", "party", "x"]),
                inner | st.sampled_from(["heading", "list", "table", "field", "party", "words"]),
                max_size=4,
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_is_stored_is_read_or_refused_and_never_breaks(stored: Any) -> None:
    try:
        content = read_content(json.dumps(stored))
    except BadContent:
        return
    assert read_content(write_content(content)) == content


@pytest.mark.parametrize(
    "stored",
    [
        "", "null", "[]", "{}", '{"kind":1}', '"\\ud800"', '{"kind":"heading","level":9}',
        '{"kind":"heading","level":true}', '{"kind":"paragraph","inline":"words"}',
        '{"kind":"paragraph","inline":[1]}', '{"kind":"paragraph","inline":[{"text":"x"}]}',
        '{"kind":"paragraph","inline":[{"kind":"party","party":"me"}]}',
        '{"kind":"paragraph","inline":[{"kind":"words","text":"x","bold":"yes"}]}',
        '{"kind":"paragraph","inline":["\\u0000"]}', '{"kind":"x","n":NaN}',
        '{"kind":"paragraph","kind":"heading"}', "[" * 100_000, '{"kind":"x","y":"\\udc00"}',
    ],
)  # fmt: skip
def test_what_is_no_block_is_refused_in_a_sentence(stored: str) -> None:
    with pytest.raises(BadContent, match=r"^A part of this brief cannot be read\."):
        read_content(stored)


def test_nodes_keys_and_kinds_of_a_newer_program_come_back_as_they_were() -> None:
    newer = (
        '{"kind":"paragraph","inline":["See ",{"kind":"exhibit","evidence":"E1","style":{"a":[1]}},'
        '{"kind":"words","text":"x","bold":true,"colour":"red"}],"numbered":true,"margin":3}'
    )
    drawing = '{"kind":"drawing","lines":[[1,2],[3,4]]}'

    assert json.loads(write_content(read_content(newer))) == json.loads(newer)
    assert write_content(read_content(drawing)) == drawing


def test_a_block_of_unknown_things_or_blanks_is_empty_and_one_with_a_mention_is_not() -> None:
    def paragraph(*nodes: Any) -> ParagraphBlock:
        line: Inline = tuple(nodes)
        return ParagraphBlock(line)

    assert is_empty(paragraph(Words("  \n"), Unknown('{"kind":"exhibit"}')))
    assert not is_empty(paragraph(Mention(UUID)))
    assert not is_empty(TableBlock((((), (Words("a"),)),)))


def test_mentions_in_footnotes_and_cells_are_found() -> None:
    table = TableBlock((((Footnote((Words("see "), Mention(UUID))),),),))

    assert [n for n in nodes_in(inlines_of(table)) if isinstance(n, Mention)] == [Mention(UUID)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_between_any_two_blocks_another_can_be_put(places: list[int]) -> None:
    keys: list[str] = []
    for number in places:
        place = number % (len(keys) + 1)
        after = keys[place - 1] if place else ""
        before = keys[place] if place < len(keys) else ""
        keys.insert(place, key_between(after, before))

    assert keys == sorted(set(keys))


def test_many_keys_at_once_are_in_order_and_short() -> None:
    keys = keys_between("A", "B", 500)

    assert keys == sorted(set(keys))
    assert len(keys) == 500
    assert keys[0] > "A"
    assert keys[-1] < "B"
    assert max(map(len, keys)) <= 4


@pytest.mark.parametrize(
    ("after", "before"), [("V", "V"), ("b", "a"), ("", "0"), ("A0", ""), ("-", "")]
)
def test_where_no_key_can_stand_it_is_refused(after: str, before: str) -> None:
    with pytest.raises(ValueError, match=before or after):
        key_between(after, before)
