"""The short form behind /offer and /need: four questions, of which one line may have answered some. Pure but for
`keep` and `open_form`, which keep it as a draft."""

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b
from typing import Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.core.minutes import Minutes
from bot.core.text import clean_line
from bot.timebank.market import rules
from bot.timebank.market.categories import category_called
from bot.timebank.market.line import Line, read_line, read_time
from bot.timebank.market.model import Category, Side
from bot.timebank.market.refusals import ChooseAKind, NoPostForm, NotATime

KIND: Final = "market"
"""The kind of its draft."""
ANY: Final = "any"
"""On a button: it depends, anywhere."""
_TOKEN_BYTES: Final = 6
_DIGITS_MOST: Final = 4


class Step(StrEnum):
    """A question."""

    TEXT = "text"
    CATEGORY = "category"
    TIME = "time"
    AREA = "area"


STEPS: Final = tuple(Step)


@dataclass(frozen=True, slots=True)
class Form:
    """What has been answered so far."""

    token: str
    """Names this form on its buttons, and the post that comes of it."""
    side: Side
    line: Line
    step: Step | None = Step.TEXT
    """What is asked now; None: all is said."""

    def answered(self, **answers: object) -> "Form":
        """With an answer to what is asked, at the next question that is still open."""
        at = STEPS.index(self.step) + 1 if self.step else len(STEPS)
        line = replace(self.line, **answers)  # type: ignore[arg-type]
        return replace(self, line=line, step=next((step for step in STEPS[at:] if not _said(line, step)), None))

    def back(self) -> "Form":
        """At the question before."""
        at = STEPS.index(self.step) if self.step else len(STEPS)
        return replace(self, step=STEPS[max(0, at - 1)])


def _said(line: Line, step: Step) -> bool:
    return {
        Step.TEXT: bool(line.text),
        Step.CATEGORY: line.category is not None,
        Step.TIME: line.minutes is not None,
        Step.AREA: line.area is not None,
    }[step]


def typed(form: Form, text: str) -> Form:
    """An answer in words. Refuses PostTextTooShort, PostTextTooLong, ChooseAKind, NotATime, AreaTooLong."""
    match form.step:
        case Step.TEXT:
            line = read_line(text)
            rules.check_text(line.text)
            said = {name: getattr(line, name) for name in ("category", "minutes", "area") if getattr(line, name)}
            return form.answered(text=line.text, **said)
        case Step.CATEGORY:
            category = category_called(clean_line(text).removeprefix("#"))
            if category is None:
                raise ChooseAKind
            return form.answered(category=category)
        case Step.TIME:
            return form.answered(minutes=read_time(text))
        case Step.AREA:
            area = clean_line(text)
            rules.check_area(area)
            return form.answered(area=area or None)
    raise NoPostForm


def pressed(form: Form, value: str) -> Form:
    """An answer by a button. Refuses ChooseAKind, NotATime, NoPostForm for what no button says."""
    match form.step:
        case Step.CATEGORY if value in set(Category):
            return form.answered(category=Category(value))
        case Step.CATEGORY:
            raise ChooseAKind
        case Step.TIME if value == ANY:
            return form.answered(minutes=None)
        case Step.TIME if value.isascii() and value.isdecimal() and len(value) <= _DIGITS_MOST:
            return form.answered(minutes=read_time(f"{value} min"))
        case Step.TIME:
            raise NotATime
        case Step.AREA if value == ANY:
            return form.answered(area=None)
    raise NoPostForm


def token_of(actor: Actor) -> str:
    """The name of the form that this act begins."""
    return blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()


def keep(tx: Tx, actor: Actor, form: Form, community: CommunityId) -> None:
    """As it is now, in the place of an earlier one."""
    assert form.step is not None, "what is complete is posted"
    line = form.line
    data = {
        "token": form.token,
        "side": form.side.value,
        "text": line.text,
        "category": line.category.value if line.category else None,
        "minutes": line.minutes,
        "area": line.area,
    }
    drafts.keep(tx, actor.person, Draft(KIND, form.step.value, data, community))


def open_form(tx: Tx, actor: Actor) -> tuple[Form, CommunityId] | None:
    """The form that the actor has open, and for which community."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None or draft.community is None:
        return None
    data = draft.data
    line = Line(
        text=data["text"],
        category=None if data["category"] is None else Category(data["category"]),
        minutes=None if data["minutes"] is None else Minutes(data["minutes"]),
        area=data["area"],
    )
    return Form(data["token"], Side(data["side"]), line, Step(draft.step)), draft.community
