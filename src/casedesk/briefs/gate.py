"""Lines of a brief as one audience may read them: the naming gate for what people typed.

A mention is printed as the gate says, never by the stored name where that is withheld. Typed words
go through the same redaction as everything the forms are filled with.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from casedesk.briefs.inline import Footnote, Inline, Mention, Words
from casedesk.casework.cast import Cast
from casedesk.casework.naming import Naming, nameless, open_role, role_label
from casedesk.domain.parties import Party
from casedesk.pages.model import Run, Text, one_line


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch that is printed; a name was decided on already and is not looked through."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    is_name: bool = False
    note: Text | None = None


@dataclass
class Gate:
    """Everybody a brief may mention, before one audience; remembers what it looked through."""

    cast: Cast
    _parties: dict[str, Party] = field(default_factory=dict)
    _cleaned: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        file = self.cast.file
        self._parties = {each.uuid.hex(): each for each in file.parties.values()}
        for each in file.merged.values():
            now = file.party(each.id)
            if now is not None:
                self._parties[each.uuid.hex()] = now

    def clean(self, text: str) -> str:
        """A text without withheld names."""
        found = self._cleaned.get(text)
        if found is None:
            found = self._cleaned[text] = self.cast.clean(text)
        return found

    def party(self, uuid: str) -> Party | None:
        """The party with a uuid, or the one it was merged into; None where it is not known."""
        return self._parties.get(uuid)

    def naming(self, uuid: str) -> Naming | None:
        """How a party is shown to this audience."""
        party = self.party(uuid)
        return self.cast.namings.get(party.id) if party else None

    def said(self, mention: Mention) -> str:
        """The words that are printed for a mention."""
        party = self.party(mention.party)
        if party is None:
            return nameless()
        naming = self.cast.namings[party.id]
        if not self.cast.may_be_told_of(party):
            return naming.text
        if mention.manner == "own" and mention.own.strip():
            return self.clean(mention.own)
        if mention.manner == "role":
            return self._role(party) or naming.text
        if mention.manner == "short" and naming.how == "full-name":
            names = self.cast.file.names_of(party)
            return next((n.name for n in names if n.form == "short" and n.name), naming.text)
        return naming.text

    def _role(self, party: Party) -> str:
        roles = self.cast.file.roles_of(party)
        if self.cast.scope.audience == "internal":
            role = next((each.role or "" for each in roles), "")
        else:
            role = open_role(roles)
        return role_label(role).lower() if role else ""

    def runs(self, inline: Inline) -> tuple[Run, ...]:
        """A line as it is printed."""
        printed: list[_Piece] = []
        stretch: list[_Piece] = []
        for piece in self._pieces(inline):
            if piece.is_name:
                printed += [*self._clean_stretch(stretch), piece]
                stretch = []
            else:
                stretch.append(piece)
        return tuple(_as_runs([*printed, *self._clean_stretch(stretch)]))

    def line(self, inline: Inline) -> str:
        """A line as it is printed, its words alone."""
        return one_line(self.runs(inline))

    def _pieces(self, inline: Inline) -> Iterator[_Piece]:
        for node in inline:
            if isinstance(node, Words):
                yield _Piece(node.text, node.bold, node.italic)
            elif isinstance(node, Mention):
                yield _Piece(self.said(node), is_name=True)
            elif isinstance(node, Footnote):
                yield _Piece(note=self.runs(node.inline))

    def _clean_stretch(self, stretch: list[_Piece]) -> list[_Piece]:
        """Words between two mentions without withheld names, looked for across marks and notes."""
        joined = "".join(piece.text for piece in stretch)
        cleaned = self.clean(joined)
        if cleaned == joined:
            return stretch
        single = [
            _Piece(self.clean(p.text), p.bold, p.italic, note=p.note) if p.text else p
            for p in stretch
        ]
        if "".join(piece.text for piece in single) == cleaned:
            return single
        # A name ran over a change of marks: its words are gone, and with them the marks.
        return [_Piece(cleaned), *(piece for piece in stretch if piece.note is not None)]


def _as_runs(pieces: list[_Piece]) -> Iterator[Run]:
    """Each note at the end of the run before it, where that has none yet."""
    waiting: Run | None = None
    for piece in pieces:
        if piece.note is None:
            if waiting is not None:
                yield waiting
            waiting = Run(piece.text, piece.bold, piece.italic)
        elif waiting is not None and waiting.footnote is None:
            waiting = Run(waiting.text, waiting.bold, waiting.italic, footnote=piece.note)
        else:
            if waiting is not None:
                yield waiting
            waiting = Run("", footnote=piece.note)
    if waiting is not None:
        yield waiting
