# All development tasks; each recipe sets up .venv itself.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
UV := .venv-uv/bin/uv
# One process per core, at most four; the tests of a group (tests/test_browser.py) run in the same process.
PYTEST := -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup
NO_BROWSER := --ignore tests/test_browser.py
OF ?= cite.vancouver
CHROMIUMS := chromium chromium-browser google-chrome google-chrome-stable

# The tests start collabref some 600 times, and without bytecode Python would compile it each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-newest test-oldest test-pythons constraints coverage browser lint check bench relevance torture mutants docs clean

# A quick look at the tool: one card, one comparison.
demo: $(VENV)/installed
	@$(BIN)/collabref show qic
	@$(BIN)/collabref compare qic cop

# Every test.
test: $(VENV)/installed
	@$(BIN)/python $(PYTEST) $(TESTS)

# The tests without a browser, with the newest version of everything that pyproject.toml allows.
test-newest: $(UV)
	$(call test-range,highest,$(PYTHON))

# The tests without a browser, with the lowest versions that pyproject.toml allows, on the oldest Python here.
test-oldest: $(UV)
	$(call test-range,lowest-direct,$$($(PYTHON) tools/pythons.py | head -n 1 | cut -d ' ' -f 2-))

# The tests without a browser, on every Python from 3.11 up that is on PATH.
test-pythons:
	@$(PYTHON) tools/pythons.py | { \
	failed=; \
	while read -r version python; do \
	    echo "Python $$version"; \
	    $(MAKE) --no-print-directory test PYTHON="$$python" VENV=".venv-$$version" TESTS='$(NO_BROWSER)' </dev/null \
	    || failed="$$failed $$version"; \
	done; \
	test -z "$$failed" || { echo "The tests fail on Python$$failed." >&2; exit 1; }; }

# Update the pinned development packages: writes constraints.txt.
constraints: $(UV)
	@$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras \
	    --group dev --group environments --group mutants --no-annotate \
	    --custom-compile-command 'make constraints' --output-file constraints.txt pyproject.toml

# What the tests of HTML pages need: Chromium, from apt-get if there is none, and the packages of tests/browser.
browser: tests/browser/node_modules/.package-lock.json
	@for name in $(CHROMIUMS); do command -v $$name >/dev/null && exit 0; done; \
	command -v apt-get >/dev/null || { echo 'No Chromium on PATH, and no apt-get to install it with.' >&2; exit 1; }; \
	as_root=; test "$$(id -u)" = 0 || as_root='sudo -n'; \
	$$as_root apt-get -qq update >/dev/null; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 \
	    install --no-install-recommends chromium >/dev/null

# Which lines and branches the tests reach.
coverage: $(VENV)/installed
	@$(BIN)/python -m coverage run -m pytest
	@$(BIN)/python -m coverage report

# Style and types.
lint: $(VENV)/installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The built-in library against the structural and editorial rules.
check: $(VENV)/installed
	@$(BIN)/collabref check

# How fast it is, compared with bare programs and similar tools: writes docs/performance.md.
bench: $(VENV)/installed
	@$(BIN)/python tools/bench.py

# How well search works: recall in the first five, and mean reciprocal rank.
relevance: $(VENV)/installed
	@$(BIN)/python tools/relevance.py

# Kill a process at a hundred random moments of a compilation; the next one must answer correctly.
torture: $(VENV)/installed
	@$(BIN)/python tools/torture.py

# Small changes to a package or module that no test notices: make mutants OF=cite.vancouver
mutants: $(VENV)/installed
	@$(PIP) --group mutants
	@$(BIN)/python tools/mutants.py $(OF)

# The documents made from the program: help, manual page, pictures, and parts of the others.
docs: $(VENV)/installed
	@$(BIN)/python tools/make_docs.py

# Remove what can be made again.
clean:
	rm -rf .venv .venv-* dist tests/browser/node_modules

# The environment: collabref itself, editable, and its development packages, in the versions of constraints.txt.
# Without build isolation, which would use the newest build packages.
$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "collabref needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) --upgrade pip
	@$(PIP) --group dev
	@$(PIP) --no-build-isolation --editable .
	@touch $@

# uv, the only tool that can resolve lowest versions, and versions that work on every Python.
$(UV): pyproject.toml constraints.txt
	@$(PYTHON) -m venv --clear .venv-uv
	@.venv-uv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt uv
	@touch $@

# $(call test-range,RESOLUTION,PYTHON): a new environment with the versions that uv resolves from the ranges.
define test-range
	@"$(2)" -m venv --clear .$(@:test-%=venv-%)
	@$(UV) pip install --python .$(@:test-%=venv-%) --resolution $(1) --editable '.[bib,pandoc]' --group dev
	@.$(@:test-%=venv-%)/bin/python $(PYTEST) $(NO_BROWSER)
endef

# Exactly what the lock file lists, without running install scripts.
tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo 'No npm on PATH, which comes with Node.js 20 or newer.' >&2; exit 1; }
	@npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null
	@touch $@
