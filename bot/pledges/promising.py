"""Reads the creator's half of a pledge, "I will bring my van".

What goes on after "I will" is put there; what has a verb of its own stays as it was written.
"""

from bot.pledges.languages import PLEDGES
from bot.pledges.languages.tables import NOTHING, PledgeWords
from bot.pledges.line import Line, line_of
from bot.pledges.refusals import ActionNotUnderstood
from bot.pledges.wording import Promise


def read_promise(text: str, language: str) -> Promise:
    """The answer to the question that ends in "I will …", of a form in this language (BCP 47).

    Raises ActionNotUnderstood for words that make no sentence with it.
    """
    words = PLEDGES.get(language.lower().split("-")[0])
    line = line_of(text)
    if words is None or not len(line):
        return Promise(text)
    promise = promise_in(line, words, answered=True)
    if promise is None:
        raise ActionNotUnderstood
    return promise


def language_of(text: str, language: str) -> str:
    """The language in which an answer is written, by its letters: the form's own (BCP 47) if it can be."""
    line = line_of(text)
    known = PLEDGES.get(language.lower().split("-")[0])
    if known is None or _has_letters_of(line, known):
        return language
    possible = [tag for tag, words in PLEDGES.items() if _has_letters_of(line, words)]
    return next((tag for tag in possible if line.starts(PLEDGES[tag].openers, 0)), possible[0])


def _has_letters_of(line: Line, words: PledgeWords) -> bool:
    """Languages without letters of their own share all that no other language has."""
    seen = [each.letters for each in PLEDGES.values() if each.letters.search(line.spelled())]
    return words.letters in seen if seen else words.letters is NOTHING


def promise_in(line: Line, words: PledgeWords, *, answered: bool = False) -> Promise | None:
    """The promise that the whole line makes; None if it is none, or not in words we read.

    `answered`: the line goes on after the usual opening, because it was asked for like that.
    """
    while len(line) and line.keys[0] in words.lead_ins:
        line = line.cut(1)
    opener = line.phrase(words.openers, 0)
    text = line.cut(len(opener)).text()
    if text is None:
        return None
    if opener:
        return Promise(text, line.cut(0, len(opener)).text() if words.openers[opener] else None)
    if future := words.future.match(text):
        return Promise(future[1])
    if words.own_verb.match(line.spelled()):
        return Promise(text, "")
    bare = words.continues if answered else words.bare
    return Promise(text, words.usual) if bare.match(line.spelled()) else None


def begins_at(line: Line, at: int, words: PledgeWords) -> bool:
    """Whether "I will" stands at `at`, in the middle of the line."""
    opener = line.phrase(words.openers, at)
    if opener:
        return opener not in words.only_first or _says_i(line.cut(at + len(opener)), words)
    return words.future.match(line.cut(at, at + 1).text() or "") is not None


def _says_i(line: Line, words: PledgeWords) -> bool:
    """Whether the verb after an opener that others may share is the creator's own (Arabic: it begins with a hamza)."""
    return words.verb_first and words.bare.match(line.spelled()) is not None
