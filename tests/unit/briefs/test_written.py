"""A brief written as blocks: drafted, saved, and printed for each audience through the gate."""

import io
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from tests.unit.briefs.office import TODAY, WITHHELD, Office, everything_in, squeezed, text_of

from casedesk.briefs.blocks import (
    BlockContent,
    FieldBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuotationBlock,
    TableBlock,
    write_content,
)
from casedesk.briefs.inline import Footnote, Mention, Node, Unknown, Words
from casedesk.briefs.kept import (
    BlockIsGone,
    BriefBlock,
    BriefText,
    changed_since,
    differences,
    save_blocks,
    start_brief,
)
from casedesk.briefs.printing import Prepared, frozen
from casedesk.briefs.ready import blockers
from casedesk.briefs.standing import (
    brief_called,
    disclose_brief,
    lengths,
    people_shown,
    prepare_brief,
    prepared_on,
    read_ground,
    read_text,
    words_used,
)
from casedesk.casework import entering
from casedesk.domain.base import Record
from casedesk.domain.briefs import Block, BriefVersion
from casedesk.domain.cases import Case
from casedesk.mechanisms.registry import forms
from casedesk.pages import to_docx, to_pdf
from casedesk.vault.door import Writing
from casedesk.vault.tables import mention

FORM = "un-reprisals"


def started(office: Office, form: str = FORM, case: str = "whole", audience: str = "") -> str:
    def work(unit: Writing) -> str:
        found = unit.get(office.refs[case], "cases")
        assert isinstance(found, Case)
        return start_brief(unit, found, forms()[form], audience=audience).ref

    return str(office.write(work))


def text(office: Office, ref: str) -> BriefText:
    return office.vault.read(lambda unit: read_text(unit, ref))


def prepared(office: Office, written: BriefText, **asked: Any) -> Prepared:
    return office.vault.read(lambda unit: prepare_brief(unit, written, TODAY, **asked))


def of(*contents: BlockContent, office: Office, case: str = "whole") -> BriefText:
    """A brief of these blocks that was never saved."""
    blocks = tuple(
        BriefBlock(uuid4().hex, f"{n:04}1", content) for n, content in enumerate(contents)
    )
    return BriefText("", "", office.refs[case], FORM, "en", "mechanism", blocks)


def uuid_of(office: Office, name: str) -> str:
    return office.vault.read(lambda unit: unit.get(office.refs[name]).uuid.hex())


def pages(found: Prepared) -> str:
    """Everything in the document, in its PDF and in its DOCX."""
    document = found.composed.document
    said = [everything_in(to(document).data) for to in (to_pdf, to_docx)]
    return "\n".join([*said, repr(document)])


@pytest.mark.parametrize("audience", ["internal", "mechanism", "state", "public"])
@pytest.mark.parametrize("form", forms())
def test_a_brief_nobody_wrote_on_says_what_the_form_says_of_the_case(
    office: Office, form: str, audience: str
) -> None:
    written = text(office, started(office, form, audience=audience))
    by_blocks = prepared(office, written)
    by_form = office.prepare(form, audience=audience)

    assert text_of(to_pdf(by_blocks.composed.document).data) == text_of(
        to_pdf(by_form.composed.document).data
    )
    assert by_blocks.items == by_form.items


def test_a_brief_of_an_empty_case_lacks_what_the_form_lacks(office: Office) -> None:
    written = prepared(office, text(office, started(office, case="empty")))
    by_form = office.prepare(FORM, "empty")

    assert blockers(written.items) == blockers(by_form.items)


def test_a_field_that_was_emptied_or_taken_out_is_missing(office: Office) -> None:
    whole = text(office, started(office))
    emptied = replace(
        whole, blocks=tuple(replace(b, content=_emptied(b.content)) for b in whole.blocks)
    )
    gone = replace(whole, blocks=())

    def missing(written: BriefText) -> set[str]:
        return {item.field for item in blockers(prepared(office, written).items)}

    required = {f.id for f in forms()[FORM].fields() if f.required == "blocker"}
    live = {
        b.content.field
        for b in whole.blocks
        if isinstance(b.content, FieldBlock) and b.content.live
    }
    assert required - live <= missing(emptied)
    assert required - missing(emptied) <= live
    assert required <= missing(gone)


def _emptied(content: BlockContent) -> BlockContent:
    if isinstance(content, FieldBlock):
        return replace(content, paragraphs=())
    return replace(content, inline=()) if isinstance(content, ParagraphBlock) else content


def _everywhere(*nodes: Node) -> tuple[BlockContent, ...]:
    """A line in every place of a brief in which something can be typed."""
    line = tuple(nodes)
    return (
        HeadingBlock(line, 0), HeadingBlock(line, 1), HeadingBlock(line, 2), ParagraphBlock(line),
        ParagraphBlock(line, numbered=True), QuotationBlock(line), ListBlock((line, line)),
        TableBlock(((line, line), (line, line)), headed=True), FieldBlock("context", (line, line)),
        FieldBlock("reprisals", (line,)), FieldBlock("no-such-field", (line,)),
        ParagraphBlock((Words("A note"), Footnote(line))),
    )  # fmt: skip


@pytest.mark.parametrize("audience", ["mechanism", "state", "public"])
@pytest.mark.parametrize("name", WITHHELD)
def test_a_withheld_name_that_was_typed_is_on_no_page(
    office: Office, name: str, audience: str
) -> None:
    half = len(name) // 2
    lines = [
        (Words(f"It was {name} whom they took."),),
        (Words("It was "), Words(name, bold=True), Words(" whom they took.")),
        (Words(f"It was {name[:half]}"), Words(f"{name[half:]} whom", italic=True)),
        (Words(f"It was {name[:half]}"), Footnote((Words("x"),)), Words(name[half:])),
    ]
    for line in lines:
        found = pages(prepared(office, of(*_everywhere(*line), office=office), audience=audience))
        assert name not in found
        assert squeezed(name) not in squeezed(found)
        assert all(part not in found for part in name.split())
        assert "It was" in found


@pytest.mark.parametrize("audience", ["mechanism", "state", "public"])
@pytest.mark.parametrize("manner", ["full", "short", "role", "own"])
def test_a_withheld_party_that_is_mentioned_is_never_printed_by_name(
    office: Office, manner: str, audience: str
) -> None:
    for number, name in enumerate(WITHHELD):
        who = Mention(uuid_of(office, f"withheld{number}"), manner, f"our friend {name}")
        found = pages(prepared(office, of(*_everywhere(who), office=office), audience=audience))
        assert name not in found
        assert squeezed(name) not in squeezed(found)


def test_a_mention_is_printed_as_the_audience_may_read_it(office: Office) -> None:
    def said(who: str, audience: str, manner: str = "full", own: str = "") -> str:
        line = (Words("<"), Mention(uuid_of(office, who), manner, own), Words(">"))
        found = prepared(office, of(ParagraphBlock(line), office=office), audience=audience)
        return str(text_between(to_pdf(found.composed.document).data))

    assert said("victim", "mechanism") == "Victoria Namewordish"
    assert said("withheld0", "internal") == "Zerhamine Qaldursoy"
    assert said("withheld0", "mechanism") == "[Victim 2, name withheld]"
    assert said("withheld1", "mechanism", "role") == "witness"
    assert said("withheld1", "mechanism", "own", "a neighbour") == "a neighbour"
    # That this one is in the case at all, or in which role, is not told in any manner.
    assert said("withheld2", "state", "role") == "[name withheld]"
    assert said("withheld2", "state", "own", "a neighbour") == "[name withheld]"
    assert said("withheld3", "state", "role") == "[name withheld]"


def text_between(data: bytes) -> str:
    whole = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    return " ".join(whole[whole.index("<") + 1 : whole.index(">")].split())


def test_somebody_of_another_case_typed_or_mentioned_is_withheld_too(office: Office) -> None:
    def enter(unit: Writing) -> str:
        return entering.enter(unit, "people", {"name": "Strangeira Elsewordish"}).ref

    ref = office.write(enter)
    uuid = office.vault.read(lambda unit: unit.get(ref).uuid.hex())
    typed = of(ParagraphBlock((Words("Strangeira Elsewordish saw it."),)), office=office)
    mentioned = of(ParagraphBlock((Mention(uuid), Words(" saw it."))), office=office)

    for written in (typed, mentioned):
        assert "Elsewordish" not in pages(prepared(office, written))
    assert "Elsewordish" in pages(prepared(office, mentioned, audience="internal"))


def test_a_confidential_field_is_not_printed_for_others_than_the_body(office: Office) -> None:
    confidential = [f for form in forms().values() for f in form.fields() if f.confidential]
    if not confidential:
        pytest.skip("no form at hand calls a field confidential")
    form = next(form for form in forms().values() if confidential[0] in form.fields())
    blocks = (
        FieldBlock(confidential[0].id, ((Words("Innermostwordish"),),)),
        ParagraphBlock((Words("Belowwordish"),)),
    )
    written = replace(of(*blocks, office=office), form=form.id)

    assert "Innermostwordish" in pages(prepared(office, written, audience="mechanism"))
    for word in ("Innermostwordish", "Belowwordish"):
        assert word not in pages(prepared(office, written, audience="state"))


def test_a_wider_audience_than_it_was_written_for_is_warned_of(office: Office) -> None:
    written = of(ParagraphBlock((Words("x"),)), office=office)

    def warned(audience: str) -> bool:
        items = prepared(office, written, audience=audience).items
        return any(item.field == "audience" and item.level == "warning" for item in items)

    assert [a for a in ("internal", "mechanism", "state", "public") if warned(a)] == [
        "state", "public",
    ]  # fmt: skip


def test_what_a_newer_program_wrote_is_kept_not_printed_and_said(office: Office) -> None:
    exhibit = Unknown('{"kind":"exhibit","label":"Exhibitwordish"}')
    block = Unknown('{"kind":"drawing","title":"Drawingwordish"}')
    ref = started(office)
    before = text(office, ref)
    added = [
        BriefBlock(uuid4().hex, "zz1", block),
        BriefBlock(uuid4().hex, "zz2", ParagraphBlock((Words("See "), exhibit))),
    ]
    office.write(lambda u: save_blocks(u, brief_called(u, ref), inserted=added))
    after = text(office, ref)
    found = prepared(office, after)

    assert [b.content for b in after.blocks[len(before.blocks) :]] == [
        each.content for each in added
    ]
    assert "wordish" not in "".join(
        squeezed(repr(block)) for block in found.composed.document.blocks[-1:]
    )
    assert any(item.field == "unknown" for item in found.items)


def test_saving_changes_only_what_was_changed_and_keeps_the_order(office: Office) -> None:
    ref = started(office)
    before = text(office, ref)
    first, second, *others = before.blocks
    changed = replace(first, content=HeadingBlock((Words("Our own title"),), 0))
    inserted = BriefBlock(uuid4().hex, before.blocks[2].order_key + "V", ParagraphBlock())
    after = (changed, others[0], inserted, *others[1:])
    told = differences(before.blocks, after)
    done = office.vault.write("save", lambda u: save_blocks(u, brief_called(u, ref), *told))

    assert text(office, ref).blocks == (changed, others[0], _as_saved(inserted), *others[1:])
    assert told == ([changed], [second.uuid], [inserted])
    assert len(done.changes.ids) == 3


def _as_saved(block: BriefBlock) -> BriefBlock:
    return replace(block, language="en")


def test_a_block_that_was_removed_meanwhile_is_refused_and_nothing_is_saved(office: Office) -> None:
    ref = started(office)
    first, second, *_rest = text(office, ref).blocks
    office.write(lambda u: save_blocks(u, brief_called(u, ref), removed=[first.uuid]))

    def save(unit: Writing) -> None:
        new = replace(second, content=ParagraphBlock((Words("new"),)))
        save_blocks(unit, brief_called(unit, ref), changed=[new, first])

    with pytest.raises(BlockIsGone):
        office.write(save)
    assert text(office, ref).blocks[0] == second


def test_whom_a_block_mentions_is_noted_at_every_save(office: Office) -> None:
    ref = started(office)
    who = Mention(uuid_of(office, "victim"))
    block = BriefBlock(uuid4().hex, "zz", ParagraphBlock((Footnote((who,)),)))

    def noted() -> list[str]:
        def work(unit: Any) -> list[str]:
            row = unit.one(Block, Block.uuid == bytes.fromhex(block.uuid))
            query = select(mention.c.record).where(mention.c.block == row.id)
            return [unit.by_id(Record, key).ref for (key,) in unit.connection.execute(query)]

        return office.vault.read(work)

    office.write(lambda u: save_blocks(u, brief_called(u, ref), inserted=[block]))
    assert noted() == [office.refs["victim"]]
    new = replace(block, content=ParagraphBlock((Mention(uuid_of(office, "lawyer")), who)))
    office.write(lambda u: save_blocks(u, brief_called(u, ref), changed=[new]))
    assert set(noted()) == {office.refs["lawyer"], office.refs["victim"]}
    office.write(
        lambda u: save_blocks(u, brief_called(u, ref), [replace(new, content=ParagraphBlock())])
    )
    assert noted() == []


def test_a_draft_mentions_parties_and_says_when_a_fact_changed_since(office: Office) -> None:
    ref = started(office, "un-ccpr")
    written = text(office, ref)
    event = office.refs["event"]
    told = next(b for b in written.blocks if "Eventwordish" in write_content(b.content))

    assert uuid_of(office, "withheld1") in write_content(told.content)
    assert office.vault.read(lambda u: changed_since(u, written)) == {}
    office.write(lambda u: u.set(u.get(event), place="Elsewhere"))
    assert office.vault.read(lambda u: changed_since(u, written))[told.uuid] == [event]


def test_words_and_people_are_told_as_they_are_printed(office: Office) -> None:
    line = (Words("One two "), Mention(uuid_of(office, "withheld0")), Footnote((Words("three"),)))
    found = prepared(
        office,
        of(ParagraphBlock(line), TableBlock(((line,),)), office=office),
    ).composed  # fmt: skip
    shown = {each.ref: each for each in people_shown(found)}
    hidden = shown[office.refs["withheld0"]]

    assert words_used(found) == 2 * 7  # with the footnote, in a paragraph and in a cell
    assert lengths(found) == []
    assert (hidden.shown_as, hidden.how, hidden.withheld) == (
        "[Victim 2, name withheld]", "withheld", True,
    )  # fmt: skip
    assert hidden.title == "Zerhamine Qaldursoy"
    assert hidden.why.endswith("Refused.")


@pytest.mark.parametrize("audience", ["internal", "mechanism"])
def test_on_ground_that_was_read_once_a_text_is_composed_without_the_vault(
    office: Office, audience: str
) -> None:
    written = text(office, started(office))
    ground = office.vault.read(lambda unit: read_ground(unit, written, TODAY, audience=audience))
    here = prepared_on(ground, written)

    assert here.composed.document == prepared(office, written, audience=audience).composed.document


def test_what_leaves_is_frozen_under_the_next_number_and_written_down(office: Office) -> None:
    ref = started(office)
    found = prepared(office, text(office, ref))

    def leave(unit: Writing) -> tuple[str, str]:
        brief = brief_called(unit, ref)
        told = disclose_brief(unit, brief, found, " It is late ", TODAY)
        return unit.by_id(Record, told.brief or 0).ref, told.reason or ""

    office.write(leave)
    assert office.write(leave) == (ref, "It is late")

    def versions(unit: Any) -> list[tuple[str, str]]:
        brief = brief_called(unit, ref)
        rows = unit.all(BriefVersion, BriefVersion.brief == brief.id)
        return [(row.label, row.content) for row in rows]

    kept = office.vault.read(versions)
    assert [label for label, _content in kept] == ["1", "2"]
    assert kept[0][1] == frozen(found)
    assert not any(name in kept[0][1] for name in WITHHELD)
