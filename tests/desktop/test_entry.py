"""Opening and making a vault, as a person does it: with keys, on a real window."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from tests import small_vault

from casedesk.desktop.entry.strength import strength_of
from casedesk.desktop.entry.unlock import Unlock
from casedesk.desktop.entry.wizard import NewVault
from casedesk.vault.vault import Vault

GIVEN = {"bounds": small_vault.BOUNDS}
COST = {"cost": small_vault.COST, "bounds": small_vault.BOUNDS}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_vault.empty(tmp_path / "office.casedesk")


def _shown(qtbot: Any, folder: Path) -> Unlock:
    window = Unlock(folder, locked=False, given=GIVEN)
    qtbot.addWidget(window)
    window.show()
    return window


def test_the_passphrase_and_enter_open_the_vault(qtbot: Any, qapp: Any, folder: Path) -> None:
    window = _shown(qtbot, folder)
    with qtbot.waitSignal(window.opened, timeout=20_000) as heard:
        qtbot.keyClicks(window.secret, small_vault.PASSPHRASE)
        qtbot.keyClick(window.secret, Qt.Key.Key_Return)
    vault = heard.args[0]
    assert isinstance(vault, Vault)
    vault.close()
    assert window.secret.text() == ""


def test_a_wrong_passphrase_gives_no_hint_which_part_is_wrong(
    qtbot: Any, qapp: Any, folder: Path
) -> None:
    window = _shown(qtbot, folder)
    heard = []
    for wrong in (small_vault.PASSPHRASE[:-1], "nothing like it"):
        window.secret.clear()
        qtbot.keyClicks(window.secret, wrong)
        qtbot.keyClick(window.secret, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.aside.is_busy, timeout=20_000)
        qtbot.waitUntil(window.problem.isVisible, timeout=5_000)
        heard.append(window.problem.text.text())
    assert heard[0] == heard[1]
    assert window.secret.isEnabled()


def test_the_passphrase_is_hidden_and_kept_from_input_methods(
    qtbot: Any, qapp: Any, folder: Path
) -> None:
    line = _shown(qtbot, folder).secret
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhNoPredictiveText


def test_a_vault_that_is_gone_is_said_in_a_sentence(qtbot: Any, qapp: Any, tmp_path: Path) -> None:
    window = _shown(qtbot, tmp_path / "pulled-out.casedesk")
    qtbot.keyClicks(window.secret, "anything")
    qtbot.keyClick(window.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(window.problem.isVisible, timeout=20_000)
    assert "no vault at this place" in window.problem.text.text()


def test_a_vault_is_made_by_keys_alone_and_opens(qtbot: Any, qapp: Any, tmp_path: Path) -> None:
    wizard = NewVault(COST)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.where.folder = tmp_path
    qtbot.keyClicks(wizard.where.name, "office")
    assert not wizard.next.isEnabled()
    qtbot.keyClicks(wizard.where.member, "Ana")
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    phrase = wizard.words.chosen()
    assert len(phrase.split()) == 6
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    qtbot.keyClicks(wizard.again.line, phrase[:-1])
    assert not wizard.next.isEnabled()
    qtbot.keyClicks(wizard.again.line, phrase[-1])
    qtbot.waitUntil(lambda: not wizard.aside.is_busy, timeout=20_000)
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(wizard.recovery.code.text()), timeout=20_000)
    groups = wizard.recovery.groups()
    assert len(groups) == 7
    for number, line in zip(wizard.recovery.ASKED, wizard.recovery.lines, strict=True):
        assert not wizard.next.isEnabled()
        qtbot.keyClicks(line, groups[number - 1].lower())
    with qtbot.waitSignal(wizard.opened, timeout=20_000) as heard:
        qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    heard.args[0].close()
    with small_vault.opened(tmp_path / "office.casedesk", phrase) as vault:
        assert vault.facts.member_name == "Ana"


def test_a_name_that_leads_out_of_the_folder_is_not_taken(
    qtbot: Any, qapp: Any, tmp_path: Path
) -> None:
    wizard = NewVault(COST)
    qtbot.addWidget(wizard)
    qtbot.keyClicks(wizard.where.member, "Ana")
    for name in ("../office", "a/b", "..", "a\\b"):
        wizard.where.name.clear()
        qtbot.keyClicks(wizard.where.name, name)
        assert not wizard.next.isEnabled(), name


@pytest.mark.parametrize(
    ("phrase", "enough"),
    [("password", False), ("Amina2024", False), ("correct horse battery staple fog", True)],
)
def test_a_passphrase_of_ones_own_is_judged_in_words(phrase: str, enough: bool) -> None:
    assert strength_of(phrase).enough is enough
