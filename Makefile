# The commands we keep true. Everything happens in .venv; nothing is installed outside it but
# the test servers (Debian's packages), which tests/servers/install says how to get.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run demo test check bench soak clean

run: $(VENV)/run.stamp
	$(BIN)/mailbot run

demo: $(VENV)/run.stamp
	$(BIN)/mailbot demo

test: $(VENV)/dev.stamp
	tests/servers/install
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not soak"

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

# Its stamp is written last: an environment that was interrupted in the making is made anew.
$(VENV)/made.stamp:
	@$(PYTHON) -c 'import sys; v = sys.version.split()[0]; sys.exit(sys.version_info < (3, 11) and f"mailbot needs Python 3.11 or newer, and $(PYTHON) is {v}: try make PYTHON=python3.12 with the target you want")'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "$(PYTHON) cannot make environments: on Debian or Ubuntu, install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/made.stamp pyproject.toml constraints.txt
	@echo "Installing mailbot into $(VENV), once"
	@$(PIP) --editable '.[embedded]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/made.stamp pyproject.toml constraints.txt
	@echo "Installing mailbot and the tools of its tests into $(VENV), once"
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/run.stamp

clean:
	rm -rf $(VENV) build dist *.egg-info
