# Onmodel: two commands. `make demo` runs the main job on the sample; `make test` proves the whole.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SERVE ?= 1
# Python keeps what it compiled, also where a machine's environment forbids it: each start takes half as long.
export PYTHONDONTWRITEBYTECODE :=
# What `onmodel serve` shows; a wheel has it in it.
PAGES := src/onmodel/pages/index.html

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint lock pages clean

help: ## what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(VENV)/.ready $(PAGES) ## install everything into .venv, from uv.lock with hashes, and build the pages

$(PAGES): $(VENV)/.ready $(shell git ls-files web 2>/dev/null)
	@echo "building the pages (a minute the first time) …"
	@$(BIN)/python tools/pages.py build
	@touch $@

$(VENV)/.ready: uv.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip --default-pip >/dev/null
	@$(BIN)/python -c 'import uv' 2>/dev/null || $(BIN)/python -m pip install -q --disable-pip-version-check uv
	@echo "installing from uv.lock (a few minutes the first time) …"
	@$(BIN)/uv export -q --frozen --all-extras --all-groups --format requirements-txt --no-emit-project -o requirements.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --no-deps -e .
	@touch $@

lock: ## resolve again; the lock keeps versions and hashes and names no host (ADR 0002)
	$(BIN)/uv lock
	sed -i -E 's#https?://[^/"]+/(simple)?#https://index.invalid/\1#' uv.lock

demo: setup ## the main job on the sample story, then a server (SERVE=0: stop after the results)
	@$(BIN)/onmodel demo --out demo $(if $(filter 0,$(SERVE)),,--serve)

lint: setup ## ruff, mypy, import-linter, and that CI's own script can be read
	@bash -n .ci/run
	@$(BIN)/ruff format --check src tests tools benchmarks examples
	@$(BIN)/ruff check src tests tools benchmarks examples
	@$(BIN)/mypy
	@$(BIN)/lint-imports

pages: setup ## types, lint, unused code, unit tests of the pages, and the size of the first view
	@$(BIN)/python tools/pages.py check

test: lint pages ## every check and every test; a Chromium is fetched where none is here
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

clean: ## remove what was made, keep .venv
	rm -rf demo out .mypy_cache .ruff_cache .hypothesis
