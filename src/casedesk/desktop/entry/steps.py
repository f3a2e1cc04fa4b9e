"""The steps of making a vault; each says whether one may go on, and what was chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QWidget

from casedesk.desktop.entry.secret import secret_line
from casedesk.desktop.entry.strength import strength_of
from casedesk.desktop.pieces.boxes import Notice, column, row, widget
from casedesk.desktop.pieces.buttons import button
from casedesk.desktop.pieces.words import label, tag
from casedesk.words import _

ENDING = ".casedesk"


class Step(QWidget):
    """One step. `changed` says that `is_ready` may answer otherwise now."""

    changed = Signal()
    title = ""

    def is_ready(self) -> bool:
        """Whether one may go on."""
        return True

    def begin(self) -> None:
        """Called when the step is shown."""


def field(name: str, line: QLineEdit) -> QWidget:
    """A line under its name."""
    above = label(name)
    above.setBuddy(line)
    line.setAccessibleName(name)
    return widget(column(above, line, gap=4))


def _beside(wide: QWidget, button_: QWidget) -> QHBoxLayout:
    """A text that takes all the room a button leaves: alone it broke a path into three lines."""
    made = row(wide, button_)
    made.setStretch(0, 1)
    return made


class Where(Step):
    """Where the vault lies, what it is called, and who makes it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.title = _("A new vault")
        self.folder = folder
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("For example: office"))
        self.member = QLineEdit()
        self.place = label(str(folder), "muted")
        said = _(
            "A vault is one folder that holds everything, locked. Give it a name that tells"
            " nothing: the name stays readable for whoever finds the computer."
        )
        self.setLayout(
            column(
                label(said, "muted"),
                field(_("Name of the vault"), self.name),
                _beside(self.place, button(_("Another place…"), self._choose)),
                field(_("Your name, as colleagues see it in the history"), self.member),
                gap=12,
            )
        )
        for line in (self.name, self.member):
            line.textChanged.connect(self.changed)

    def begin(self) -> None:
        self.name.setFocus()

    def is_ready(self) -> bool:
        return bool(self.chosen_name() and self.member.text().strip())

    def chosen_name(self) -> str:
        """What was typed, as the name of a folder; "" where it can be none."""
        typed = self.name.text().strip().removesuffix(ENDING)
        return "" if typed in (".", "..") or any(c in typed for c in "/\\:\0") else typed

    def path(self) -> Path:
        """Where the vault will lie."""
        return self.folder / (self.chosen_name() + ENDING)

    def _choose(self) -> None:
        from casedesk.desktop.files import choose_folder  # noqa: PLC0415

        choose_folder(self, _("Where the vault is to lie"), self._chosen)

    def _chosen(self, folder: Path) -> None:
        self.folder = folder
        self.place.setText(str(folder))


class Words(Step):
    """Six words of chance, or a passphrase of one's own."""

    def __init__(self) -> None:
        super().__init__()
        self.title = _("The passphrase")
        self.own = False
        self.phrase = label("", "title")
        self.phrase.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.line = secret_line(_("A passphrase of your own"))
        self.judged = tag("", "good")
        self.more = button(_("Other words"), self.draw)
        self.swap = button(_("Use one of my own instead"), self._swap, link=True)
        said = _(
            "Write these six words on paper, or learn them now. They were drawn by chance: nobody"
            " can guess them, and nobody can tell them to you again."
        )
        self.said = label(said, "muted")
        self.setLayout(
            column(self.said, self.phrase, self.line, row(self.judged, None),
                   row(self.more, self.swap, None), gap=12)
        )  # fmt: skip
        self.line.textChanged.connect(self._judge)
        self.line.hide()

    def begin(self) -> None:
        if not self.phrase.text():
            self.draw()

    def draw(self) -> None:
        """Draw six other words."""
        from casedesk.vault.phrases import new_phrase  # noqa: PLC0415

        self.phrase.setText(new_phrase())
        self._judge()

    def chosen(self) -> str:
        """The passphrase."""
        return self.line.text() if self.own else self.phrase.text()

    def is_ready(self) -> bool:
        return not self.own or strength_of(self.line.text()).enough

    def _swap(self) -> None:
        self.own = not self.own
        self.line.setVisible(self.own)
        self.phrase.setVisible(not self.own)
        self.more.setVisible(not self.own)
        self.swap.setText(
            _("Use six words of chance") if self.own else _("Use one of my own instead")
        )
        self._judge()
        self.line.setFocus()

    def _judge(self) -> None:
        if self.own:
            found = strength_of(self.line.text())
            _retag(self.judged, found.text, found.tone)
        else:
            _retag(self.judged, _("Very strong: not to be guessed in a lifetime"), "good")
        self.changed.emit()


class Again(Step):
    """The passphrase once more, so that a slip is found now."""

    def __init__(self, words: Words, *, device: bool) -> None:
        super().__init__()
        self.title = _("The passphrase once more")
        self.words = words
        self.line = secret_line(_("The passphrase once more"))
        self.device = QCheckBox(_("Also need this computer to open the vault"))
        self.device.setVisible(device)
        self.note = label(
            _(
                "With this, the passphrase alone does not open a stolen copy. On another computer"
                " you will need the recovery code."
            ),
            "muted",
        )
        self.note.setVisible(device)
        self.setLayout(
            column(
                label(_("Type it from your paper or from memory."), "muted"),
                self.line, self.device, self.note, gap=12,
            )
        )  # fmt: skip
        self.line.textChanged.connect(self.changed)

    def begin(self) -> None:
        self.line.setFocus()

    def is_ready(self) -> bool:
        return self.line.text() == self.words.chosen()


class Making(Step):
    """While the vault is made."""

    def __init__(self) -> None:
        super().__init__()
        self.title = _("Making the vault")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName(self.title)
        self.problem = Notice("", "danger")
        self.problem.hide()
        self.setLayout(column(self.progress, self.problem, gap=12))

    def is_ready(self) -> bool:
        return False


class Recovery(Step):
    """The recovery code, shown once, and two of its groups typed again."""

    #: Which groups of four are asked, counted from one.
    ASKED = (2, 6)

    def __init__(self) -> None:
        super().__init__()
        self.title = _("The recovery code")
        self.code = QLabel()
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        self.code.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.code.setProperty("role", "title")
        self.code.setWordWrap(True)
        self.lines = [secret_line(_group_name(number)) for number in self.ASKED]
        said = _(
            "If the passphrase is lost, this code opens the vault. It is shown only now. Write it"
            " down and keep it apart from the computer."
        )
        self.printing = button(_("Print…"), self.print_it, icon="printer")
        self.setLayout(
            column(
                label(said, "muted"), self.code, row(self.printing, None),
                label(_("To be sure it is on paper, type two of its groups:"), "muted"),
                *[
                    field(_group_name(number), line)
                    for number, line in zip(self.ASKED, self.lines, strict=True)
                ],
                gap=10,
            )
        )  # fmt: skip
        for line in self.lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal)
            line.textChanged.connect(self.changed)

    def show_code(self, code: str) -> None:
        """Show the code."""
        self.code.setText(code)
        self.lines[0].setFocus()

    def groups(self) -> list[str]:
        """The groups of four of the code."""
        plain = "".join(c for c in self.code.text() if c.isalnum())
        return [plain[start : start + 4] for start in range(0, len(plain), 4)]

    def is_ready(self) -> bool:
        groups = self.groups()
        typed = [line.text().strip().upper() for line in self.lines]
        return bool(groups) and typed == [groups[n - 1] for n in self.ASKED]

    def print_it(self) -> None:
        """Print the code on one sheet, under a title that tells nothing."""
        from casedesk.desktop.printing import print_lines  # noqa: PLC0415

        print_lines([_("Recovery code"), self.code.text()], self)


def _group_name(number: int) -> str:
    return _("Group {n}").format(n=number)


def _retag(made: QLabel, text: str, tone: str) -> None:
    made.setText(text)
    made.setProperty("tag", tone)
    made.style().unpolish(made)
    made.style().polish(made)
