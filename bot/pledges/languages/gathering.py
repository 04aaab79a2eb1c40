"""What people say of an amount that has to be there: it comes together. In every language at once."""

from typing import Final

from bot.pledges.languages.tables import phrases_of

GATHERING: Final = frozenset(
    phrases_of(
        *("come together", "comes together", "come in", "are given", "are promised", "are pledged", "in all"),
        *("is given", "is promised", "is pledged", "are found", "are offered", "altogether", "in total"),
        *("are raised", "is raised", "are collected", "is collected", "are there", "is there", "from others"),
        *("by others", "ynghyd", "at ei gilydd", "i gyd", "yn dod ynghyd", "yn cael eu haddo", "yn cael eu rhoi"),
        *("gan eraill", "yn cael ei addo", "yn cael ei roi", "yn cael ei gasglu", "yn cael eu casglu"),
        *("معا", "مجتمعة", "في المجموع", "إجمالا", "من الآخرين", "كاملة", "كاملا"),
    )
)
"""What may stand behind the amount."""
