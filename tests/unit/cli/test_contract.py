"""What programs rely on: the shape of every answer, its keys, and the status of every end."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.desk import Desk

from casedesk.domain.base import kinds
from casedesk.mechanisms.registry import forms, mechanisms, typologies

KINDS = (
    "cases people organisations states groups events reprisals engagements involvements"
    " proceedings stages filings facts deadlines evidence consents authorities briefs instruments"
    " measures assessments tasks notes checkins actions sessions disclosures"
)
HEAD = ["kind", "ref", "title"]


def case(desk: Desk) -> str:
    found = [row for row in desk.json("list", "cases") if row["title"].startswith("The case")]
    return str(found[0]["ref"])


def heads(rows: list[dict[str, Any]]) -> bool:
    return bool(rows) and all(list(row)[:3] == HEAD for row in rows)


# Lists are lists, of none and one too


@pytest.mark.parametrize("kind", KINDS.split())
def test_every_kind_of_the_contract_is_listed_and_each_of_it_shown(desk: Desk, kind: str) -> None:
    rows = desk.json("list", kind)

    assert kind in kinds()
    assert heads(rows)
    shown = desk.json("show", rows[0]["ref"])
    assert [shown[key] for key in HEAD] == [rows[0][key] for key in HEAD]
    assert set(rows[0]) <= set(shown)


@pytest.mark.parametrize(
    "command",
    [
        ("list", "cases"), ("list", "disclosures"), ("search", "nobody"), ("search", ""),
        ("list", "cases", "--where", "title=nothing"),
    ],
)  # fmt: skip
def test_a_list_of_nothing_is_a_list(empty_desk: Desk, command: tuple[str, ...]) -> None:
    assert empty_desk.json(*command) == []


def test_lists_hold_all_rows_and_words_say_the_same(empty_desk: Desk) -> None:
    for number in range(3):
        empty_desk.add("cases", title=f"Case {number}")
    rows = empty_desk.json("list", "cases")
    lines = empty_desk.run("list", "cases").out.splitlines()

    assert [row["title"] for row in rows] == ["Case 0", "Case 1", "Case 2"]
    assert lines == [f"{row['ref']}  {row['title']}" for row in rows]


def test_a_case_needs_a_title_alone_and_a_party_a_name_alone(empty_desk: Desk) -> None:
    assert list(empty_desk.json("add", "cases", "title=A case"))[:3] == HEAD
    for kind in ("people", "organisations", "states", "groups"):
        row = empty_desk.json("add", kind, "name=A name")
        assert (row["kind"], row["title"]) == (kind, "A name")


def test_adding_changing_and_linking_answer_one_record(empty_desk: Desk) -> None:
    ref, person = empty_desk.add("cases", title="A case"), empty_desk.add("people", name="Ana")
    changed = empty_desk.json("set", ref, "title=Another", "opened=March 2024")
    linked = empty_desk.json("link", ref, person, "--as", "victim")

    assert changed == {"kind": "cases", "ref": ref, "title": "Another", "opened": "2024-03"}
    assert {**linked, "ref": "", "title": ""} == {
        "kind": "involvements", "ref": "", "title": "", "subject": ref, "party": person,
        "role": "victim",
    }  # fmt: skip
    assert empty_desk.json("set", ref, "opened=") == {
        "kind": "cases", "ref": ref, "title": "Another",
    }  # fmt: skip


def test_a_record_is_shown_with_what_hangs_on_it(desk: Desk) -> None:
    shown = desk.json("show", case(desk))

    assert {row["role"] for row in shown["involvements"]} == {"victim"}
    assert "Amina" not in desk.run("show", case(desk)).err


def test_the_history_of_a_record_is_a_list_of_its_changes(desk: Desk) -> None:
    ref = case(desk)
    rows = desk.json("history", ref)

    assert [row["field"] for row in rows] == ["*", "title"]
    assert set(rows[0]) == {
        "at", "member", "what", "field", "label", "before", "after", "erased",
    }  # fmt: skip
    assert rows[1]["after"] == "The case of the bridge"


def test_a_search_answers_records_and_how_they_were_found(desk: Desk) -> None:
    rows = desk.json("search", "amina", "okafor", "--limit", "5")

    assert heads(rows)
    assert rows[0]["title"] == "Amina Okafor"
    assert {row["found_by"] for row in rows} <= {"words", "name"}


def test_removing_and_undoing_say_what_was_done(desk: Desk) -> None:
    ref = case(desk)
    removed = desk.json("remove", ref, "--reason", "entered twice")

    assert (removed["kind"], removed["ref"]) == ("cases", ref)
    assert ref not in [row["ref"] for row in desk.json("list", "cases")]
    assert desk.json("undo") == {"undone": "Remove a record"}
    assert ref in [row["ref"] for row in desk.json("list", "cases")]


# Casework


def test_facts_are_a_list_and_are_not_doubled(desk: Desk) -> None:
    told = ("fact", case(desk), "exhaustion=2015-06-16", "violation=2015", "violation=March 2015")
    rows = desk.json(*told)

    assert heads(rows)
    assert [(row["fact"], row["occurred"]) for row in rows] == [
        ("exhaustion", "2015-06-16"), ("violation", "2015"), ("violation", "2015-03"),
    ]  # fmt: skip
    assert desk.json(*told) == rows


def test_a_consent_is_one_record(desk: Desk) -> None:
    person = desk.add("people", name="Ana")
    row = desk.json(
        "consent", person, "--audience", "state", "--state", "given", "--shown-as", "By initials"
    )

    assert (row["kind"], row["person"], row["audience"]) == ("consents", person, "state")
    assert (row["state"], row["shown_as"]) == ("given", "initials")


def test_doors_are_a_list_with_the_keys_of_the_contract(desk: Desk) -> None:
    doors = desk.json("doors", case(desk))

    assert {door["mechanism"] for door in doors} == {
        each.id for each in mechanisms().values() if not each.named_only
    }
    for door in doors:
        assert list(door) == ["mechanism", "state", "until", "reasons", "questions"]
        assert door["state"] in ("open", "closing", "unclear", "closed")
        assert all(set(reason) == {"text", "source"} for reason in door["reasons"])
        assert all(isinstance(question, str) for question in door["questions"])


@pytest.mark.parametrize("form", forms())
def test_what_a_case_lacks_is_a_list(desk: Desk, form: str) -> None:
    items = desk.json("ready", case(desk), "--form", form)

    assert items
    assert all(list(item) == ["level", "field", "text", "how"] for item in items)


# Law


def test_mechanisms_forms_and_typologies_are_lists_without_any_vault(desk: Desk) -> None:
    answers = {name: desk.bare(name, "--json").json for name in ("mechanisms", "forms")}
    codes = desk.bare("typologies", "--json").json

    assert [row["id"] for row in answers["mechanisms"]] == list(mechanisms())
    assert [row["id"] for row in answers["forms"]] == list(forms())
    assert all({"id", "title"} <= set(row) for rows in answers.values() for row in rows)
    assert {row["id"] for row in codes} == set(typologies())


DUE = [
    "rule", "due", "act_by", "whose", "hard", "effect", "contested", "met_by", "counts_from",
    "source", "verified",
]  # fmt: skip


@pytest.mark.parametrize(
    "facts",
    [
        ("--on", "exhaustion=2015-06-16", "transmitted=2016-01-01"),
        ("--on", "exhaustion=2015-06-16", "--on", "transmitted=2016-01-01"),
        ("--on=exhaustion=2015-06-16", "transmitted=2016-01-01"),
        ("--on", "hearing=2012", "exhaustion=2015-06-16", "--on", "transmitted=2016-01-01"),
    ],
)
def test_a_deadline_takes_one_or_more_facts_each_way(desk: Desk, facts: tuple[str, ...]) -> None:
    rows = desk.bare("deadline", "un-ccpr", *facts, "--json").json
    due = {row["rule"]: row["due"] for row in rows}

    assert all(list(row) == DUE for row in rows)
    assert due["un-ccpr-time"] == "2020-06-16"
    assert due["un-ccpr-state-reply"] == "2016-07-01"


def test_facts_may_stand_before_the_mechanism_and_be_partial(desk: Desk) -> None:
    rows = desk.bare("deadline", "--on", "exhaustion=2015", "--json", "un-ccpr").json
    time = next(row for row in rows if row["rule"] == "un-ccpr-time")

    assert (time["due"], time["act_by"]) == ("2020-01-01/2020-12-31", "2020-01-01")


def test_a_known_fact_that_no_rule_uses_is_ignored(desk: Desk) -> None:
    rows = desk.bare("deadline", "un-ccpr", "--on", "hearing=2012-01-01", "--json").json

    assert isinstance(rows, list)
    assert "hearing" not in {row["counts_from"] for row in rows}


def test_the_corrections_of_a_vault_reach_its_deadlines(empty_desk: Desk) -> None:
    corrected = empty_desk.json(
        "correct", "un-ccpr-time", "period.exhaustion=1 year", "--reason", "A test", "--source", "A"
    )
    keys = ("--vault", str(empty_desk.vault), "--passphrase-file", str(empty_desk.passphrase_file))
    asked = ("deadline", "un-ccpr", "--on", "exhaustion=2015-06-16", "--json")
    with_vault, without = (
        {row["rule"]: row["due"] for row in empty_desk.bare(*asked, *more).json}
        for more in (keys, ())
    )

    assert corrected[0]["reason"] == "A test"
    assert with_vault["un-ccpr-time"] == "2016-06-16"
    assert without["un-ccpr-time"] == "2020-06-16"


@pytest.mark.parametrize("command", ["mechanisms", "forms", "typologies"])
def test_a_vault_that_is_named_is_opened(desk: Desk, command: str) -> None:
    keys = ("--passphrase-file", str(desk.passphrase_file))

    assert desk.bare(command, "--vault", str(desk.vault), *keys, "--json").json
    desk.bare(command, "--vault", str(desk.place / "none"), *keys).said_no()


# Vaults


def test_a_new_vault_prints_its_recovery_code_alone_once(desk: Desk) -> None:
    folder, key = desk.place / "new", str(desk.passphrase_file)
    made = desk.bare("new", str(folder), "--passphrase-file", key)
    code = desk.place / "code"
    code.write_text(made.out, encoding="utf-8")

    assert made.status == 0
    assert len(made.out.splitlines()) == 1
    assert made.out.strip() not in made.err
    opened = desk.bare("list", str(folder), "cases", "--recovery-code-file", str(code), "--json")
    assert opened.json == []
    desk.bare("new", str(folder), "--passphrase-file", key).said_no()


def test_the_demonstration_prints_nothing_secret_and_takes_no_own_case(desk: Desk) -> None:
    folder, key = desk.place / "demo.casedesk", ("--passphrase-file", str(desk.passphrase_file))
    made = desk.bare("demo", str(folder), *key, "--json")
    table = desk.place / "cases.csv"
    table.write_text("title\nMine\n", encoding="utf-8")

    assert made.json["records"] > 100
    for command in (
        ("add", "cases", "title=Mine"), ("import", str(table), "--as", "cases"),
        ("import", str(table), "--as", "cases", "--dry-run"),
    ):  # fmt: skip
        said = desk.bare(command[0], str(folder), *command[1:], *key).said_no()
        assert "a vault of your own" in said


def test_a_sound_vault_is_found_sound(desk: Desk) -> None:
    assert desk.json("check") == []
    assert desk.run("check").status == 0


def test_keys_are_a_list_of_which_one_opened(desk: Desk) -> None:
    rows = desk.json("keys", "list")

    assert [row["use"] for row in rows] == ["passphrase", "recovery"]
    assert [row["opened_with"] for row in rows] == [True, False]


def test_a_table_is_imported_after_a_dry_run_that_changes_nothing(empty_desk: Desk) -> None:
    table = empty_desk.place / "people.csv"
    table.write_text("name,occupation\nAna,Lawyer\nزينب,\n", encoding="utf-8")
    before = empty_desk.bytes_of_vault()
    tried = empty_desk.json("import", str(table), "--as", "people", "--dry-run")

    assert empty_desk.bytes_of_vault() == before
    assert tried["dry_run"] is True
    made = empty_desk.json("import", str(table), "--as", "people")
    assert (tried["rows"], made["rows"], made["dry_run"]) == (2, 2, False)
    assert [row["title"] for row in empty_desk.json("list", "people")] == ["Ana", "زينب"]


def test_a_file_is_attached_as_evidence_of_its_case(desk: Desk) -> None:
    paper = desk.place / "paper.txt"
    paper.write_bytes(b"what was seen")
    ref = case(desk)
    row = desk.json("attach", ref, str(paper))

    assert (row["kind"], row["case"], row["size"]) == ("evidence", ref, 13)


def test_answers_for_programs_hold_every_script_as_it_is(desk: Desk) -> None:
    person = desk.add("people", name="محمد متولي 王丹 Víctor 🕊")
    out = desk.run("show", person, "--json").out

    assert "محمد متولي 王丹 Víctor 🕊" in out
    assert json.loads(out)["title"] == "محمد متولي 王丹 Víctor 🕊"


def test_words_for_people_show_control_characters_and_do_not_obey_them(desk: Desk) -> None:
    person = desk.add("people", name="Ana\x1b[2J\x07")

    assert desk.run("show", person).out.startswith(f"{person}  Ana\\x1b[2J\\x07\n")
    assert desk.json("show", person)["title"] == "Ana\x1b[2J\x07"


@pytest.mark.parametrize("arguments", [(), ("--help",), ("--version",), ("list", "--help")])
def test_help_is_there_when_asked_for(desk: Desk, arguments: tuple[str, ...]) -> None:
    ended = desk.bare(*arguments)

    assert ended.status == (0 if arguments else 1)
    assert ended.out if arguments else ended.said_no()


def test_a_brief_answers_the_disclosure_and_its_pages(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    row = desk.json(
        "brief", case(desk), "--form", "un-ccpr", "--to", str(target), "--reason", "A test"
    )

    assert (row["kind"], row["form"], row["reason"]) == ("disclosures", "un-ccpr", "A test")
    assert row["pages"] > 1
    assert target.read_bytes().startswith(b"%PDF")
    assert target.stat().st_mode & 0o077 == 0
