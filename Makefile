# One command for each thing one does here. `make help` lists them; each does its own set-up.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$p && break; done)

# What `make bench` runs, each in its small form where it has one; the figures of the long forms are dated in benchmarks/*.md.
define BENCHES
start_up.py
extraction_speed.py
formats.py
many_documents.py --number 100
load_embedded.py --small
kills.py --small
catalogue_speed.py
diagrams.py
load_neo4j.py
sparql_neo4j.py
world.py
world_server.py
soak.py --seconds 60
endef
export BENCHES

# Where `make bench` writes its figures.
FIGURES ?= build/measured

# Every open() names its encoding: Python warns where one does not, and pytest makes warnings errors.
# Bytecode is kept, whatever the surroundings say: the tests start enishi hundreds of times.
PYTEST := PYTHONDONTWRITEBYTECODE= PYTHONWARNDEFAULTENCODING=1 $(BIN)/python -m pytest

# The tests of a file share a process; files are begun in the order that tests/conftest.py gives them.
SHARED_OUT := --numprocesses 2 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help demo test check check-deep format bench bundle constraints derived docs clean tools neo4j

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):[^#]*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s%s\n", $$1, $$2 }'

demo: $(VENV)/.run ## the samples, ingested, asked and drawn
	@$(BIN)/enishi demo

test: $(VENV)/.test tools ## all tests
	@$(PYTEST) $(SHARED_OUT)

check: $(VENV)/.test tools ## what CI holds to: format, lint, types, layers, tests with branch coverage, the wheel
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) $(SHARED_OUT) --cov --cov-fail-under=90

check-deep: $(VENV)/.test ## 10,000 random queries, compiled against sliced and file against Neo4j (hours; needs Java 17 and Maven)
	$(BIN)/python benchmarks/sparql_certify.py --queries 10000

format: $(VENV)/.test ## bring the source into shape
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(VENV)/.test ## every figure of the README's table, measured beside a peer, in small (FIGURES=benchmarks/measured keeps them)
	@echo "$$BENCHES" | while read -r run; do echo "== $$run"; \
		ENISHI_FIGURES=$(FIGURES) $(BIN)/python benchmarks/$$run </dev/null || echo "-- over a limit, or not run"; done
	@$(BIN)/python benchmarks/figures.py --of $(FIGURES)

bundle: $(VENV)/.test ## wheelhouse/: installs without a network: pip install --no-index --find-links wheelhouse enishi
	@rm -rf wheelhouse build
	@$(BIN)/python -m pip wheel --quiet --wheel-dir wheelhouse --constraint constraints.txt ".[documents]"
	@echo "wheelhouse: $$(ls wheelhouse | wc -l) wheels, $$(du -sh wheelhouse | cut -f1)"

constraints: ## constraints.txt anew, from the newest versions that fit together
	@$(BIN)/python scripts/constraints.py

neo4j: $(VENV)/.run ## a Neo4j server for development, until Ctrl-C (needs Java 17 and Maven; Neo4j Community is GPL)
	@$(BIN)/python scripts/neo4j_server.py

derived: $(VENV)/.run ## what follows from the ontology and the tables of names anew: their indexes, and the generated pages
	@$(BIN)/python -m enishi.ontology.indexing
	@$(BIN)/python tools/authority/build_index.py
	@$(MAKE) --no-print-directory docs

docs: $(VENV)/.run ## the generated pages of the handbook anew
	@$(BIN)/python -m enishi.cli.reference docs/reference
	@$(BIN)/python -m enishi.ontology.reference docs/reference
	@$(BIN)/python -m enishi.graph.neo4j.reference docs/reference

clean: ## everything that a command here made
	rm -rf $(VENV) build dist demo wheelhouse *.egg-info src/*.egg-info .coverage .hypothesis
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What some tests need beside Python: without it they are skipped, so say how to get it.
tools:
	@command -v java >/dev/null || echo "No Java: the OWL tests will be skipped (apt-get install default-jre-headless)." >&2
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| echo "No Chromium: the page tests will be skipped (apt-get install chromium)." >&2

$(BIN)/python:
	@[ -n "$(PYTHON)" ] || { echo "No Python 3.11 or newer (apt-get install python3 python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No venv (apt-get install python3-venv)." >&2; exit 1; }

# Installed anew only where what is to be installed has changed.
$(VENV)/.run: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) ..." >&2
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.run
	@echo "Installing what the tests need ..." >&2
	@$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[documents,test]"
	@touch $@
