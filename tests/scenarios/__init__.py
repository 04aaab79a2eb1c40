"""Long stories of the whole bot: crowds, races, deaths, roles, refusals, odd input."""

import pytest

pytest.register_assert_rewrite("tests.scenarios.ward", "tests.scenarios.road")
