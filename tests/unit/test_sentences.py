"""The translators' template holds every sentence of the program and of its rules, and no other."""

from tests.sentences import collector


def test_translators_are_given_the_sentences_of_today() -> None:
    fresh = collector().template() == collector().TEMPLATE.read_bytes()
    assert fresh, "the sentences changed: run .venv/bin/python packaging/strings.py"
