"""The editor of a field, chosen by the field's kind."""

from PySide6.QtWidgets import QWidget

from casedesk.desktop.desk import Desk
from casedesk.desktop.form.choices import choices_of
from casedesk.desktop.form.combos import ChoiceEditor, YesNoEditor
from casedesk.desktop.form.dates import WhenEditor
from casedesk.desktop.form.editor import Editor
from casedesk.desktop.form.lines import LongEditor, TextEditor
from casedesk.desktop.form.links import link_editor
from casedesk.domain.base import Field


def editor(field: Field, desk: Desk, parent: QWidget | None = None) -> Editor:
    """An editor for a field; it takes and gives what somebody types, as the command line does."""
    made = _made(field, desk, parent)
    made.call(field.label)
    return made


def _made(field: Field, desk: Desk, parent: QWidget | None) -> Editor:
    if field.is_link:
        return link_editor(desk, field, parent)
    if field.kind == "long":
        return LongEditor(parent)
    if field.kind == "when":
        return WhenEditor(parent)
    if field.kind == "yesno":
        return YesNoEditor(parent)
    choices = choices_of(field)
    return ChoiceEditor(choices, parent) if choices else TextEditor(parent)
