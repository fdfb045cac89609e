# The commands we keep true. Everything happens in .venv; nothing is installed outside it but
# the test servers (Debian's packages), which tests/servers/install says how to get.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run demo test check bench soak clean

run: $(VENV)/run.stamp
	$(BIN)/mailbot run

demo: $(VENV)/run.stamp
	$(BIN)/mailbot demo

test: $(VENV)/dev.stamp
	tests/servers/install
	$(BIN)/python -m pytest -n 2 -m "not soak"

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

bench: $(VENV)/dev.stamp
	tests/servers/install
	$(BIN)/python -m bench

soak: $(VENV)/dev.stamp
	tests/servers/install
	$(BIN)/python -m pytest -n 2 -m soak --timeout 3600

$(VENV)/run.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[embedded]'
	touch $@

$(VENV)/dev.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) build dist *.egg-info
