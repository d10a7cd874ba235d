# make chat | make test | make ask Q="..."  -- each does everything it needs, on a machine with Python 3.11, make and pip.

PYTHON ?= python3
PORT ?= 7860
PIP_FLAGS ?=
VENV := .venv
BIN := $(VENV)/bin
# pip of the machine installs into the virtual environment, so that Debian's python3-venv is not needed.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install -q $(PIP_FLAGS) -c constraints.txt

.PHONY: chat ask index test check lint bench browser clean

chat: index
	$(BIN)/knipsel chat --port $(PORT)

ask: index
	@$(BIN)/knipsel ask "$$Q"

export Q

index: $(VENV)/.installed
	@$(BIN)/knipsel index corpus

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not slow and not browser"

# All that CI holds: style, types, the direction of imports, every test, and the measured quality.
check: lint test
	$(BIN)/python -m pytest -m "slow or browser"
	$(BIN)/python -m bench.quality

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# torch first and alone: pinned, it satisfies everything that follows, and no other build of it is looked for.
$(VENV)/.installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) torch
	$(PIP) -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) -e ".[dev]"
	@touch $@

clean:
	rm -rf $(VENV) var
