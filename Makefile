# Everything a person types. `make demo` and `make test` do their own set-up.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
# The locks are complete; --no-deps leaves out what only the model's package itself would want.
PIP := $(PY) -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes

.PHONY: help install nlp multilingual dev demo test lint types tests lock words clean

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

install: $(VENV)/installed  ## prepare .venv with the locked dependencies

nlp: $(VENV)/installed-nlp  ## the same, with spaCy for a second reading of documents

multilingual: $(VENV)/installed-multilingual  ## the same, with the model for other languages

dev: $(VENV)/installed-dev  ## the same, with the development tools

demo: install  ## a page in the browser and the terminal to try it in, no Slack account needed
	@$(PY) -m bot demo

test: lint types tests  ## lint, types and every test, on SQLite and PostgreSQL

lint: dev
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(VENV)/bin/lint-imports --no-cache

types: dev
	$(PY) -m mypy

# Thousands of small databases are made: in memory, where there is room for them. Each of the two
# begins with its half of the files, and takes over from the other when it is done: what the tests of
# a file share is made once.
IN_MEMORY := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4000000 {print "TMPDIR=/dev/shm"}')

tests: dev
	$(IN_MEMORY) $(PY) -m pytest -n 2 --dist worksteal

# Packages for a platform that is never (pyproject.toml, tool.uv) have no place in a lock.
COMPILE := $(PY) -m uv pip compile pyproject.toml --extra semantic --extra build --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet
DROP_NEVER := sed -i "/sys_platform == 'never'/,/[^\\]$$/d"

lock:  ## renew the locked versions (needs `make dev` once)
	$(COMPILE) --upgrade -o requirements.lock
	$(COMPILE) --extra nlp -c requirements.lock -o requirements-nlp.lock
	$(COMPILE) --extra multilingual -c requirements.lock -o requirements-multilingual.lock
	$(COMPILE) --extra nlp --extra multilingual --extra dev -c requirements-nlp.lock -c requirements-multilingual.lock -o requirements-dev.lock
	$(DROP_NEVER) requirements.lock requirements-nlp.lock requirements-multilingual.lock requirements-dev.lock

words: dev  ## bring the translations up to date with the code; what is new is left empty
	$(PY) -m tests.catalogues

clean:  ## remove .venv and the demo's database
	rm -rf $(VENV) .demo

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "On Record needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(PY)
	@echo "Installing the locked dependencies and the command onrecord into $(VENV) …"
	@$(PIP) -r requirements.lock
	@$(PY) -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-nlp: requirements-nlp.lock $(VENV)/installed
	@echo "Installing spaCy and its English model into $(VENV) …"
	@$(PIP) -r requirements-nlp.lock
	@touch $@

$(VENV)/installed-multilingual: requirements-multilingual.lock $(VENV)/installed
	@echo "Installing the model for other languages into $(VENV) …"
	@$(PIP) -r requirements-multilingual.lock
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "Installing the development tools into $(VENV) …"
	@$(PIP) -r requirements-dev.lock
	@touch $@
