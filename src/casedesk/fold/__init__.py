"""One way of folding text for everything that is searched, compared or sorted, in every script.

What is indexed and what is asked go through the same `fold`, so accents, capitals, Arabic letter
forms and digits never decide whether something is found.
"""

from casedesk.fold.asking import match_query
from casedesk.fold.folding import FOLD_VERSION, fold, romanise
from casedesk.fold.names import name_keys, name_likeness
from casedesk.fold.order import sort_key

__all__ = [
    "FOLD_VERSION",
    "fold",
    "match_query",
    "name_keys",
    "name_likeness",
    "romanise",
    "sort_key",
]
