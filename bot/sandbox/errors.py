"""How the stand-in says no: Telegram's error object, and the error of a human doing what an app would not let them do."""


class ApiError(Exception):
    """A refused Bot API call: HTTP status, Telegram's own words, and `parameters` (`retry_after`, `migrate_to_chat_id`)."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad_request(reason: str, **parameters: int) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    return ApiError(403, f"Forbidden: {reason}")


class CannotAct(Exception):
    """A person tried what Telegram's app would not offer (press a button that is not there, write in a group they left)."""
