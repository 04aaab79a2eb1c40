"""Keeps the form that somebody has open, as a draft in the database."""

from datetime import datetime
from hashlib import blake2b
from typing import Any, Final

from bot.communities import drafts
from bot.communities.drafts import Draft
from bot.communities.model import Actor, CommunityId
from bot.core.db import Tx
from bot.pledges.answers import Step
from bot.pledges.form import KIND, Form, View
from bot.pledges.wording import Deadline, Money, Names, Occasion, Promise, Unit, Visibility

_TOKEN_BYTES: Final = 6


def token_of(actor: Actor) -> str:
    """The name of the form that this act begins: the same act always begins the same form."""
    return blake2b(f"{actor.person} {actor.key}".encode(), digest_size=_TOKEN_BYTES).hexdigest()


def keep(tx: Tx, actor: Actor, form: Form, community: CommunityId) -> None:
    """The form as it is now, in the place of an earlier one."""
    answers: dict[str, Any] = {step.value: _plain(value) for step, value in (form.answers or {}).items()}
    data = {
        "token": form.token,
        "language": form.language,
        "answers": answers,
        "condition": form.condition,
        "advised": form.advised,
        "editing": form.editing,
        "visibility": form.visibility.value,
        "names": form.names.value,
    }
    drafts.keep(tx, actor.person, Draft(KIND, (form.step or form.view).value, data, community))


def open_form(tx: Tx, actor: Actor) -> tuple[Form | None, CommunityId | None]:
    """The form that the actor has open, and for which community."""
    draft = drafts.draft_of(tx, actor.person, KIND)
    if draft is None:
        return None, None
    data = draft.data
    if draft.step == View.PREVIEW:  # one that an earlier release drew knows nothing of the deed's day
        data["answers"].setdefault(Step.ACT_ON.value, None)
    form = Form(
        token=data["token"],
        language=data["language"],
        step=None if draft.step in set(View) else Step(draft.step),
        view=View(draft.step) if draft.step in set(View) else View.PREVIEW,
        answers=_answers(data["answers"]),
        condition=data["condition"],
        advised=data["advised"],
        editing=data["editing"],
        visibility=Visibility(data["visibility"]),
        names=Names(data["names"]),
    )
    return form, draft.community


def _answers(kept: dict[str, Any]) -> dict[Step, Any]:
    answers = {Step(step): _rich(value) for step, value in kept.items()}
    if Step.UNIT in answers:
        answers[Step.UNIT] = Unit(answers[Step.UNIT])
    return answers


def _plain(value: Any) -> Any:
    """An answer as JSON can hold it."""
    if isinstance(value, Promise):
        return {"action": value.action, "opening": value.opening}
    if isinstance(value, Occasion):
        return {"place": value.place, "at": value.at.isoformat(), "whole_day": value.whole_day, "zone": value.time_zone}
    if isinstance(value, Deadline):
        return value.kept()
    if isinstance(value, Money):
        return {"minor": value.minor, "currency": value.currency}
    return value


def _rich(value: Any) -> Any:
    """An answer as it was before `_plain`."""
    if not isinstance(value, dict):
        return value
    if "action" in value:
        return Promise(value["action"], value["opening"])
    if "minor" in value:
        return Money(value["minor"], value["currency"])
    if "place" in value:
        return Occasion(datetime.fromisoformat(value["at"]), value["whole_day"], value["zone"], value["place"])
    return Deadline.as_kept(value)
