# Every target can be repeated. Settings: PORT, HOST, DATA_DIR, SIZE (of the demo region or the bench), PYTHON,
# ENGINE (embedded or elastic).
.DEFAULT_GOAL := help
.PHONY: help run test check format catalogue bench shots clean

export PORT HOST DATA_DIR SIZE PYTHON ENGINE
PORTAL := .venv/bin/python -m web.cli

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up, make a demo region, serve it on http://127.0.0.1:8000 (PORT, HOST, DATA_DIR, SIZE, ENGINE)
	@scripts/run.sh

test: ## Set up, check everything, run every test with real parts
	@scripts/test.sh

check: ## Format, lint, types, layers, translations, templates, styles
	@scripts/setup.sh test
	@$(PORTAL) check

format: ## Put the code into its form and mend what can be mended by itself
	@scripts/setup.sh test
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

catalogue: ## Take new strings into the Uyghur catalogue and compile it
	@scripts/setup.sh run
	@.venv/bin/python -m i18n update
	@.venv/bin/python -m i18n compile

bench: ## Measure speed against baselines of the same run (SIZE=full for the reference size, ENGINE=elastic)
	@scripts/setup.sh test
	@.venv/bin/python -m bench

shots: ## Take the pictures of the README anew
	@scripts/setup.sh test
	@.venv/bin/python scripts/shots.py

clean: ## Remove the virtual environment and everything generated (not your data)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
