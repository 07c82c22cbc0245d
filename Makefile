# Two commands matter: `make run` starts Vitrine, `make test` checks everything that CI checks.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help run test dev lint format types docs e2e bench lock system

python = .venv/bin/python
compile = uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' pyproject.toml

help: ## what can be made
	@sed -n 's/^\([a-z0-9]*\):.*## /\1	/p' Makefile | expand -t 10

run: ## install what is missing inside this folder, and serve at http://127.0.0.1:8000 (PORT, HOST, VITRINE_DATA)
	@exec scripts/run

test: ## everything that CI runs; sets up what it needs
	@exec scripts/test

dev: ## the virtual environment with the tools, and the app's packages
	@python=$$(scripts/find-python) && exec "$$python" scripts/prepare.py dev

lint: dev ## quick checks of the code, without tests
	$(python) -m ruff check .
	$(python) -m ruff format --check .
	cd backend && ../$(python) -m mypy .
	cd backend && ../.venv/bin/lint-imports
	cd frontend && npm run --silent lint && npm run --silent typecheck

format: dev ## bring the Python code into form
	$(python) -m ruff check --fix .
	$(python) -m ruff format .

types: dev ## the OpenAPI document and the app's types drawn from it
	@scripts/types

docs: dev ## the reference pages, drawn from the code
	$(python) backend/manage.py reference

e2e: dev ## the end-to-end tests alone, in Debian's Chromium
	cd frontend && npm run --silent e2e

bench: dev ## measure, with ratios to the floors of the same machine
	cd backend && ../$(python) ../bench/run.py

lock: ## lock the Python packages anew (needs uv)
	cd backend && $(compile) --output-file requirements.txt
	cd backend && $(compile) --group dev --constraint requirements.txt --output-file requirements-dev.txt

system: ## install the Debian packages that tests use
	@scripts/system
