"""Offers as the Bot API wants them: the results of an inline query."""

from typing import Any, Final

from telegram import InlineKeyboardMarkup, InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent

from bot.delivery import markup
from bot.screens.model import Article, Offer

CACHED_SECONDS: Final = 5
"""For how long Telegram may give the same answer to the same person: the counts in it go stale."""


def answer_of(query: str, offer: Offer) -> dict[str, Any]:
    """The parameters of answerInlineQuery. What is offered depends on who asks."""
    button = InlineQueryResultsButton(offer.label, start_parameter=offer.payload) if offer.label else None
    return {
        "inline_query_id": query,
        "results": [_result(article) for article in offer.articles],
        "cache_time": CACHED_SECONDS,
        "is_personal": True,
        "button": button,
    }


def _result(article: Article) -> InlineQueryResultArticle:
    said = markup.text_of(article.screen, inline=True)
    keyboard = said["reply_markup"]
    return InlineQueryResultArticle(
        article.key,
        article.title,
        InputTextMessageContent(
            said["text"], parse_mode=said["parse_mode"], link_preview_options=said["link_preview_options"]
        ),
        description=article.description,
        reply_markup=keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None,
    )
