# One command each. Only Python is needed: where uv is missing it is installed into .tools, here and nowhere else.

PYTHON ?= python3
WORKERS ?= 4
UV ?= $(shell command -v uv || echo .tools/bin/uv)
RUN = $(UV) run --locked

.DEFAULT_GOAL := help
.PHONY: help demo check test lint audit bench night soak words locks pictures

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

demo: $(filter .tools/%,$(UV))  ## the bot in your browser, with a small neighbourhood; no token needed
	$(RUN) --no-dev ifyouwill demo

check: lint  ## the fast part: style, types, import contracts, fast tests (under 3 minutes)
	$(RUN) pytest -n $(WORKERS) -m "not slow"

test: lint audit  ## everything, as CI runs it (under 25 minutes)
	$(RUN) pytest -n $(WORKERS)

lint: $(filter .tools/%,$(UV))  ## style, types, import contracts
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports

audit: $(filter .tools/%,$(UV))  ## known vulnerabilities of the locked dependencies
	$(RUN) python -m tests.conventions.audit

bench: $(filter .tools/%,$(UV))  ## ratios against baselines measured in the same run
	$(RUN) --group bench python -m benchmarks

night: $(filter .tools/%,$(UV))  ## eight hours of simulated lives; MINUTES=480, ARGS=--postgres
	$(RUN) python -m tests.simulation --minutes $(or $(MINUTES),480) $(ARGS)

soak: $(filter .tools/%,$(UV))  ## kill the bot 500 times at random; KILLS=5000
	IFYOUWILL_TEST_KILLS=$(or $(KILLS),500) $(RUN) pytest -n $(WORKERS) tests/scenarios/test_kills.py

words: $(filter .tools/%,$(UV))  ## carry messages into locales/, draw docs/gallery.md and docs/settings.md
	$(RUN) python -m tests.screens.catalogues
	$(RUN) python -m tests.screens.test_golden
	$(RUN) python -m tests.screens.gallery
	$(RUN) python -m tests.conventions.settings_page

locks: $(filter .tools/%,$(UV))  ## lock by hash what builds the image (deploy/build.txt)
	printf 'uv\nhatchling\n' | $(UV) pip compile - --quiet --upgrade --generate-hashes --universal --python-version 3.11 \
		--no-annotate --custom-compile-command "make locks" --output-file deploy/build.txt

pictures: $(filter .tools/%,$(UV))  ## take the README's picture anew, in Chromium
	IFYOUWILL_TEST_PICTURES=docs/pictures $(RUN) pytest tests/browser/test_story.py

.tools/bin/uv:
	$(PYTHON) -m venv .tools
	.tools/bin/pip install --quiet uv
