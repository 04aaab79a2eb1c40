"""Collects the messages from the code and carries them into the catalogues: `make words`.

The template is locales/ifyouwill.pot; each language keeps what it has translated and gains what is new, empty.
Places are given as files without line numbers, so that only a changed sentence changes a catalogue.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

from bot.screens.words import BUTTON_CONTEXT, LANGUAGES, SOURCE

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "locales" / "ifyouwill.pot"
TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE)

COUNTED = frozenset({"count", "plain_count"})
KEYWORDS = frozenset({"say", "plain", "button"}) | COUNTED
_HEADER = """\
# {title} for IfYouWill.
msgid ""
msgstr ""
"Project-Id-Version: IfYouWill\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def catalogue_path(language: str) -> Path:
    return ROOT / "locales" / language / "LC_MESSAGES" / "ifyouwill.po"


def catalogue(language: str) -> Catalog:
    """What is translated into the language so far."""
    with catalogue_path(language).open("rb") as source:
        return read_po(source, locale=language)


def template() -> Catalog:
    """All messages of the code, in the order of files and lines."""
    found = Catalog(locale=SOURCE, domain="ifyouwill")
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for message, context, comments in _messages(path):
            place = path.relative_to(ROOT).as_posix()
            found.add(message, context=context, auto_comments=comments, locations=[(place, 0)])
    return found


def _messages(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None, list[str]]]:
    with path.open("rb") as source:
        for _, function, messages, comments in extract_python(source, KEYWORDS, ["Translators:"], {}):
            texts = messages if isinstance(messages, tuple) else (messages,)
            context = BUTTON_CONTEXT if function == "button" else None
            if function in COUNTED:
                if len(texts) > 1 and texts[0] and texts[1]:
                    yield (texts[0], texts[1]), context, comments
            elif texts[0]:
                yield texts[0], context, comments


def written(messages: Catalog, title: str, language: str, plurals: str) -> bytes:
    """The catalogue as the bytes of a .po file: the same for the same messages."""
    body = BytesIO()
    write_po(body, messages, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = _HEADER.format(title=title, language=language, plurals=plurals)
    return header.encode() + body.getvalue().strip(b"\n") + b"\n"


def written_template() -> bytes:
    return written(template(), "Messages", "", "nplurals=2; plural=(n != 1);")


def updated(language: str) -> bytes:
    """The language's catalogue with the code's present messages."""
    messages = catalogue(language)
    messages.update(template(), no_fuzzy_matching=True)
    name = messages.locale.english_name if messages.locale else language
    return written(messages, f"{name} translations", language, messages.plural_forms)


def main() -> None:
    TEMPLATE.write_bytes(written_template())
    for language in TRANSLATED:
        catalogue_path(language).write_bytes(updated(language))
        messages = catalogue(language)
        open_ = [message.id for message in messages if message.id and not _translated(message.string)]
        print(f"{language}: {len(messages)} messages, {len(open_)} to translate")


def _translated(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    main()
