"""What nobody hopes for while the window is open: the vault locks while one types, a
text is pasted that breaks other programs.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from casedesk.desktop import lockup
from casedesk.desktop.form.form import Form
from casedesk.desktop.form.new import NewRecord
from casedesk.desktop.frame import Frame
from casedesk.desktop.goto import GoTo
from casedesk.desktop.page import Target
from casedesk.desktop.session import Session
from casedesk.vault.vault import Vault

Until = Callable[[Any], None]

#: Texts that break programs: markup, formulas, scripts, directions, marks stacked on marks, nothing
#: to see. Where the shared samples are, all of theirs besides.
NASTY = (
    "<b>bold</b><img src=x onerror=alert(1)>", "&lt;&amp;&nbsp;", "=cmd|' /C calc'!A0",
    "Robert'); DROP TABLE case;--", "{name} {0} %s %n",
    "\u202eevil\u202c end", "\u0627\u0645 abc 12",
    "Z\u0351\u036b\u0343a\u0335\u033a\u033bl\u0348", "\u200b\u200b", "\u00a0edge\u00a0",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
)  # fmt: skip
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "attack" / "blns.txt"


@pytest.fixture
def frame(qapp: QApplication, vault: Vault, until: Until) -> Iterator[Frame]:
    session = Session(vault)
    window = session.new_window()
    until(session.desk)
    yield window
    session._timer.stop()
    qapp.removeEventFilter(session)
    session.windows.clear()
    window.close()
    session._close()


def _begun(frame: Frame, until: Until, qtbot: Any, text: str) -> Form:
    frame.new_record("people", {})
    until(frame.desk)
    form = frame.findChildren(NewRecord)[-1].form
    control = form.boxes["name"].editor.control
    control.setFocus()
    qtbot.keyClicks(control, text)
    return form


@pytest.mark.parametrize("leave", ["lock", "quit"])
def test_what_was_typed_when_the_vault_locked_or_closed_is_there_next_time(
    frame: Frame, until: Until, qtbot: Any, monkeypatch: pytest.MonkeyPatch, leave: str
) -> None:
    from tests import small_vault

    ended: list[str] = []
    monkeypatch.setattr(lockup, "start_fresh", lambda _folder: ended.append("fresh"))
    monkeypatch.setattr(lockup, "end_now", lambda: ended.append("ended"))
    monkeypatch.setattr(
        "casedesk.desktop.session.QCoreApplication.quit", lambda: ended.append("quit")
    )
    _begun(frame, until, qtbot, "Nasrin half-typed")

    getattr(frame.session, leave)()

    assert ended == (["fresh", "ended"] if leave == "lock" else ["quit"])
    with small_vault.opened(frame.desk.vault.folder) as again:
        session = Session(again)
        next_frame = session.new_window()
        try:
            until(session.desk)
            next_frame.new_record("people", {})
            until(session.desk)
            form = next_frame.findChildren(NewRecord)[-1].form
            [back] = [each for each in form.findChildren(QPushButton) if "back" in each.text()]
            back.click()
            assert form.boxes["name"].editor.text() == "Nasrin half-typed"
        finally:
            session._timer.stop()
            QApplication.instance().removeEventFilter(session)  # type: ignore[union-attr] # there is one
            session.windows.clear()
            next_frame.close()
            session.desk.close()


def plain(text: str) -> str:
    """A text without the places where a long word may be broken on the screen."""
    return text.replace("\u200b", "")


def _lines() -> list[str]:
    sample = SAMPLE.read_text("utf-8").split("\n") if SAMPLE.exists() else []
    return [*NASTY, *(line for line in sample if line.strip())]


def test_every_nasty_title_is_kept_and_shown_as_the_plain_text_it_is(
    frame: Frame, until: Until
) -> None:
    lines = _lines()

    def work(unit: Any) -> list[int]:
        from casedesk.casework import entering

        return [entering.enter(unit, "cases", {"title": line}).id for line in lines]

    numbers = frame.desk.vault.write("Enter", work).result
    kept = frame.desk.vault.read(
        lambda unit: [unit.by_id(_case(), number).title for number in numbers]
    )
    frame.open(Target("cases"))
    until(frame.desk)
    for number, title in list(zip(numbers, kept, strict=True))[: len(NASTY)]:
        frame.open(Target(record=number))
        until(frame.desk)
        shown = [each for each in frame.findChildren(QLabel) if plain(each.text()) == plain(title)]
        assert shown, title
        assert all(each.textFormat().name == "PlainText" for each in shown)
    assert [each for each, line in zip(kept, lines, strict=True) if each != line] == []
    assert frame.width() == 1280


def _case() -> Any:
    from casedesk.domain.cases import Case

    return Case


def test_nothing_nasty_that_is_searched_for_ends_the_search(
    frame: Frame, until: Until, qtbot: Any
) -> None:
    frame.go_to()
    palette = frame.findChildren(GoTo)[-1]
    for line in _lines()[:120]:
        palette.field.setText(line)
        palette._ask()
        until(frame.desk)
        assert palette.field.text() == line.replace("\u2028", " ").replace("\u2029", " ")
    assert not frame.message.isVisible()
