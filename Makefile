# make run        everything a bare machine needs, then the app (PORT=8501)
# make test       everything a bare machine needs, then all tests, the browser ones too
# make check      format, lint, types, data, fast tests: before every commit
# make test-office   checks that need LibreOffice, npm or another heavy program

PYTHON ?= python3
PORT ?= 8501
VENV ?= .venv
BIN := $(VENV)/bin
export VENV

.PHONY: run test check format test-office environment environment-dev

run: environment
	@$(BIN)/python -m dashboard run --port $(PORT)

test: environment-dev
	@browser=$$($(BIN)/python scripts/browser.py) || exit 2; \
	export DATELINE_CHROMIUM="$$browser"; \
	$(BIN)/python -m pytest -n 2 -m "not browser and not office" tests || exit 1; \
	$(BIN)/python -m pytest -n 2 --dist loadgroup -m browser tests || { \
	echo "What failed is run once more by itself: two browsers at a time can be too much for a busy machine." >&2; \
	$(BIN)/python -m pytest --last-failed --last-failed-no-failures none -m browser tests; }

test-office: environment-dev
	@$(BIN)/python scripts/office.py
	@browser=$$($(BIN)/python scripts/browser.py) || exit 2; \
	DATELINE_CHROMIUM="$$browser" $(BIN)/python -m pytest -m office tests/office

check: environment-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m dashboard check
	@$(BIN)/python -m pytest -n 2 -m "not browser and not office" tests

format: environment-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

environment:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Dateline needs Python 3.11 or newer, and there is no $(PYTHON) here. Install it, or name it: make run PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) scripts/environment.py requirements.txt

environment-dev:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "Dateline needs Python 3.11 or newer, and there is no $(PYTHON) here. Install it, or name it: make test PYTHON=/path/to/python3" >&2; exit 2; }
	@$(PYTHON) scripts/environment.py requirements.txt requirements-dev.txt
