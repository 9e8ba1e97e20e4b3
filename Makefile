# Everything that is done with collabref; each recipe sets up .venv by itself.

PYTHON ?= python3
BIN := .venv/bin
OF ?= cite.vancouver
CHROMIUMS := chromium chromium-browser google-chrome google-chrome-stable

.PHONY: demo test coverage browser lint check bench relevance torture mutants docs clean

# The tool at work: one card, one comparison.
demo: .venv/installed
	@$(BIN)/collabref show qic
	@$(BIN)/collabref compare qic cop

# Every test.
test: .venv/installed
	@$(BIN)/python -m pytest

# What the tests of HTML pages need: Chromium, from apt-get when there is none, and the packages of tests/browser.
browser: tests/browser/node_modules/.package-lock.json
	@for name in $(CHROMIUMS); do command -v $$name >/dev/null && exit 0; done; \
	command -v apt-get >/dev/null || { echo 'No Chromium on PATH, and no apt-get to install it with.' >&2; exit 1; }; \
	as_root=; test "$$(id -u)" = 0 || as_root='sudo -n'; \
	$$as_root apt-get -qq update >/dev/null; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
	    install --no-install-recommends chromium >/dev/null

# Which lines and branches the tests reach.
coverage: .venv/installed
	@$(BIN)/python -m coverage run -m pytest
	@$(BIN)/python -m coverage report

# Style and types.
lint: .venv/installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The built-in library against the structural and editorial rules.
check: .venv/installed
	@$(BIN)/collabref check

# How fast it is, beside bare programs and others of its kind: writes docs/performance.md.
bench: .venv/installed
	@$(BIN)/python tools/bench.py

# How well search finds what it should: recall in the first five, and mean reciprocal rank.
relevance: .venv/installed
	@$(BIN)/python tools/relevance.py

# A process killed at a hundred random moments of a compilation: the next one must answer right.
torture: .venv/installed
	@$(BIN)/python tools/torture.py

# Which small changes to a package or module no test notices: make mutants OF=cite.vancouver
mutants: .venv/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group mutants
	@$(BIN)/python tools/mutants.py $(OF)

# The documents that follow from the program: help, manual page, and parts of README and CONTRIBUTING.
docs: .venv/installed
	@$(BIN)/python tools/make_docs.py

# Remove what can be made again.
clean:
	rm -rf .venv dist tests/browser/node_modules

# The environment: collabref itself, editable, and what its development needs.
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "collabref needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

# What the lock file says, no more and no less, and no package's own install scripts.
tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo 'No npm on PATH, which comes with Node.js 20 or newer.' >&2; exit 1; }
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@
