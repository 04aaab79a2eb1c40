"""How the stand-in says no: to the bot in Telegram's words, to people where the app would not offer the act."""


class ApiError(Exception):
    """A refused Bot API call: HTTP status, Telegram's words, `parameters` (`retry_after`, `migrate_to_chat_id`)."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


class CannotAct(Exception):  # noqa: N818 - no failure: the app would not offer this
    """A person tried what the app would not offer: a button that is not there, a group they left."""
