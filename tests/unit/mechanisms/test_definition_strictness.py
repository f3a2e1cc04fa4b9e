"""A wrong definition file is refused in a sentence that names the file and the key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from casedesk.mechanisms.definition import DefinitionError
from casedesk.mechanisms.registry import forms, mechanisms, typologies

Write = Callable[..., Path]
PERIOD = 'kind = "period"\ncounts_from = "notified"\nperiod = "6 months"'

BAD_MECHANISMS = [
    # what is wrong, a change of the good file, what the sentence must name
    ("unknown key", ('id = "small-time"', 'id = "small-time"\neffct = "bar"'), "rules[1].effct"),
    ("unknown key at the top", ('id = "small"', 'id = "small"\nrule = "x"'), "rule"),
    ("missing source", ('source = "text"\n', ""), "rules[1].source"),
    ("unknown source", ('source = "text"', 'source = "txt"'), "rules[1].source"),
    ("source without a date", ("checked = 2026-11-23", ""), "sources.text.checked"),
    ("unknown fact", ('counts_from = "notified"', 'counts_from = "served"'), "counts_from"),
    ("no period", ('period = "6 months"', 'period = "six months"'), "rules[1].period"),
    ("period of nothing", ('period = "6 months"', 'period = "0 months"'), "rules[1].period"),
    ("unknown kind", ('kind = "period"', 'kind = "lapse"'), "rules[1].kind"),
    ("unknown effect", ('effect = "bar"', 'effect = "hard"'), "rules[1].effect"),
    ("verified is no yes or no", ("verified = true", 'verified = "yes"'), "rules[1].verified"),
    ("date with a time", ("2026-11-23", "2026-11-23T00:00:00"), "sources.text.checked"),
    ("empty title", ('title = "Time"', 'title = " "'), "rules[1].title"),
    ("file called otherwise", ('id = "small"', 'id = "smaller"'), "id"),
    ("unknown question", ("entry = true", 'entry = true\nexceptions = ["what"]'), "small-time"),
    ("before a session, from elsewhere", ('kind = "period"', 'kind = "before_session"'), "session"),
    ("too few clocks", (PERIOD, 'kind = "earliest"'), "rules[1].clocks"),
    ("no source at all", ('[sources.text]\ntitle = "A text"\nchecked = 2026-11-23', ""), "sources"),
]


@pytest.mark.parametrize(("change", "key"), [row[1:] for row in BAD_MECHANISMS])
def test_a_wrong_mechanism_is_refused_with_file_and_key(
    write: Write, change: tuple[str, str], key: str
) -> None:
    folder = write(PERIOD, change=change)
    with pytest.raises(DefinitionError) as refusal:
        mechanisms(folder)
    assert "small.toml" in str(refusal.value)
    assert key in str(refusal.value)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ('[[stages]]\nid = "sent"\nlabel = "Sent"\nrules = ["nothing"]', "stages.sent.rules"),
        ('[[stages]]\nid = "sent"\nlabel = "Sent"\nfact = "nothing"', "stages[1].fact"),
        (
            (
                '[acceptance]\ntext = "x"\nsource = "text"\nverified = true\n'
                '[[acceptance.procedures]]\nprocedure = "nothing"\nat = "submission"'
            ),
            "acceptance.procedures",
        ),
        (
            (
                '[same_matter]\nstrength = "being"\n[[same_matter.others]]\n'
                'mechanisms = ["nothing"]\ncounts = "no"\ntext = "x"\nsource = "text"\n'
                "verified = true"
            ),
            "same_matter.others",
        ),
        (
            '[citation]\npattern = \'[A-Z]+\'\nexamples = ["12"]\nsource = "text"\nverified = true',
            "citation.examples",
        ),
        ("[citation]\npattern = '('\nexamples = [\"(\"]", "citation.pattern"),
    ],
)
def test_a_dangling_reference_is_refused_with_file_and_key(
    write: Write, more: str, key: str
) -> None:
    folder = write(more=more)
    with pytest.raises(DefinitionError) as refusal:
        mechanisms(folder)
    assert "small.toml" in str(refusal.value)
    assert key in str(refusal.value)


def test_two_mechanisms_cannot_share_the_id_of_a_rule(write: Write) -> None:
    write(name="other", change=('id = "other-time"', 'id = "small-time"'))
    folder = write()
    with pytest.raises(DefinitionError, match=r"small\.toml.*small-time.*other\.toml"):
        mechanisms(folder)


def test_a_mechanism_known_by_name_only_cannot_have_rules(write: Write) -> None:
    folder = write(change=('kind = "quasi-judicial"', 'kind = "judicial"\nnamed_only = true'))
    with pytest.raises(DefinitionError, match=r"small\.toml.*rules"):
        mechanisms(folder)


def test_periods_by_date_must_leave_no_gap(write: Write) -> None:
    gap = (
        'kind = "period"\ncounts_from = "notified"\nby = "final_decision"\n'
        'periods = [{period = "6 months", before = 2022-01-01}, '
        '{period = "4 months", since = 2022-02-01}]'
    )
    with pytest.raises(DefinitionError, match=r"small\.toml, rules\[1\]\.periods"):
        mechanisms(write(gap))


def test_malformed_toml_names_the_file_and_the_line(write: Write) -> None:
    folder = write(change=('title = "Time"', "title = Time"))
    with pytest.raises(DefinitionError, match=r"small\.toml.*line 13"):
        mechanisms(folder)


def test_a_file_in_another_encoding_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes('title = "Comité"'.encode("latin-1"))
    with pytest.raises(DefinitionError, match=r"latin\.toml.*UTF-8"):
        mechanisms(tmp_path)


FORM = """
id = "a-form"
title = "A form"
mechanism = "un-sp"
addressee = "A body"
audience = "mechanism"

[sources.text]
title = "A text"
checked = 2026-11-23

[[sections]]
id = "facts"
heading = "Facts"
heading_verified = false

[[sections.fields]]
id = "facts"
label = "Facts"
fill = "facts_chronology"
required = "blocker"
asks = "What happened?"
source = "text"
verified = true
"""


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('mechanism = "un-sp"', 'mechanism = "un-nothing"'), "mechanism"),
        (('fill = "facts_chronology"', 'fill = "facts"'), "sections[1].fields[1].fill"),
        (('required = "blocker"', 'required = "yes"'), "sections[1].fields[1].required"),
        (('asks = "What happened?"\n', ""), "sections[1].fields[1].asks"),
        (('asks = "', 'question = "nothing"\nasks = "'), "sections[1].fields[1].question"),
        (('fill = "facts_chronology"', 'fill = "answer"'), "sections[1].fields[1].question"),
        (('source = "text"\n', ""), "sections[1].fields[1].source"),
        (("heading_verified = false\n", ""), "sections[1].heading_verified"),
        (('audience = "mechanism"', 'audience = "everybody"'), "audience"),
        (('id = "a-form"', 'id = "other"'), "id"),
    ],
)
def test_a_wrong_form_is_refused_with_file_and_key(
    tmp_path: Path, change: tuple[str, str], key: str
) -> None:
    assert change[0] in FORM
    (tmp_path / "a-form.toml").write_text(FORM.replace(*change, 1), encoding="utf-8")
    with pytest.raises(DefinitionError) as refusal:
        forms(tmp_path)
    assert "a-form.toml" in str(refusal.value)
    assert key in str(refusal.value)


def test_a_field_cannot_stand_twice_in_a_form(tmp_path: Path) -> None:
    field = FORM[FORM.index("[[sections.fields]]") :]
    (tmp_path / "a-form.toml").write_text(FORM + field, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"a-form\.toml.*facts.*twice"):
        forms(tmp_path)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[[terms]]\ncode = "Arrest"\nlabel = "x"', "code"),
        ('[[terms]]\ncode = "a"\nlabel = "x"\nhuridocs = ["arrest"]', "huridocs"),
        ('[[terms]]\ncode = "a"\nlabel = "x"\n[[terms]]\ncode = "a"\nlabel = "x"', "twice"),
        ('[[terms]]\ncode = "a"\nlabel = "x"\nparent = "b"', "parent"),
        ('flags = ["protected"]\n[[terms]]\ncode = "a"\nlabel = "x"', "protected"),
        ('[[terms]]\ncode = "a"\nlabel = "x"\ncolour = "red"', "colour"),
    ],
)
def test_a_wrong_typology_is_refused_with_file_and_key(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "list.toml").write_text(f'id = "list"\ntitle = "List"\n{text}', encoding="utf-8")
    with pytest.raises(DefinitionError) as refusal:
        typologies(tmp_path)
    assert "list.toml" in str(refusal.value)
    assert key in str(refusal.value)
