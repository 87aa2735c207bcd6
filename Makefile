# The one door. `make` prints this help.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin/python
TESTS := $(RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile
.DEFAULT_GOAL := help
.PHONY: help run test coverage check lint types contracts bench simulate mutate build deploy clean lock openapi fuzz load drill audit sbom licences judge

help:  ## Print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements/dev.txt pyproject.toml scripts/setup.py
	@$(PYTHON) scripts/setup.py

run: $(READY)  ## Start everything on this machine with demo data; Ctrl-C ends it
	@$(RUN) -m local.run

test: $(READY)  ## Run all tests (room=orders narrows them)
	@$(TESTS) $(if $(room),tests/$(room))

coverage: $(READY)  ## Run all tests and hold the coverage, branches included, to its limit
	@$(TESTS) --cov

lint: $(READY)  ## Check style
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check .

types: $(READY)  ## Check types
	@$(RUN) -m mypy

contracts: $(READY)  ## Check who imports whom
	@$(VENV)/bin/lint-imports

check: lint types contracts coverage build  ## All that must be green: lint, types, contracts, tests with coverage, sam build

bench: $(READY)  ## Measure cold start, warm handlers and the whole chain
	@$(RUN) -m tests.bench

drill: $(READY)  ## Fill, copy, destroy and restore a stack on this machine, and compare
	@$(RUN) -m local.drill $(if $(orders),--orders $(orders))

simulate: $(READY)  ## Look for faults of delivery and figures: SEEDS=10000, or SEED=17, FIGURES=17 again
	@$(RUN) -m tests.simulation $(if $(SEED),--seed $(SEED),$(if $(FIGURES),--figures $(FIGURES),--seeds $(or $(SEEDS),1000)))

fuzz: $(READY)  ## Ask every route what its description allows and what it does not: EXAMPLES=200 SEED=7
	@$(RUN) -m tests.conformance --examples $(or $(EXAMPLES),100) $(if $(SEED),--seed $(SEED))

mutate: $(READY)  ## Change the code here and there and see that a test notices; room=money module=shared.money narrow, MINUTES=30 bounds
	@$(RUN) -m tests.mutation $(if $(room),--part $(room)) $(if $(module),--module $(module)) $(if $(MINUTES),--minutes $(MINUTES))

load: $(READY)  ## Load a fresh stack with a mix of requests and see that nothing is lost: ORDERS=150 CALLERS=8
	@$(RUN) -m tests.load $(if $(ORDERS),--orders $(ORDERS)) $(if $(CALLERS),--callers $(CALLERS))

openapi: $(READY)  ## Write what is generated from the code: API, events, access, browser types
	@$(RUN) -m scripts.openapi

lock: $(READY)  ## Compile the requirement files from pyproject.toml
	@$(RUN) -m scripts.lock

audit: $(READY)  ## Ask the advisory databases about every pinned package; needs a network
	@$(RUN) -m scripts.audit

sbom: $(READY)  ## Write the bill of materials, sbom.cdx.json
	@$(RUN) -m scripts.sbom

licences: $(READY)  ## Write docs/licences.md from the locks
	@$(RUN) -m scripts.licences

judge: $(READY)  ## Let cfn-lint and checkov judge the template; what they find is mended or explained
	@$(RUN) -m scripts.judge

build:  ## sam validate --lint and sam build
	@$(PYTHON) scripts/sam.py build

deploy:  ## Deploy to AWS: make deploy stage=dev
	@$(PYTHON) scripts/sam.py deploy $(stage)

clean:  ## Forget the local data
	@rm -rf .naryad
