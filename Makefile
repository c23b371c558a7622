# make map    sets everything up and draws build/syria-2024.html from data/articles/
# make test   sets everything up and runs every check and test
# make help   names the rest

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
READY_DATA := $(VENV)/.ready-data
# The first of these that is a Python the lock holds for.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
# What places and events are measured with: corpora with their scorer, labelled cases.
CORPORA ?= ../shared/eval
ADDED ?= $(wildcard ../shared/reference/sy_places_whosonfirst.csv)
CASES ?= ../shared/cases/events_dev.jsonl ../shared/cases/events_check.jsonl
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --require-hashes --only-binary :all:
INSTALL_SELF := $(PIP) install --quiet --no-deps --no-build-isolation --no-index --editable .
COMPILE := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --extra build

.PHONY: help setup map test lint wheel bench-places bench-events bench-areas bench-page bench-compare screenshots \
	data lock clean

help:
	@echo "setup         make $(VENV) and install Frontline in it, from requirements.txt"
	@echo "map           draw build/syria-2024.html from data/articles/"
	@echo "test          lint, wheel, and all tests"
	@echo "lint          format, ruff and mypy, changing nothing"
	@echo "wheel         build the wheel and try it in an environment of its own"
	@echo "bench-WHAT    figures and speed of WHAT: places, events, areas, page or compare"
	@echo "screenshots   pictures of the sample map in build/screenshots/"
	@echo "data          rebuild data/ from its sources"
	@echo "lock          resolve the versions in requirements*.txt anew where pyproject.toml asks for it"
	@echo "clean         remove what make made, but $(VENV)"

setup: $(READY)

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Frontline needs Python 3.11, 3.12 or 3.13: none is on the PATH" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(READY): requirements.txt pyproject.toml | $(BIN)/python
	$(INSTALL) -r requirements.txt
	$(INSTALL_SELF)
	@touch $@

$(READY_DEV): requirements-dev.txt pyproject.toml | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	$(INSTALL_SELF)
	@touch $(READY) $@

$(READY_DATA): requirements-data.txt pyproject.toml | $(BIN)/python
	$(INSTALL) --no-binary names -r requirements-data.txt
	$(INSTALL_SELF)
	@touch $(READY) $@

map: $(READY)
	@mkdir -p build
	$(BIN)/frontline map data/articles --baseline data/baselines/syria-2024-11-26.csv --country SY \
		--title "Syria, 27 November to 9 December 2024" -o build/syria-2024.html
	@echo "build/syria-2024.html is ready: open it in a browser"

test: lint wheel
	$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(READY_DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

wheel: $(READY_DEV)
	$(BIN)/python tests/check_wheel.py

bench-places: $(READY_DEV)
	$(BIN)/python benchmarks/places.py $(CORPORA) $(ADDED:%=--added %)

bench-events: $(READY_DEV)
	$(BIN)/python benchmarks/events.py $(CORPORA) $(CASES)

bench-areas: $(READY_DEV)
	$(BIN)/python -m benchmarks.areas
	$(BIN)/python -m benchmarks.areas_speed

bench-page: $(READY_DEV)
	$(BIN)/python -m benchmarks.page

bench-compare: $(READY_DEV)
	$(BIN)/python benchmarks/compare.py

screenshots: $(READY_DEV) map
	$(BIN)/frontline map data/articles --baseline data/baselines/syria-2024-11-26.csv --country SY --language ar \
		--title "سوريا من 27 نوفمبر إلى 9 ديسمبر 2024" -o build/syria-2024-ar.html --image build/syria-2024.svg
	$(BIN)/python scripts/make_screenshots.py build/syria-2024.html build/screenshots build/syria-2024-ar.html
	cp build/screenshots/desktop.png docs/map.png

data: $(READY_DATA)
	$(BIN)/python scripts/build_data.py

lock: | $(READY_DEV)
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt
	$(COMPILE) --extra data -c requirements.txt -o requirements-data.txt

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
