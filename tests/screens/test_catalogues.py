"""The catalogues: complete, exact and in step with the code. What is out of step is put right by `make words`."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from babel import Locale
from babel.messages.catalog import Message

from bot.screens.words import LANGUAGE_NAMES, LANGUAGES, words_for
from tests.screens import reading
from tests.screens.catalogues import TEMPLATE, TRANSLATED, catalogue, template, updated, written_template

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
FORMS = ("zero", "one", "two", "few", "many", "other")
EXACT_FORMS = frozenset({"zero", "one", "two"})
"""Forms that stand for a single number, where the language may say it without a figure ("a neighbour")."""


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def texts(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value,)


def test_the_template_is_what_the_code_says() -> None:
    assert TEMPLATE.read_bytes() == written_template(), "run `make words`"


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_catalogue_has_the_codes_messages(language: str) -> None:
    ours = {(message.context, texts(message.id)) for message in messages(language)}
    assert ours == {(message.context, texts(message.id)) for message in template() if message.id}, "run `make words`"
    assert updated(language).decode().count("#, fuzzy") == 0


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_is_translated(language: str) -> None:
    missing = [message.id for message in messages(language) if not all(texts(message.string))]
    assert not missing
    assert not [message.id for message in messages(language) if message.fuzzy]


@pytest.mark.parametrize("language", TRANSLATED)
def test_placeholders_are_the_same(language: str) -> None:
    for message in messages(language):
        wanted = {found for text in texts(message.id) for found in PLACEHOLDER.findall(text)}
        for index, text in enumerate(texts(message.string)):
            found = set(PLACEHOLDER.findall(text))
            exact = message.pluralizable and FORMS[index] in EXACT_FORMS
            assert found == wanted or (exact and found | {"%(n)s"} == wanted), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_plural_forms_are_the_languages_own(language: str) -> None:
    rule, words = Locale.parse(language).plural_form, words_for(language)
    assert catalogue(language).num_plurals == len(FORMS)
    for n in [*range(130), 1_000, 1_003, 100_000]:
        assert FORMS[words._catalogue.plural(n)] == rule(n), n


@pytest.mark.parametrize("language", TRANSLATED)
def test_markup_is_the_same(language: str) -> None:
    for message in messages(language):
        if message.context is None:
            tags = sorted(re.findall(r"</?[a-z]+", texts(message.id)[-1]))
            for text in texts(message.string):
                assert sorted(re.findall(r"</?[a-z]+", text)) == tags, text
                assert reading.isolates_balanced(text), text


@pytest.mark.parametrize("language", TRANSLATED)
def test_line_breaks_are_the_same(language: str) -> None:
    for message in messages(language):
        for text in texts(message.string):
            assert text.count("\n") == texts(message.id)[-1].count("\n"), text
            assert text == text.strip() or texts(message.id)[0] != texts(message.id)[0].strip(), text


def test_placeholders_have_one_form() -> None:
    for message in template():
        for text in texts(message.id) if message.id else ():
            bare = text.replace("%%", "")
            assert "%" not in PLACEHOLDER.sub("", bare), text
            assert all(found.endswith("s") for found in PLACEHOLDER.findall(bare)), (
                f"%(name)s, not another form: {text}"
            )


def test_languages_are_offered_under_their_own_names() -> None:
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)
    for language, name in LANGUAGE_NAMES.items():
        own = Locale.parse(language).display_name
        assert own is not None
        assert name.casefold() == own.casefold()
