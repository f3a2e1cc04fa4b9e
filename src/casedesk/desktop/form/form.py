"""The general form: every field of a kind, checked where it stands, saved visibly, never lost."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from casedesk.casework.entering import NEVER_REWRITTEN
from casedesk.desktop.desk import Desk
from casedesk.desktop.form import saving
from casedesk.desktop.form.box import Box, FieldBox, Fields, FixedBox
from casedesk.desktop.form.editor import saves
from casedesk.desktop.form.order import all_in_order, asked_first
from casedesk.desktop.form.reading import Typed
from casedesk.desktop.pieces.boxes import Notice, column, emptied, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label
from casedesk.domain.base import fields_of, kind_called
from casedesk.vault.drafts import Draft
from casedesk.when import When, shown
from casedesk.words import _

#: What was typed is kept as a draft within this time, in milliseconds.
KEPT_WITHIN = 1500


class Form(QWidget):
    """The form of one record: a new one, or (with `record_id`) one that is there.

    `preset` holds typed values by field: links in it are fixed, others can be changed. `foot` is
    the row with the button that saves; whoever shows the form says where it stands.
    """

    #: The record was saved; carries its key.
    saved = Signal(int)
    #: Somebody typed in this field.
    typed = Signal(str)
    #: The fields stand there.
    loaded = Signal()

    def __init__(
        self,
        desk: Desk,
        kind: str,
        record_id: int | None = None,
        preset: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.kind, self.record_id = desk, kind, record_id
        self.preset = dict(preset or {})
        self.boxes: dict[str, FieldBox] = {}
        self.title = ""
        self._kept = saving.Kept()
        self._saving = False
        self._stopped = False
        self._touched = False
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=KEPT_WITHIN)
        self._timer.timeout.connect(self.keep_draft)

    def _build(self) -> None:
        self.notices = column()
        self.first, self.rest = Fields(), Fields()
        self.more = button(_("More fields"), self.show_all, icon="chevron-down", flat=True)
        self.rest.hide()
        self.more.hide()
        self.setLayout(column(self.notices, self.first, row(self.more, None), self.rest, gap=12))
        self.button = button(_("Save"), self.save, primary=True)
        self.button.setToolTip(_("Ctrl+S"))
        self.status = label("", "muted")
        ends = row(self.button, self.status)
        ends.setStretch(1, 1)
        self.foot = widget(ends)

    # ---- what it shows -----------------------------------------------------------------------

    def load(self) -> None:
        """Ask for what the form begins with. A field in which somebody typed keeps that."""
        work = saving.load(self.kind, self.record_id, self.preset)
        self.desk.read(work, self._show, self, latest="form")

    def _show(self, loaded: saving.Loaded) -> None:
        self.title = loaded.title
        if not self.boxes:
            self._make(loaded)
            self._offer(loaded)
            self.loaded.emit()
            return
        for name, box in self.boxes.items():
            if not box.is_changed:
                box.begin(loaded.values.get(name, Typed("")))

    def _make(self, loaded: saving.Loaded) -> None:
        fields = fields_of(kind_called(self.kind))
        made: dict[str, Box] = {}
        for name in all_in_order(self.kind):
            value = {**loaded.values, **loaded.given}.get(name, Typed(""))
            if self._is_fixed(name, loaded):
                made[name] = FixedBox(fields[name], value)
                continue
            box = self.boxes[name] = made[name] = FieldBox(fields[name], self.desk)
            box.begin(loaded.values.get(name, Typed("")))
            if name in loaded.given:
                box.editor.put(value.text, value.said)
            box.changed.connect(self._typed)
            box.left.connect(self._check)
        first = asked_first(self.kind) if self.record_id is None else tuple(made)
        self.first.hold(made[name] for name in first)
        self.rest.hold(box for name, box in made.items() if name not in first)
        self.more.setVisible(self.record_id is None and len(first) < len(made))

    def _is_fixed(self, name: str, loaded: saving.Loaded) -> bool:
        """Whether a value is given and stays, or was decided and is never rewritten."""
        if name in loaded.given and loaded.given[name].said:
            return True
        return self.record_id is not None and name in NEVER_REWRITTEN.get(self.kind, ())

    def show_all(self) -> None:
        """Show the fields that are used less, too."""
        self.more.hide()
        self.rest.show()
        for name, box in self.boxes.items():
            if name not in asked_first(self.kind):
                box.editor.setFocus()
                return

    def begin_typing(self) -> None:
        """Put the keyboard into the first field that can be typed in."""
        for box in self.boxes.values():
            if not box.editor.text():
                # Not at once: what stands on no screen yet takes no keys.
                QTimer.singleShot(0, box.editor, box.editor.setFocus)
                return

    # ---- what was typed ----------------------------------------------------------------------

    @property
    def is_changed(self) -> bool:
        """Whether something stands there that was not saved."""
        return any(box.is_changed for box in self.boxes.values())

    def texts(self) -> dict[str, str]:
        """What was typed and not saved, by field."""
        return {name: b.editor.text() for name, b in self.boxes.items() if b.is_changed}

    def _typed(self, name: str) -> None:
        self._touched = True
        self.status.setText("")
        if not self._timer.isActive():
            self._timer.start()
        self.typed.emit(name)

    def _check(self, name: str) -> None:
        """Say beneath the field what is wrong with it, once somebody has gone on from it."""
        box = self.boxes[name]
        text = box.editor.text()
        if box.is_changed and text and self.isVisible():
            work = saving.checked(self.kind, {name: text})
            self.desk.read(work, partial(self._say, name, text), self, latest=f"check {name}")

    def _say(self, name: str, text: str, wrong: Mapping[str, str]) -> None:
        if self.boxes[name].editor.text() == text:
            self.boxes[name].say_wrong(wrong.get(name, ""))

    # ---- saving ------------------------------------------------------------------------------

    def save(self) -> None:
        """Save what was typed as one change; where something is wrong, say so and save nothing."""
        if self._saving:
            return
        texts = self.texts()
        if self.record_id is None:
            needed = {name: "" for name, box in self.boxes.items() if box.field.required}
            texts = {**self._fixed(), **needed, **texts}
        elif not texts:
            self._say_saved()
            return
        self._saving = True
        self._timer.stop()
        self.status.setText(_("Saving …"))
        form = _("Entered {one}") if self.record_id is None else _("Changed {one}")
        what = form.format(one=saving.one_of(self.kind))
        work = saving.save(self.kind, self.record_id, texts, self._kept)
        self.desk.write(what, work, partial(self._done, texts), self, failed=self._refused)

    def _fixed(self) -> dict[str, str]:
        return {name: text for name, text in self.preset.items() if name not in self.boxes}

    def _done(self, sent: Mapping[str, str], outcome: saving.Outcome) -> None:
        self._saving = False
        for name, sentence in outcome.wrong.items():
            if name in self.boxes:
                self.boxes[name].say_wrong(sentence)
        if outcome.wrong or outcome.id is None:
            self._say_wrong(outcome.wrong)
            return
        for name, box in self.boxes.items():
            typed = outcome.values.get(name, Typed(""))
            # What somebody typed while it was being saved stays, and is not saved yet.
            if box.editor.text() == sent.get(name, box.begun):
                box.begin(typed)
            else:
                box.begun = typed.text
        self.record_id, self.title, self._touched = outcome.id, outcome.title, self.is_changed
        emptied(self.notices)
        self._say_saved()
        self.saved.emit(outcome.id)

    def _say_saved(self) -> None:
        self.status.setText(_("Saved {time}").format(time=f"{datetime.now().astimezone():%H:%M}"))

    def _say_wrong(self, wrong: Mapping[str, str]) -> None:
        self._timer.start()  # what was typed is not saved, so it is kept
        self.status.setText(_("Not saved: see the fields marked."))
        for name, sentence in wrong.items():
            if name not in self.boxes:
                self._refused(sentence)
        first = next((name for name in self.boxes if name in wrong), "")
        if first:
            if first not in asked_first(self.kind) and self.record_id is None:
                self.show_all()
            self.boxes[first].editor.setFocus()

    def _refused(self, sentence: str) -> None:
        self._saving = False
        self._timer.start()
        self.status.setText(_("Not saved."))
        emptied(self.notices)
        self.notices.addWidget(Notice(sentence, "danger"))

    # ---- drafts ------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Keep what was typed and not saved."""
        self._timer.stop()
        if self._stopped or self._saving or not self._touched:
            return
        work = saving.keep_draft(self.kind, self.record_id, self.texts(), self.preset, self._kept)
        self.desk.write(_("Kept a draft"), work, lambda _none: None, self)

    def forget(self) -> None:
        """Throw away what was typed and not saved, and its draft."""
        self._timer.stop()
        self._stopped = True
        work = saving.keep_draft(self.kind, self.record_id, {}, self.preset, self._kept)
        self.desk.write(_("Discarded a draft"), work, lambda _none: None, self)

    def _offer(self, loaded: saving.Loaded) -> None:
        """Say that there is text that was typed before and not saved."""
        draft = loaded.draft
        if draft is None:
            return
        at = saving.day_of(draft)
        sentence = _("Text typed on {day} at {time} was not saved.").format(
            day=shown(When.of(at.date())), time=f"{at:%H:%M}"
        )
        notice = Notice(sentence, "warning")
        notice.row.addWidget(button(_("Bring it back"), lambda: self.bring_back(loaded)))
        notice.row.addWidget(button(_("Discard"), lambda: self.discard(draft), flat=True))
        self.notices.addWidget(notice)

    def bring_back(self, loaded: saving.Loaded) -> None:
        """Show what was typed before; from now on it is this form's draft."""
        self._kept.id = loaded.draft.id if loaded.draft is not None else None
        for name, typed in loaded.drafted.items():
            if name in self.boxes:
                self.boxes[name].editor.put(typed.text, typed.said)
                if name not in asked_first(self.kind) and self.record_id is None:
                    self.more.hide()
                    self.rest.show()
        emptied(self.notices)

    def discard(self, draft: Draft) -> None:
        """Throw away what was typed before."""
        emptied(self.notices)
        work = saving.forget(draft.id)
        self.desk.write(_("Discarded a draft"), work, lambda _none: None, self)

    # ---- the keyboard, and leaving -----------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if saves(event):
            self.save()
            return
        super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._timer.isActive():
            self.keep_draft()
        super().hideEvent(event)
