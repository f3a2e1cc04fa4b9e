"""What a field of a form was filled with, and the work a fill sees."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from casedesk.casework.casefile import CaseFile
from casedesk.casework.cast import Cast
from casedesk.domain.parties import Party
from casedesk.domain.proceedings import Answer
from casedesk.mechanisms.forms import Field, Form
from casedesk.mechanisms.model import Mechanism
from casedesk.pages.model import Block, ListItems, Paragraph, one_line
from casedesk.when import When, shown
from casedesk.words import _


@dataclass(frozen=True)
class Work:
    """One brief being composed: the case, the form, who is named how, and the language."""

    file: CaseFile
    cast: Cast
    form: Form
    mechanism: Mechanism
    language: str

    @property
    def audience(self) -> str:
        return self.cast.scope.audience

    def clean(self, text: str | None) -> str:
        """A text without withheld names."""
        return self.cast.clean(text)

    def name(self, party: Party) -> str:
        """What a party is called on this page."""
        return self.cast.name(party)

    @property
    def addressee(self) -> str:
        """What the body the form is addressed to is called."""
        return self.mechanism.names.get(self.language) or _(self.form.addressee)

    def day(self, when: When | None) -> str:
        """A date in plain words of the brief's language."""
        return shown(when, self.language) if when else ""

    def answer(self, question: str) -> Answer | None:
        """The case's answer to a question of the form."""
        return self.file.answer(question) if question else None

    def words(self, question: str) -> str:
        """The answer to a question in words."""
        found = self.answer(question)
        return self.clean(found.detail) if found else ""


@dataclass(frozen=True)
class Filled:
    """What stands in a field: paragraphs beside its label, and blocks under it.

    Without either it prints the form's own blank. `lacks` says in a sentence what is missing
    although something is printed, such as a victim whose name had to be withheld.
    """

    paragraphs: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    lacks: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether the form's own blank is printed."""
        return not self.paragraphs and not self.blocks

    def words(self) -> list[str]:
        """Everything that is filled in, a paragraph at a time."""
        told = list(self.paragraphs)
        for block in self.blocks:
            if isinstance(block, Paragraph):
                told.append(one_line(block.text))
            elif isinstance(block, ListItems):
                told.extend(one_line(item) for item in block.items)
        return told


BLANK = Filled()

Fill = Callable[[Work, Field], Filled]


@dataclass
class Register:
    """The fills by name; the registry of forms names them, and a test compares the two."""

    fills: dict[str, Fill] = field(default_factory=dict)

    def __call__(self, name: str) -> Callable[[Fill], Fill]:
        def keep(fill: Fill) -> Fill:
            self.fills[name] = fill
            return fill

        return keep


fills = Register()


def lines(texts: Iterable[str | None]) -> Filled:
    """A field of these paragraphs; texts of several paragraphs are parted at empty lines."""
    parts = (part.strip() for text in texts if text for part in text.split("\n\n"))
    return Filled(tuple(part for part in parts if part))


def joined(parts: Sequence[str | None], by: str = ", ") -> str:
    """The parts that say something, joined."""
    return by.join(part for part in parts if part)


def sentence(label: str, value: str | None) -> str:
    """“label: value”, or nothing where there is no value."""
    return f"{label}: {value}" if value else ""
