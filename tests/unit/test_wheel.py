"""The wheel: what people install must work without the folder it was built in."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_installed_wheel_starts_from_anywhere_and_has_every_resource(tmp_path: Path) -> None:
    check = subprocess.run(
        ["sh", ROOT / "packaging" / "check-wheel", tmp_path / "to keep"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert check.returncode == 0, check.stderr
    assert [path.suffix for path in (tmp_path / "to keep").iterdir()] == [".whl"]
