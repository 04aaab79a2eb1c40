"""Speaking Telegram: screens become calls, errors become outcomes, and the dispatcher says what is owed."""

import os

os.environ.setdefault("PTB_TIMEDELTA", "true")  # the library then speaks of durations as timedelta, as it soon will
