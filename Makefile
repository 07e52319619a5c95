# Countersign. `make run` serves the product, `make test` checks it; both set up what they need.
# VENV=folder uses another environment, PORT=8000 another port, SAMPLE=1 the sample company.
SHELL := /bin/sh
export VENV ?= .venv

.PHONY: help run test trust bench lint format lock setup setup-dev

help: ## shows this list
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile

setup:
	@sh ops/setup.sh run

setup-dev:
	@sh ops/setup.sh dev

run: setup ## sets up and serves http://127.0.0.1:5000 (PORT=, SAMPLE=1)
	@sh ops/run.sh

test: setup-dev ## sets up, then runs all checks and tests but the long batteries
	@sh ops/browser.sh
	@sh ops/test.sh

trust: setup-dev ## sets up, then runs the long batteries: full matrix, races, kills, every page
	@sh ops/browser.sh
	@$(VENV)/bin/pytest -q -n 2 --dist loadfile -m trust --hypothesis-profile=trust --durations=10 tests

bench: setup-dev ## measures the product against its budgets
	@sh ops/bench.sh

lint: setup-dev ## form, style, types and the contracts of the house
	@sh ops/lint.sh

format: setup-dev ## puts the code into its form
	@$(VENV)/bin/ruff check --quiet --fix --exit-zero .
	@$(VENV)/bin/ruff format --quiet .

lock: setup-dev ## writes the lock files anew from the .in files
	@sh ops/lock.sh
