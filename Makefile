# Everything that is done with collabref; each recipe sets up .venv by itself.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint check bench relevance docs clean

# The tool at work: one card, one comparison.
demo: .venv/installed
	@$(BIN)/collabref show qic
	@$(BIN)/collabref compare qic cop

# Every test.
test: .venv/installed
	@$(BIN)/python -m pytest

# Style and types.
lint: .venv/installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The built-in library against the structural and editorial rules.
check: .venv/installed
	@$(BIN)/collabref check

# Start-up and compile times, as ratios taken in one run.
bench: .venv/installed
	@$(BIN)/python tests/bench.py

# How well search finds what it should: recall in the first five, and mean reciprocal rank.
relevance: .venv/installed
	@$(BIN)/python tests/relevance.py

# The documents that follow from the program: help, manual page, and parts of README and CONTRIBUTING.
docs: .venv/installed
	@$(BIN)/python tools/make_docs.py

# Remove what can be made again.
clean:
	rm -rf .venv dist

# The environment: collabref itself, editable, and what its development needs.
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "collabref needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@
