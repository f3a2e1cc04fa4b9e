"""The script that collects the sentences for translators, as the tests use it."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

_SCRIPT = Path(__file__).resolve().parents[1] / "packaging" / "strings.py"


@cache
def collector() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("collecting_sentences", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@cache
def every_sentence() -> frozenset[str]:
    """Every sentence of the program that can be translated, those of numbers both ways."""
    found: list[str | tuple[str, str]] = collector().sentences()
    return frozenset(
        text for each in found for text in ((each,) if isinstance(each, str) else each)
    )
