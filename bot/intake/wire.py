"""Parameters of a Bot API call for PTB's request objects, without PTB's own update objects in between."""

from collections.abc import Mapping
from typing import Any

from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter  # the constructor of RequestData takes nothing else


def parameters(values: Mapping[str, Any]) -> RequestData:
    """The values as a request's data; lists and objects become JSON."""
    return RequestData([RequestParameter.from_input(name, value) for name, value in values.items()])
