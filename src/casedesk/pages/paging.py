"""Stage 2: strips become pages, with the footnotes at the foot of the page of their marks."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from casedesk.pages.blocks import footnote, strips_of
from casedesk.pages.model import Document
from casedesk.pages.strips import Rule, Setting, Strip, Target
from casedesk.pages.style import QUIET, RUNNING, Frame

# White space between the text and the rule over the footnotes, under that rule, over each note.
_NOTES_GAP = 12.0
_UNDER_RULE = 4.0
_NOTE_SPACE = 2.0
_NOTES_RULE = Rule(0.0, _NOTES_GAP, 110.0, 0.5, QUIET)


@dataclass
class Page:
    """A page: strips with the y of each from the top of the text's box.

    The y of footnotes is counted from `notes_top`, which rises as notes are added.
    """

    strips: list[tuple[float, Strip]] = field(default_factory=list)
    notes: list[tuple[float, Strip]] = field(default_factory=list)
    notes_top: float = 0.0

    def placed(self) -> Iterator[tuple[float, Strip]]:
        """Everything on the page but what stands on every page."""
        yield from self.strips
        for y, strip in self.notes:
            yield self.notes_top + y, strip


@dataclass(frozen=True)
class Layout:
    """A document laid out: what stands where, before anything is drawn."""

    document: Document
    frame: Frame
    pages: tuple[Page, ...]
    outline: tuple[tuple[int, str, str], ...]
    anchors: dict[str, tuple[int, float]]
    missing: frozenset[str]


def layout(document: Document) -> Layout:
    """Set and paginate a document; paragraphs that were set before come from the cache."""
    setting = Setting(document)
    frame = _frame(setting)
    strips = strips_of(setting)
    notes = _footnotes(setting)
    paging = _Paging(frame.text_height, notes)
    for group in _groups(strips):
        paging.place(group)
    paging.finish()
    anchors = {
        item.anchor: (number, frame.top + y + item.y)
        for number, page in enumerate(paging.pages)
        for y, strip in page.strips
        for item in strip.items
        if isinstance(item, Target)
    }
    missing = frozenset(setting.missing)
    return Layout(document, frame, tuple(paging.pages), tuple(setting.outline), anchors, missing)


def _frame(setting: Setting) -> Frame:
    """The page's box for text, lower where the running line takes several lines."""
    frame = setting.frame
    running = setting.lines(setting.document.running_line, RUNNING, frame.text_width)
    footer = setting.lines(setting.document.running_footer, RUNNING, frame.text_width)
    setting.lines(setting.document.page_label, RUNNING, frame.text_width)
    more = (len(running.lines) - 1) * running.leading
    below = (len(footer.lines) - 1) * footer.leading
    limit = frame.height / 4
    return replace(frame, top=frame.top + min(more, limit), bottom=frame.bottom + min(below, limit))


def _footnotes(setting: Setting) -> list[list[Strip]]:
    """The footnotes as strips; one inside a footnote follows after all others."""
    done: list[list[Strip]] = []
    while len(done) < len(setting.notes):
        done.append(footnote(len(done) + 1, setting.notes[len(done)], setting))
    return done


def _groups(strips: list[Strip]) -> list[list[Strip]]:
    """Strips that stay on one page together."""
    groups: list[list[Strip]] = []
    open_group = False
    for strip in strips:
        if open_group and not strip.new_page:
            groups[-1].append(strip)
        else:
            groups.append([strip])
        open_group = strip.glued
    return groups


class _Paging:
    """The page being filled, those done, and what is left of a long footnote."""

    def __init__(self, height: float, footnotes: list[list[Strip]]) -> None:
        self.height = height
        self.footnotes = footnotes
        self.pages: list[Page] = []
        self.rest: list[Strip] = []
        self._begin()

    def _begin(self) -> None:
        self.page = Page(notes_top=self.height)
        self.pages.append(self.page)
        self.y = 0.0
        self.empty = True
        carried, self.rest = self.rest, []
        self._set_note(carried, room=self.height * 0.8)

    def place(self, group: list[Strip]) -> None:
        """Put a group on this page, on the next if it does not fit, in parts if on none."""
        if group[0].new_page and not self.empty:
            self._begin()
        if not any(strip.items for strip in group):
            self._add_space(group)
            return
        while not self._fits(group) and (self.page.strips or self.page.notes):
            self._begin()
        if self.empty:
            self._repeat_head(group[0])
        if len(group) == 1 or self._fits(group):
            for strip in group:
                self._put(strip)
            return
        for strip in group:
            self.place([replace(strip, new_page=False)])

    def finish(self) -> None:
        """Set what is left of footnotes, on pages of their own if need be."""
        while self.rest:
            self._begin()

    def _fits(self, group: list[Strip]) -> bool:
        shown = list(group)
        while not shown[-1].items:  # white space may hang over the end
            shown.pop()
        needed = sum(strip.height + strip.before for strip in shown)
        if self.empty:
            needed -= shown[0].before
        numbers = [number for strip in shown for number in strip.notes]
        notes = sum(self._note_height(self.footnotes[number - 1]) for number in numbers)
        return self.y + needed + notes + self._notes_gap(bool(notes)) <= self._foot() + 0.01

    def _foot(self) -> float:
        return self.page.notes_top

    def _notes_gap(self, noted: bool) -> float:
        return _NOTES_GAP + _UNDER_RULE if noted and not self.page.notes else 0.0

    def _note_height(self, lines: list[Strip]) -> float:
        return _NOTE_SPACE + sum(strip.height for strip in lines)

    def _repeat_head(self, strip: Strip) -> None:
        if sum(above.height for above in strip.head) < self.height / 2:
            for above in strip.head:
                self._put(replace(above, before=0.0, notes=()))

    def _add_space(self, group: list[Strip]) -> None:
        if not self.empty:
            self.y += sum(strip.before + strip.height for strip in group)

    def _put(self, strip: Strip) -> None:
        if not strip.items:
            self._add_space([strip])
            return
        self.y += 0.0 if self.empty else strip.before
        self.page.strips.append((self.y, strip))
        self.y += strip.height
        self.empty = False
        for number in strip.notes:
            self._set_note(self.footnotes[number - 1], room=self.height - self.y)

    def _set_note(self, lines: list[Strip], room: float) -> None:
        """Set a footnote; what finds no room is kept for the next page."""
        page = self.page
        for i, strip in enumerate(lines):
            above = _NOTE_SPACE if i == 0 else 0.0
            gap = self._notes_gap(noted=True)
            used = self.height - page.notes_top
            added = gap + above + strip.height
            if self.rest or used + added > room + 0.01:
                self.rest += lines[i:]
                return
            if gap:
                page.notes.append((0.0, Strip(gap, (_NOTES_RULE,))))
            page.notes.append((used + gap + above, strip))
            page.notes_top -= added
