"""Every page in a language nobody speaks, from both sides, with a screen reader and with keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop.every_page import MIRRORED, SCENES, Office, office
from tests.desktop.looked_at import cut_in, nameless_in, said_by, stuck_in
from tests.desktop.nobodys_language import Quoted, bare_in, speaking

#: Of each sort of control, whether nobody sees that it has the keys.
FAINT: dict[str, bool] = {}


@pytest.fixture(scope="module")
def quoted() -> Quoted:
    return Quoted()


@pytest.fixture(scope="module")
def longer(
    qapp: QApplication, _demo_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("longer") / "demo.casedesk"
    with speaking(qapp, "qps"), office(_demo_pattern, folder) as made:
        yield made


@pytest.fixture(scope="module")
def mirrored(
    qapp: QApplication, _demo_pattern: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("mirrored") / "demo.casedesk"
    with speaking(qapp, "ar"), office(_demo_pattern, folder) as made:
        yield made


def _english_in(root: QWidget, quoted: Quoted) -> set[str]:
    return {
        f"in English: {who}: {part[:120]!r}"
        for who, text in said_by(root)
        for part in bare_in(text, quoted)
    }


@pytest.mark.parametrize("scene", SCENES)
def test_a_page_can_be_translated_read_aloud_and_used_by_keys(
    longer: Office, quoted: Quoted, scene: str
) -> None:
    for root in SCENES[scene](longer):
        wrong = {*_english_in(root, quoted), *cut_in(root), *nameless_in(root)}
        wrong |= set(stuck_in(root, FAINT))

    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("scene", MIRRORED)
def test_a_page_has_room_from_right_to_left(mirrored: Office, quoted: Quoted, scene: str) -> None:
    for root in SCENES[scene](mirrored):
        assert root.isRightToLeft()
        wrong = {*_english_in(root, quoted), *cut_in(root)}

    assert not wrong, "\n".join(sorted(wrong))
