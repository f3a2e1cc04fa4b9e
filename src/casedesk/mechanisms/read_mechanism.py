"""Reading one file of `resources/mechanisms/` into a `Mechanism`."""

import re
from dataclasses import replace
from functools import partial

from casedesk.mechanisms.definition import Table
from casedesk.mechanisms.facts import FACTS
from casedesk.mechanisms.model import (
    ANONYMITY,
    CHANNEL_KINDS,
    LANGUAGE_CODE,
    MECHANISM_KINDS,
    STRENGTHS,
    AcceptanceRule,
    AcceptedProcedure,
    Anonymity,
    Asked,
    Channel,
    Citation,
    Decision,
    Exhaustion,
    Languages,
    Leg,
    Mechanism,
    Need,
    OtherProcedure,
    SameMatter,
    Stage,
    Statement,
)
from casedesk.mechanisms.read_rules import (
    Sources,
    read_basis,
    read_fact,
    read_rule,
    read_source,
)
from casedesk.words import _

ANONYMITY_TOWARDS = ("state", "public", "body")
WHEN_ACCEPTED = ("submission", "violation")


def read_mechanism(table: Table) -> Mechanism:
    """Read a whole file; one that is `named_only` may say nothing about procedure."""
    sources = table.named("sources", read_source)
    if not sources:
        table.refuse("sources", _("at least one source is needed."))
    named_only = table.flag_or("named_only", default=False)
    head = Mechanism(
        id=table.text("id"),
        title=table.text("title"),
        abbreviation=table.text_or("abbreviation", ""),
        body=table.text("body"),
        names=table.mapping("names"),
        kind=table.choice("kind", MECHANISM_KINDS),
        named_only=named_only,
        reached_through=table.text_or("reached_through", ""),
        sources=sources,
        notes=table.each("notes", partial(_statement, sources)),
    )
    return head if named_only else _with_procedure(head, sources, table)


def _with_procedure(head: Mechanism, sources: Sources, table: Table) -> Mechanism:
    statements = partial(_statement, sources)
    return replace(
        head,
        who=table.each("who", statements),
        languages=table.part("languages", partial(_languages, sources)),
        admissibility=table.each("admissibility", statements),
        acceptance=table.part("acceptance", partial(_acceptance, sources)),
        rules=table.each("rules", partial(read_rule, sources)),
        urgency=table.each("urgency", statements),
        same_matter=table.part("same_matter", partial(_same_matter, sources)),
        exhaustion=table.part("exhaustion", partial(_exhaustion, sources)),
        needs=table.each("needs", partial(_need, sources)),
        engagement=table.part("engagement", partial(_asked, sources)),
        anonymity=_anonymity(table, sources),
        consents=table.each("consents", statements),
        stages=table.each("stages", _stage),
        follow_up=table.each("follow_up", statements),
        decisions=table.each("decisions", partial(_decision, sources)),
        citation=table.part("citation", partial(_citation, sources)),
        channels=table.each("channels", partial(_channel, sources)),
    )


def _statement(sources: Sources, table: Table) -> Statement:
    return Statement(
        table.text("id"),
        table.text("text"),
        read_basis(sources, table),
        table.text_or("note", ""),
        table.flag_or("warn", default=False),
    )


def _asked(sources: Sources, table: Table) -> Asked:
    return Asked(
        table.text("id"), table.text("text"), table.text("question"), read_basis(sources, table)
    )


def _languages(sources: Sources, table: Table) -> Languages:
    codes = table.texts("codes")
    if not codes or not all(LANGUAGE_CODE.fullmatch(code) for code in codes):
        table.refuse("codes", _("a list of language codes such as “en” is needed."))
    return Languages(codes, table.text_or("text", ""), read_basis(sources, table))


def _acceptance(sources: Sources, table: Table) -> AcceptanceRule:
    procedures = table.each("procedures", _accepted_procedure)
    if not procedures:
        table.refuse("procedures", _("at least one procedure is needed."))
    return AcceptanceRule(
        table.text("text"),
        read_basis(sources, table),
        procedures,
        table.part("earlier_facts", partial(_asked, sources)),
        table.part("unless", partial(_asked, sources)),
    )


def _accepted_procedure(table: Table) -> AcceptedProcedure:
    return AcceptedProcedure(table.text("procedure"), table.choice("at", WHEN_ACCEPTED))


def _same_matter(sources: Sources, table: Table) -> SameMatter:
    return SameMatter(
        table.choice("strength", STRENGTHS),
        table.text_or("question", ""),
        table.part("pending", partial(_leg, sources)),
        table.part("concluded", partial(_leg, sources)),
        table.each("others", partial(_other_procedure, sources)),
        table.part("own", partial(_leg, sources)),
    )


def _leg(sources: Sources, table: Table) -> Leg:
    return Leg(
        table.text("text"),
        read_basis(sources, table),
        table.flag_or("only_by_reservation", default=False),
        table.flag_or("judged", default=False),
    )


def _other_procedure(sources: Sources, table: Table) -> OtherProcedure:
    mechanisms = table.texts("mechanisms")
    if not mechanisms:
        table.refuse("mechanisms", _("at least one mechanism is needed."))
    return OtherProcedure(
        mechanisms,
        table.choice("counts", ("no", "unsettled")),
        table.text("text"),
        read_basis(sources, table),
    )


def _exhaustion(sources: Sources, table: Table) -> Exhaustion:
    required = table.flag("required")
    shown_by = table.choices("shown_by", FACTS)
    if required and not shown_by:
        table.refuse("shown_by", _("name the facts that show that remedies are exhausted."))
    return Exhaustion(
        required,
        table.text("text"),
        read_basis(sources, table),
        shown_by,
        table.each("exceptions", partial(_asked, sources)),
    )


def _need(sources: Sources, table: Table) -> Need:
    return Need(read_fact(table, "fact"), table.text("text"), read_basis(sources, table))


def _anonymity(table: Table, sources: Sources) -> dict[str, Anonymity]:
    found = table.named("anonymity", partial(_one_anonymity, sources))
    for towards in found:
        if towards not in ANONYMITY_TOWARDS:
            table.refuse(f"anonymity.{towards}", _("possible are state, public and body."))
    return found


def _one_anonymity(sources: Sources, table: Table) -> Anonymity:
    return Anonymity(
        table.choice("answer", ANONYMITY), table.text("text"), read_basis(sources, table)
    )


def _stage(table: Table) -> Stage:
    fact = read_fact(table, "fact") if table.has("fact") else ""
    return Stage(table.text("id"), table.text("label"), fact, table.texts("rules"))


def _decision(sources: Sources, table: Table) -> Decision:
    return Decision(table.text("name"), table.text_or("text", ""), read_basis(sources, table))


def _channel(sources: Sources, table: Table) -> Channel:
    return Channel(
        table.choice("kind", CHANNEL_KINDS),
        table.text("address"),
        table.text_or("note", ""),
        read_basis(sources, table),
    )


def _citation(sources: Sources, table: Table) -> Citation:
    text = table.text("pattern")
    try:
        pattern = re.compile(text)
    except re.error:
        table.refuse("pattern", _("this is not a valid pattern."))
    examples = table.texts("examples")
    for example in examples:
        if not pattern.fullmatch(example):
            table.refuse(
                "examples", _("“{example}” does not fit the pattern.").format(example=example)
            )
    return Citation(pattern, examples, table.text_or("note", ""), read_basis(sources, table))
