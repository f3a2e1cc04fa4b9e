"""Small definition files written for one test each; nothing here is law."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL = """
id = "{id}"
title = "A body for tests"
body = "A body"
kind = "quasi-judicial"

[sources.text]
title = "A text"
checked = 2026-11-23

[[rules]]
id = "{id}-time"
title = "Time"
text = "Some time."
whose = "ours"
effect = "bar"
entry = true
source = "text"
verified = true
{rule}
{more}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a small mechanism and answer its folder; `change` replaces a text in it."""

    def writer(
        rule: str = 'kind = "period"\ncounts_from = "notified"\nperiod = "6 months"',
        more: str = "",
        *,
        name: str = "small",
        change: tuple[str, str] = ("", ""),
    ) -> Path:
        text = SMALL.format(id=name, rule=rule, more=more)
        assert change[0] in text
        (tmp_path / f"{name}.toml").write_text(text.replace(*change, 1), encoding="utf-8")
        return tmp_path

    return writer
