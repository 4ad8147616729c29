.PHONY: help install chat test check browser slow kills bench eval docs requirements licences sbom audit
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
BIN = .venv/bin
DONE = .venv/.installed

help:             ## what there is to do
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ –/'

install: $(DONE)  ## the set-up alone: .venv with all that is needed

# torch first and on its own: any other way may pull gigabytes of GPU libraries.
$(DONE): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed. Install one, or name it: make install PYTHON=/path/to/python3.12"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(DONE)

chat: install     ## the chat in the browser, on the sample pages or your own library
	@$(BIN)/berufslotse

test: install     ## the tests (all but the slow ones and those in a browser)
	$(BIN)/python -m pytest -q

slow: install     ## the tests that need the built-in encoder
	$(BIN)/python -m pytest -q -m slow

browser: install  ## the tests in a real browser (Chromium)
	$(BIN)/python -m pytest -q -m browser

kills: install    ## kills at random moments of each change to a library: 75 each, 300 of add, sync, remove and rollback, and at each step (some ten minutes)
	KILLS=375 $(BIN)/python -m pytest -q -s -m slow tests/faults/test_kill_at_random_moments.py

check: install    ## style, types, layers, dependencies
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict index assistant ui
	$(BIN)/lint-imports
	$(BIN)/deptry .

bench: install    ## how fast it is, in some minutes: ratios to a bare baseline on 100 pages, the page in seconds (Chromium)
	$(BIN)/python -m benchmarks --pages 100 --users 1,5 --rounds 1 --starts 3 --questions 10 --each 4 --pause 2
	$(BIN)/python -m benchmarks.page

eval: install     ## how good it is (docs/evaluation.md)
	$(BIN)/berufslotse eval evaluation/sample.jsonl

docs: install     ## docs/cli.md from the help texts, the screenshots
	PYTHONPATH=. $(BIN)/python docs/make_docs.py --screenshot

requirements: install  ## packaging/requirements.txt: what a container installs, with hashes, from constraints.txt (some minutes)
	$(BIN)/python packaging/make_requirements.py

licences: install  ## docs/licences.md; fails where a licence must be looked at
	$(BIN)/python packaging/licences.py

TOOLS = .cache/supply-tools
$(TOOLS)/.installed: packaging/tools.txt
	$(PYTHON) -m venv $(TOOLS)
	$(TOOLS)/bin/python -m pip install --quiet --disable-pip-version-check -r packaging/tools.txt
	@touch $@

sbom: install $(TOOLS)/.installed  ## artifacts/sbom.json: what the product consists of (CycloneDX 1.5)
	@mkdir -p artifacts
	$(TOOLS)/bin/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --spec-version 1.5 --output-reproducible --output-file artifacts/installed.json
	$(BIN)/python packaging/sbom.py artifacts/installed.json artifacts/sbom.json

audit: $(TOOLS)/.installed  ## known vulnerabilities of what is pinned, where their database can be reached
	@$(PYTHON) packaging/audit.py $(TOOLS)/bin/pip-audit
