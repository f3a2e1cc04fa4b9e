"""What stands on every page: the running line at its head, footer and page number at its foot."""

from casedesk.pages.filling import Line
from casedesk.pages.lines import Measure, Paragraphs, marked, set_lines
from casedesk.pages.model import Run
from casedesk.pages.paging import Layout
from casedesk.pages.strips import PageNumber, Placed, Side
from casedesk.pages.style import RUNNING, TextStyle

# From the foot of the page to the page's number and to the footer above it; from the running
# line to the text.
_LABEL_FROM_FOOT = 42.0
_FOOTER_FROM_FOOT = 56.0
_LINE_FROM_TEXT = 28.0


def furniture(layout: Layout, number: int) -> list[Placed]:
    """What to draw on a page besides its text, y from the top of the page."""
    document, frame = layout.document, layout.frame
    width = frame.text_width
    label = document.page_label.replace("{pages}", str(len(layout.pages)))
    head = _set(layout, document.running_line, RUNNING, width)
    foot = _set(layout, document.running_footer, RUNNING, width)
    page = _set(layout, label.replace("{page}", str(number + 1)), RUNNING, width)
    above = frame.top - _LINE_FROM_TEXT - (len(head.lines) - 1) * head.leading
    below = frame.height - _FOOTER_FROM_FOOT - (len(foot.lines) - 1) * foot.leading
    return [
        *_stacked(head, above, width, "end"),
        *_stacked(foot, below, width, "centre"),
        *_stacked(page, frame.height - _LABEL_FROM_FOOT, width, "centre"),
    ]


def page_number(layout: Layout, item: PageNumber) -> Line:
    """The number of the page that an entry of the contents leads to."""
    number = layout.anchors.get(item.anchor, (0, 0.0))[0] + 1
    return _set(layout, str(number), item.style, item.width).lines[0]


def _stacked(done: Paragraphs, first: float, width: float, side: Side) -> list[Placed]:
    lines = enumerate(done.lines)
    return [Placed(0.0, first + i * done.leading, width, line, side) for i, line in lines]


def _set(layout: Layout, text: str, style: TextStyle, width: float) -> Paragraphs:
    document = layout.document
    measure = Measure(width, 0.0, document.language, document.runs_from)
    return set_lines(marked(Run(text)), style, measure)
