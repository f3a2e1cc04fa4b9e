"""What can be chosen of an atom: in which manner a party is named, and the words of a note."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QMenu, QWidget

from casedesk.briefs.inline import Footnote, Inline, Mention
from casedesk.desktop.form.editor import HINTS
from casedesk.desktop.pieces.boxes import column
from casedesk.desktop.pieces.words import label
from casedesk.desktop.theme import look
from casedesk.words import _, later

if TYPE_CHECKING:
    from casedesk.desktop.brief.atoms import Stretch
    from casedesk.desktop.brief.writing import WritingEdit

_MANNERS = (
    ("full", later("As the full name, where it may be named")),
    ("short", later("As the short name")),
    ("role", later("As the role, such as “witness”")),
)


def naming_menu(editor: "WritingEdit", menu: QMenu) -> None:
    """Add to a menu what can be done with the atom at the cursor."""
    found = editor.atom()
    if found is None:
        return
    menu.addSeparator()
    node = found.node
    if isinstance(node, Mention):
        for manner, title in _MANNERS:
            action = menu.addAction(_(title), _naming(editor, found, replace(node, manner=manner)))
            action.setCheckable(True)
            action.setChecked(node.manner == manner)
        menu.addAction(_("In other words…"), lambda: ask_own_words(editor, found, node))
    elif isinstance(node, Footnote):
        menu.addAction(_("Change the note…"), lambda: ask_note(editor, found, node))


def _naming(editor: "WritingEdit", found: "Stretch", node: Mention) -> Callable[[], None]:
    return lambda: editor.replace_atom(found, node)


def ask_own_words(editor: "WritingEdit", found: "Stretch", node: Mention) -> None:
    """Ask in which words a party is to be mentioned."""
    dialog = QDialog(editor)
    dialog.setWindowTitle("CaseDesk")
    line = QLineEdit(node.own)
    line.setInputMethodHints(HINTS)
    line.setAccessibleName(_("Words for this party"))
    told = label(
        _("These words are printed instead of the name. Names that may not be told are taken out."),
        "muted",
    )

    def keep() -> None:
        own = line.text().strip()
        manner = "own" if own else "full"
        editor.replace_atom(found, replace(node, manner=manner, own=own))

    _ask(dialog, (told, line), keep)


def ask_note(
    editor: "WritingEdit", found: "Stretch | None" = None, node: Footnote | None = None
) -> None:
    """Ask for the words of a footnote, a new one or one that is there."""
    from casedesk.desktop.brief.writing import WritingEdit  # noqa: PLC0415 - it needs this one

    dialog = QDialog(editor)
    dialog.setWindowTitle("CaseDesk")
    note = WritingEdit(editor.offer, single=False)
    note.setAccessibleName(_("Text of the footnote"))
    note.put((node.inline if node else (),), editor.saying)

    def keep() -> None:
        inline: Inline = note.inline()
        if found is not None and node is not None:
            editor.replace_atom(found, replace(node, inline=inline))
        elif inline:
            editor.insert_node(Footnote(inline))

    _ask(dialog, (label(_("Footnote"), "heading"), note), keep)


def _ask(dialog: QDialog, parts: tuple[QWidget, ...], keep: Callable[[], None]) -> None:
    buttons = QDialogButtonBox()
    buttons.addButton(_("Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    dialog.setLayout(column(*parts, buttons, margin=16))
    dialog.setMinimumWidth(look().px(420))
    dialog.accepted.connect(keep)
    dialog.finished.connect(dialog.deleteLater)
    parts[-1].setFocus()
    dialog.open()
