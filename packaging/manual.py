"""Make the manual's page of each mechanism from its file: python packaging/manual.py

A page written by hand would one day say another time limit than the program counts.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from casedesk.casework.law.acceptance import ProcedureAt, StateAt, procedures_of, states_of
from casedesk.casework.law.sections import RULES, Section, Told, rule_told, sections
from casedesk.mechanisms.model import Mechanism, Rule
from casedesk.mechanisms.registry import mechanisms

PAGES = Path(__file__).resolve().parents[1] / "docs" / "manual" / "mechanisms"

_ACCEPTS = {"yes": "yes", "no": "no", "unknown": "not certain"}


def main() -> None:
    PAGES.mkdir(parents=True, exist_ok=True)
    for old in PAGES.glob("*.md"):
        old.unlink()
    for each in mechanisms().values():
        (PAGES / f"{each.id}.md").write_text(page(each), encoding="utf-8")
    (PAGES / "README.md").write_text(contents(mechanisms().values()), encoding="utf-8")


def contents(known: Iterable[Mechanism]) -> str:
    """The list of all pages."""
    lines = [f"- [{each.title}]({each.id}.md)" for each in known]
    made = "Made from the files in `resources/mechanisms/` by `packaging/manual.py`."
    return "\n".join(["# Mechanisms", "", made, "", *lines]) + "\n"


def page(each: Mechanism) -> str:
    """The whole page of one mechanism."""
    lines = [f"# {each.title}", "", each.body, ""]
    if each.named_only:
        lines += ["CaseDesk knows this mechanism by name only.", ""]
    for section in sections(each):
        lines += [f"## {section.heading}", "", *_section(each, section), ""]
    for procedure in procedures_of(each):
        lines += [*_acceptances(procedure), ""]
    return "\n".join(lines).rstrip() + "\n"


def _section(each: Mechanism, section: Section) -> Iterator[str]:
    if section.id == RULES:
        return (line for rule in each.rules for line in _rule(rule))
    return (_said(told) for told in section.told)


def _said(told: Told) -> str:
    """A statement with where it stands, when that was read, and whether it is confirmed."""
    check = "" if told.verified else "**To be confirmed.**"
    said = " ".join(part for part in (told.text, told.note, check) if part)
    read = f"read {told.checked.isoformat()}" if told.checked else ""
    basis = ", ".join(part for part in (told.source, read) if part)
    return f"- {said} — {basis}" if basis else f"- {said}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.title}"
    yield ""
    yield from map(_said, rule_told(rule))
    yield f"- Rule `{rule.id}`."
    yield ""


def _acceptances(procedure: ProcedureAt) -> Iterator[str]:
    """The States of one table, their sources by number below it."""
    title = procedure.title[:1].upper() + procedure.title[1:]
    yield f"## Acceptance by State: {title}"
    yield ""
    yield f"{procedure.counted} As of {procedure.as_of.isoformat()}. {procedure.text}"
    known = states_of(procedure.id)
    if not known:
        return
    sources = list(dict.fromkeys(each.source for each in known))
    yield ""
    yield "| State | Accepts | Since | Until | Remarks | Source |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from (_state(each, sources.index(each.source) + 1) for each in known)
    yield ""
    yield from (f"{number}. {source}" for number, source in enumerate(sources, 1))


def _state(each: StateAt, source: int) -> str:
    check = "" if each.verified else ", to be confirmed"
    cells = (
        each.name, _ACCEPTS[each.state] + check, each.since, each.until, each.remarks, str(source),
    )  # fmt: skip
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
