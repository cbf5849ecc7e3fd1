# Two commands do everything: `make run` serves the product, `make test` proves it. `make help` lists the rest.
PYTHON ?= python3
PORT   ?= 8501
VENV   := .venv
BIN    := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test check unit browser-tests data validate bench lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(VENV)/run.stamp ## install what is needed and serve on http://localhost:8501
	PORT=$(PORT) $(BIN)/python -m dantoc serve

test: $(VENV)/test.stamp system check unit browser-tests ## install what the tests need, browser and PostgreSQL too, and run them all

check: $(VENV)/test.stamp ## the quality gates: ruff (lint and format) and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: $(VENV)/test.stamp system ## all tests but those in a browser
	$(BIN)/python -m pytest -n auto -m "not browser"

browser-tests: $(VENV)/test.stamp system ## the tests that only a browser can tell
	$(BIN)/python -m pytest -n 2 -m browser

.PHONY: system
system: $(VENV)/test.stamp
	$(BIN)/python tests/system.py

data: $(VENV)/run.stamp ## build every Parquet file from its source.csv and validate
	$(BIN)/python -m dantoc curate
	$(BIN)/python -m dantoc validate

bench: $(VENV)/bench.stamp ## time the product against named peers in the same run; the table goes into docs/performance.md
	$(BIN)/python -m benchmarks

lock: ## pin what requirements*.in ask for, with all that they bring
	$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/python -m pip install -q pip-tools
	$(VENV)-lock/bin/pip-compile -q --no-header --strip-extras --no-emit-index-url --no-emit-find-links -o requirements.txt requirements.in
	$(VENV)-lock/bin/pip-compile -q --no-header --strip-extras --no-emit-index-url --no-emit-find-links -o requirements-test.txt requirements-test.in
	$(VENV)-lock/bin/pip-compile -q --no-header --strip-extras --no-emit-index-url --no-emit-find-links -o requirements-bench.txt requirements-bench.in
	rm -rf $(VENV)-lock

clean: ## remove the virtual environment and what was built; what readers saved, in var/, stays
	rm -rf $(VENV) build .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Say which: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test.stamp: requirements-test.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-test.txt
	touch $@

$(VENV)/bench.stamp: requirements-bench.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-bench.txt
	touch $@
