"""From the `text`, `parse_mode` and `entities` of a call (or what a person typed) to a message's content.

Of the parse modes HTML is played, in which the bot writes; Markdown and MarkdownV2 are refused by name, not misread.
"""

from bot.sandbox import html, wire
from bot.sandbox.entities import clean, detect, trim, utf16_length
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Args
from bot.sandbox.stage import Stage
from bot.sandbox.world import Content, Json

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100


def text_content(stage: Stage, args: Args) -> Content:
    """The content of a text message. Raises 400 for wrong markup, no text, too much text."""
    text, entities = _formatted(stage, args, "text", "entities")
    if not text:
        raise bad_request("message text is empty")
    if utf16_length(text) > MAX_TEXT:
        raise bad_request("message is too long")
    return Content(text, tuple(entities))


def caption(stage: Stage, args: Args, media: Json) -> Content:
    """The content of a message with a file. Raises 400 for wrong markup and too long a caption."""
    text, entities = _formatted(stage, args, "caption", "caption_entities")
    if utf16_length(text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return Content(text, tuple(entities), media)


def typed(text: str) -> Content:
    """What a person typed: plain text in which the app marks commands, mentions and links."""
    stripped = clean(text).strip()
    return Content(stripped, tuple(detect(stripped, [])))


def _formatted(stage: Stage, args: Args, text_name: str, entities_name: str) -> tuple[str, list[Json]]:
    source: str = args.get(text_name, "")
    mode: str = args.get("parse_mode", "").lower()
    if mode == "html":
        text, entities = html.parse(clean(source))
    elif mode in ("markdown", "markdownv2"):
        raise bad_request(f"the stand-in does not support parse_mode {args['parse_mode']}")
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, entities = clean(source), _given(args.get(entities_name, []), source)
    text, entities = trim(text, entities)
    entities = detect(text, _with_people(stage, entities))
    if len(entities) > MAX_ENTITIES:
        entities = entities[:MAX_ENTITIES]
    return text, entities


def _given(entities: list[Json], text: str) -> list[Json]:
    length = utf16_length(text)
    for entity in entities:
        offset, size = (entity.get("offset"), entity.get("length")) if isinstance(entity, dict) else (None, None)
        if not (isinstance(offset, int) and isinstance(size, int) and 0 <= offset < offset + size <= length):
            raise bad_request("can't parse MessageEntity: wrong offset or length")
    return entities


def _with_people(stage: Stage, entities: list[Json]) -> list[Json]:
    """Mentions by number get their user; a mention of somebody unknown stays plain text, as at Telegram."""
    if not any(entity["type"] == "text_mention" for entity in entities):
        return entities
    kept = []
    for entity in entities:
        if entity["type"] == "text_mention" and "user_id" in entity:
            person = stage.world.people.get(entity["user_id"])
            if person is None:
                continue
            kept.append(
                {
                    "type": "text_mention",
                    "offset": entity["offset"],
                    "length": entity["length"],
                    "user": wire.user(person),
                }
            )
        else:
            kept.append(entity)
    return kept
