# Everything runs in a virtual environment of its own, .venv, which the first target that needs it makes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Apache, PHP, MariaDB and Chromium serve the container's and the report's tests only.
TEST_PACKAGES :=

.PHONY: rehearse test test-deps lint types check format bench docs clean help

help: ## Show what there is to make
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/mautic-fargate: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(BIN)/mautic-fargate pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,development]'
	@touch $@

# Which stack is rehearsed: sandbox, production, existing-network, or modules-alone/<name>.
EXAMPLE ?= sandbox
STACK := terraform/examples/$(EXAMPLE)

rehearse: $(BIN)/mautic-fargate ## The main job: a whole life of the stack on the offline AWS, with its report (EXAMPLE=production for a larger one)
	@$(BIN)/mautic-fargate rehearse $(STACK) --var create=true $(if $(wildcard $(STACK)/example.tfvars),--var-file $(STACK)/example.tfvars) \
	  $(if $(wildcard $(STACK)/installed.tfvars),--change "Mautic is installed":$(STACK)/installed.tfvars) \
	  $(if $(wildcard $(STACK)/protection-off.tfvars),--change "protection is lifted":$(STACK)/protection-off.tfvars) \
	  --output build/rehearsal

test: $(VENV)/.test test-deps ## All tests, with lint and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 -q

test-deps: ## Install the system packages that only tests need, where we may
	@if [ -n "$(TEST_PACKAGES)" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y $(TEST_PACKAGES); fi

lint: $(VENV)/.test ## Lint
	$(BIN)/ruff check .

types: $(VENV)/.test ## Static types
	$(BIN)/mypy

format: $(VENV)/.test ## Format the Python and Terraform files
	$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

bench: $(VENV)/.test ## Speed and memory, as ratios in one run: build/bench.json
	$(BIN)/python benchmarks/run.py --output build/bench.json

docs: $(VENV)/.test ## Regenerate the generated parts of docs/reference
	$(BIN)/python development/generate_docs.py

clean: ## Remove what was built
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
