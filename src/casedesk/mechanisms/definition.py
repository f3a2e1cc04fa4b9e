"""Reading definition files strictly: what is not understood is refused, never skipped.

A misspelt key in a rule would otherwise silently drop a time limit somebody relies on.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

from casedesk.words import Refusal, _

T = TypeVar("T")


class DefinitionError(Refusal):
    """A shipped or edited definition file is wrong; the text names the file and the key."""


class Table:
    """One TOML table being read; remembers which keys were asked for, so the rest is refused."""

    def __init__(self, file: str, where: str, untrusted_values: Mapping[str, object]) -> None:
        self.file = file
        self._where = where
        self._values = untrusted_values
        self._asked: set[str] = set()

    def key(self, name: str) -> str:
        """The key's full path in the file, as a person would look for it."""
        return f"{self._where}.{name}" if self._where else name

    def refuse(self, name: str, sentence: str) -> NoReturn:
        """Raise the error of this key."""
        raise DefinitionError(
            _("In {file}, {key}: {sentence}").format(
                file=self.file, key=self.key(name), sentence=sentence
            )
        )

    def has(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """A text that must be there and say something."""
        value = self._take(name, str)
        if not isinstance(value, str) or not value.strip():
            self.refuse(name, _("a text is missing."))
        return value

    def text_or(self, name: str, default: str) -> str:
        return self.text(name) if self.has(name) else default

    def flag(self, name: str) -> bool:
        return self._take(name, bool) is True

    def flag_or(self, name: str, *, default: bool) -> bool:
        return self.flag(name) if self.has(name) else default

    def whole(self, name: str) -> int:
        value = self._take(name, int)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self.refuse(name, _("a whole number above zero is needed."))
        return value

    def day_or(self, name: str, default: date | None) -> date | None:
        if not self.has(name):
            return default
        value = self._take(name, date)
        if type(value) is not date:
            self.refuse(name, _("a day without a time is needed, such as 2026-11-23."))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; none where the key is absent."""
        if not self.has(name):
            return ()
        value = self._take(name, list)
        items = value if isinstance(value, list) else []
        if not items or not all(isinstance(item, str) and item.strip() for item in items):
            self.refuse(name, _("a list of texts is needed."))
        return tuple(items)

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """A text out of a closed list."""
        value = self.text(name)
        known = tuple(allowed)
        if value not in known:
            self.refuse(
                name,
                _("“{value}” is not known; possible are {known}.").format(
                    value=value, known=", ".join(known)
                ),
            )
        return value

    def choice_or(self, name: str, allowed: Iterable[str], default: str) -> str:
        return self.choice(name, allowed) if self.has(name) else default

    def choices(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """A list of texts out of a closed list; none where the key is absent."""
        known = tuple(allowed)
        values = self.texts(name)
        for value in values:
            if value not in known:
                self.refuse(name, _("“{value}” is not known.").format(value=value))
        return values

    def mapping(self, name: str) -> Mapping[str, str]:
        """A table of texts with free keys, such as names by language."""
        if not self.has(name):
            return {}
        value = self._take(name, dict)
        items = value if isinstance(value, dict) else {}
        if not all(isinstance(item, str) and item.strip() for item in items.values()):
            self.refuse(name, _("every value must be a text."))
        return dict(items)

    def named(self, name: str, read: Callable[["Table"], T]) -> dict[str, T]:
        """A table of tables with free keys, each read and finished."""
        if not self.has(name):
            return {}
        value = self._take(name, dict)
        items = value if isinstance(value, dict) else {}
        return {key: self._finished(f"{name}.{key}", item, read) for key, item in items.items()}

    def part(self, name: str, read: Callable[["Table"], T]) -> T | None:
        """A table under this key, read and finished; None where the key is absent."""
        if not self.has(name):
            return None
        return self._finished(name, self._take(name, dict), read)

    def each(self, name: str, read: Callable[["Table"], T]) -> tuple[T, ...]:
        """Every table of an array of tables, read and finished; none where the key is absent."""
        if not self.has(name):
            return ()
        value = self._take(name, list)
        rows = value if isinstance(value, list) else []
        return tuple(
            self._finished(f"{name}[{number}]", row, read) for number, row in enumerate(rows, 1)
        )

    def end(self) -> None:
        """Refuse every key nobody asked for."""
        for name in self._values:
            if name not in self._asked:
                self.refuse(name, _("this key is not known; check its spelling."))

    def _finished(self, name: str, value: object, read: Callable[["Table"], T]) -> T:
        if not isinstance(value, dict):
            self.refuse(name, _("a table is needed here."))
        table = Table(self.file, self.key(name), value)
        result = read(table)
        table.end()
        return result

    def _take(self, name: str, kind: type) -> object:
        self._asked.add(name)
        if name not in self._values:
            self.refuse(name, _("this key is missing."))
        value = self._values[name]
        if not isinstance(value, kind):
            self.refuse(
                name, _("a value of another kind is needed ({kind}).").format(kind=kind.__name__)
            )
        return value


def read_file(path: Path, read: Callable[[Table], T]) -> T:
    """Read one TOML file with `read`, refusing whatever is left over; raises DefinitionError."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DefinitionError(
            _("The file {file} cannot be read; check that it is there.").format(file=path.name)
        ) from error
    except UnicodeDecodeError as error:
        raise DefinitionError(
            _("The file {file} is not text in UTF-8; save it as UTF-8.").format(file=path.name)
        ) from error
    except tomllib.TOMLDecodeError as error:
        # The parser's own message ends with the line and column.
        raise DefinitionError(
            _("The file {file} is not valid TOML: {error}.").format(file=path.name, error=error)
        ) from error
    table = Table(path.name, "", values)
    result = read(table)
    table.end()
    return result


def read_folder(folder: Path, read: Callable[[Table], T]) -> dict[str, T]:
    """Read every TOML file of a folder, by name without ending; raises DefinitionError."""
    if not folder.is_dir():
        raise DefinitionError(
            _("The folder {folder} is missing; install CaseDesk again.").format(folder=folder.name)
        )
    return {path.stem: read_file(path, read) for path in sorted(folder.glob("*.toml"))}
