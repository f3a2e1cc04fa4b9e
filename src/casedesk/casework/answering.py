"""Answering, in place, what a door asks: a question's answer belongs to the case, once for all."""

from casedesk.casework.entering import NotHere
from casedesk.domain.base import YES_NO
from casedesk.domain.cases import Case
from casedesk.domain.proceedings import Answer
from casedesk.mechanisms.registry import questions
from casedesk.vault.door import Writing
from casedesk.words import _


def answer_question(unit: Writing, case: Case, question: str, untrusted_answer: str) -> Answer:
    """Keep yes, no or unknown as the answer to a question of a case; the newest answer counts.

    Raises NotHere for another word or a question nobody asks.
    """
    if question not in questions():
        raise NotHere(_("No form and no door asks the question “{id}”.").format(id=question))
    if untrusted_answer not in YES_NO:
        raise NotHere(_("Answer with yes, no or unknown."))
    known = unit.all(Answer, Answer.case == case.id, Answer.question == question)
    if known:
        unit.set(known[-1], answer=untrusted_answer)
        return unit.by_id(Answer, known[-1].id)
    return unit.add(Answer(case=case.id, question=question, answer=untrusted_answer))
