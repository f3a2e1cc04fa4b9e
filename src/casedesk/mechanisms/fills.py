"""What a field of a form can be filled from: a closed list, each filled by one function of briefs.

A form names a fill; a fill nobody wrote would print an empty box, so unknown ones are refused.
"""

from collections.abc import Mapping
from typing import Final

FILLS: Final[Mapping[str, str]] = {
    "case_title": "The title of the case, as this audience may read it.",
    "summary": "The summary of the case.",
    "addressee_body": "The body the form is addressed to.",
    "mandates": "The special procedures mandates addressed.",
    "letter_kind": "The kind of letter asked for.",
    "respondent_state": "The State or States complained against.",
    "submission_languages": "The language of the submission.",
    "complainants": "Who complains, with the details the form asks for.",
    "victims": "The alleged victims, each as the naming basis allows.",
    "representatives": "Counsel and other representatives.",
    "submitter": "The organisation or person who submits, with contact details.",
    "contacts": "Contact details of whoever corresponds with the body.",
    "authorisation": "The authority to act for the victim, or why there is none.",
    "consent_statement": "What each person concerned agreed to, and what not.",
    "naming_wish": "How each person wishes to be named, and before whom.",
    "anonymity": "The wish that a name be kept out of a published decision.",
    "perpetrators": "Who is believed responsible, with their link to the State.",
    "facts_chronology": "The events in order of time, with date and place.",
    "current_situation": "Where things stand now and what is feared next.",
    "context": "Earlier incidents and the pattern they belong to.",
    "defender_activities": "What the defender does for human rights.",
    "organisation_activities": "What the defender's organisation or group does.",
    "action_taken": "Complaints and other steps so far, with their results.",
    "state_response": "What the authorities answered or did.",
    "engagements": "The cooperation with the United Nations: which body, how and when.",
    "reprisals": "The acts of intimidation or reprisal.",
    "reprisal_link": "Why the acts are believed to answer the cooperation.",
    "earlier_un_action": "What UN bodies already said or did about the case.",
    "remedies": "Each remedy tried at home: authority, date, result.",
    "exhaustion": "Whether the remedies are exhausted, or why an exception applies.",
    "timeliness": "The dates that show the submission is in time.",
    "other_procedures": "Other international procedures on the same matter.",
    "interim_measures": "The request for interim or protective measures.",
    "articles": "The articles said to be violated.",
    "claims": "The argument, article by article.",
    "remedies_sought": "What the body is asked to find and recommend.",
    "annexes": "The numbered list of exhibits.",
    "signature": "Place, date and signature.",
    "answer": "The person's answer to the question the field names.",
}
