# `make run` starts the dashboard, `make test` checks it, `make test-all` with everything there is. Each installs what it needs,
# and again in seconds.
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run serve test test-all cluster-test lint data messages fonts bench peers load soak pictures audit backup restore clean
.DEFAULT_GOAL := run

run: $(VENV)/installed
	@echo "Idmaj: http://$(HOST):$(PORT)"
	@exec $(BIN)/python -m streamlit run app.py --server.address $(HOST) --server.port $(PORT)

# Several processes as one unit, on ports from PORT on: docs/deploy.md.
serve: $(VENV)/installed
	@exec $(BIN)/python -m analytics serve --processes $(or $(PROCESSES),2) --address $(HOST) --port $(PORT)

# The data folder (IDMAJ_DATA) into one new file, and back: make backup TO=… · make restore FROM=… [REPLACE=1]
backup: $(VENV)/installed
	@test -n "$(TO)" || { echo "Say where to: make backup TO=idmaj.tar.gz"; exit 2; }
	@$(BIN)/python -m analytics backup --to "$(TO)"

restore: $(VENV)/installed
	@test -n "$(FROM)" || { echo "Say from where: make restore FROM=idmaj.tar.gz"; exit 2; }
	@$(BIN)/python -m analytics restore --from "$(FROM)" $(if $(REPLACE),--replace)

# Whether what is installed is what was pinned, and whether a weakness of it is known. Needs a network.
audit: $(VENV)/installed-dev
	@$(BIN)/python -m tests.audit_dependencies

# What a change should be held to before it is kept: all that is asked within a process, and each page once in a browser, in
# one of the three languages in turn.
test: $(VENV)/installed-dev $(VENV)/chromium $(VENV)/poppler
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 -m "not thorough and not cluster"

# Every test there is, with what people do in a browser, processes that are killed by the dozen and a Spark cluster: what a
# change is held to before others get it.
test-all: $(VENV)/installed-dev $(VENV)/chromium $(VENV)/poppler $(VENV)/nginx $(VENV)/spark
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2

# Only what is asked of a Spark cluster: a master and two workers on this machine. `make test-all` asks it too.
cluster-test: $(VENV)/installed-dev $(VENV)/spark
	$(BIN)/python -m pytest -m cluster

lint: $(VENV)/installed-dev
	$(BIN)/ruff check --fix . && $(BIN)/ruff format . && $(BIN)/lint-imports

# What is derived from the data files: hashes in datapackage.json, and data/README.md.
data: $(VENV)/installed
	$(BIN)/python -m analytics.records.describe

# Takes new sentences from the code into the translation files.
messages: $(VENV)/installed
	$(BIN)/python -m analytics.language.extract

# The fonts of PDF files, from those of the screen.
fonts: $(VENV)/installed
	$(BIN)/python -m analytics.outputs.print_fonts

# How long things take, into benchmarks/RESULTS.md. `make bench SIZE=full` goes on to a hundred million records: an hour more,
# and 40 GB of disk for as long as it runs. `python -m benchmarks.scale full FOLDER` measures that alone, into
# benchmarks/SCALE.md; what it measured is noted in the folder, and a run that was broken off goes on there.
bench: $(VENV)/installed-dev $(VENV)/chromium
	$(BIN)/python -m benchmarks $(SIZE)

# The same page in Dash, Panel, Vizro and plain Streamlit, in an environment of their own, at three sizes: into
# benchmarks/PEERS.md. `make peers SIZES=small` measures one. Needs a network the first time.
peers: $(VENV)/installed-dev $(VENV)/chromium
	$(BIN)/python -m benchmarks.peers $(SIZES)

# How many people can look at once: a quarter of an hour, into benchmarks/LOAD.md. `make load TRIALS=people` tries one.
load: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.load $(TRIALS)

# Fifty people for half an hour: is memory flat?
soak: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.load.soak

# The pictures of the README, from the app itself.
pictures: $(VENV)/installed-dev $(VENV)/chromium
	$(BIN)/python -m docs.pictures

clean:
	rm -rf $(VENV) .cache/peers data/.cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Idmaj needs Python 3.11 or later; try: make PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -c constraints.txt
	@touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt -c constraints.txt
	@touch $@ $(VENV)/installed

# The path of a Chromium that runs; looked for, or installed, and never skipped in silence.
$(VENV)/chromium: tests/browser/find_chromium.py tests/installing.py $(VENV)/installed-dev
	$(BIN)/python -m tests.browser.find_chromium > $@.new
	@mv $@.new $@

# Poppler reads the PDF files back; likewise.
$(VENV)/poppler: tests/find_poppler.py tests/installing.py | $(BIN)/python
	$(BIN)/python -m tests.find_poppler > $@.new
	@mv $@.new $@

# nginx, behind which the dashboard is tested; likewise.
$(VENV)/nginx: tests/find_nginx.py tests/installing.py | $(BIN)/python
	$(BIN)/python -m tests.find_nginx > $@.new
	@mv $@.new $@

# Spark, on which the cube is built too, and its Java; likewise.
$(VENV)/spark: tests/find_spark.py tests/installing.py requirements-spark.txt | $(BIN)/python
	$(BIN)/python -m tests.find_spark > $@.new
	@mv $@.new $@
