# make report   set up, and run the main job on the demo case
# make test     set up, and pass the tests
# make desk     set up, and open the editors' desk in a browser
# make lab      set up, and open JupyterLab on the notebooks

PYTHON ?= python3
CASE ?= balkan-slutshaming
BIN := .venv/bin
READY := .venv/.ready

.PHONY: report test desk lab setup lint types demo notebooks docs lock audit clean

report: $(READY)
	$(BIN)/tefter run $(CASE)

test: $(READY) lint types
	$(BIN)/python -m pytest -n auto

desk: $(READY)
	$(BIN)/tefter desk

lab: $(READY) notebooks
	JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" $(BIN)/jupyter lab

setup: $(READY)

# The lock holds as constraints too: an old pip looks for a version of its own where a package asks for
# another with an extra.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Tefter needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)'; exit 1; }
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv --quiet --allow-existing --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" .venv && \
	  VIRTUAL_ENV=.venv uv pip install --no-config --quiet --require-hashes -r requirements.lock && \
	  VIRTUAL_ENV=.venv uv pip install --no-config --quiet --no-deps --no-build-isolation -e . ; \
	else \
	  { $(PYTHON) -m venv .venv || { echo 'Python has no venv module here; on Debian: apt install python3-venv'; exit 1; }; } && \
	  echo 'Setting up .venv: about a minute' && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
	    -r requirements.lock -c requirements.lock && \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $(READY)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

# The notebooks are reviewed as text, and run as notebooks: the newer of each pair wins.
notebooks: $(READY)
	$(BIN)/jupytext --quiet --sync notebooks/*.ipynb

demo: $(READY)
	rm -rf data/raw/balkan-slutshaming
	$(BIN)/python -m tefter.demo

docs: $(READY)
	$(BIN)/python docs/make_dictionary.py
	$(BIN)/python docs/make_map.py

# Written without an index address, so that it serves wherever packages come from.
lock:
	uv pip compile --quiet --universal --fork-strategy fewest --generate-hashes --no-header \
	  --no-emit-index-url --no-emit-find-links --extra test --python-version 3.11 \
	  pyproject.toml -o requirements.lock

# Known vulnerabilities of what is locked. It asks the package index, so it is no test.
audit:
	$(PYTHON) -m venv .venv/audit
	.venv/audit/bin/pip install --quiet pip-audit
	.venv/audit/bin/pip-audit --requirement requirements.lock --strict --disable-pip --progress-spinner off

# In one go: the journalist's notebook of today, and Tefter on the same posts. What was measured is kept
# under the version that it was measured of.
bench: $(READY)
	mkdir -p bench/results
	$(BIN)/python -m bench.whole --posts 10000 100000 1000000 \
	  --json bench/results/$$(git describe --always --dirty).json --picture bench/results/latest.png

clean:
	rm -rf .venv data/processed reports
