# The one door for people who work on CaseDesk. `make` alone says what there is.
# Every target works from a fresh clone: what is missing is made first.

.DEFAULT_GOAL := help
.PHONY: help setup run test lint fix torture bench lock wheel clean

help: ## Say what there is (this)
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

setup: ## Make .venv/ with the locked packages and CaseDesk in it
	@sh packaging/setup

run: setup ## Try the program with made-up cases
	@sh packaging/run

test: lint ## Everything a change must pass: lint, then all tests but the long ones
	.venv/bin/python -m pytest -n 2 -q -m "not torture"

lint: setup ## Style, types, and which package may import which
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

fix: setup ## Mend what the linter can mend by itself
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

torture: setup ## The long proofs: killed processes, damaged files, wrong clocks
	@if [ -d tests/torture ]; then .venv/bin/python -m pytest -m torture -s tests/torture; \
	else echo 'There are no long proofs yet: tests/torture/ does not exist.' >&2; exit 1; fi

bench: setup ## Measure CaseDesk beside what a person would use instead
	@if [ -f tests/bench.py ]; then .venv/bin/python -m tests.bench; \
	else echo 'There is nothing to measure yet: tests/bench.py does not exist.' >&2; exit 1; fi

lock: setup ## Write requirements/ again after pyproject.toml has changed
	@sh packaging/lock

wheel: setup ## Build the wheel into dist/ and prove that it runs from elsewhere
	@sh packaging/check-wheel

clean: ## Remove what was built and cached, but not .venv/
	rm -rf build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
