# Every command a contributor needs; `make` lists them. The first one installs
# what it takes into .venv, with the Python given as PYTHON=.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

# Else the theme prints a notice about its own future above every build.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help install site serve test lowest fuzz lint bench counts drift notices clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' Makefile

install: $(INSTALLED) ## install into .venv (the others do it too)

$(INSTALLED): pyproject.toml
	@.ci/venv "$(PYTHON)"
	@touch $@

site: $(INSTALLED) ## build the guide into site/; fails on any problem
	$(BIN)/mkdocs build --strict

serve: $(INSTALLED) ## show the guide at http://127.0.0.1:8000 and follow changes
	$(BIN)/mkdocs serve

test: $(INSTALLED) ## run all tests; ARGS="-k tags" for some
	.ci/test $(ARGS)

lowest: ## run all tests with the lowest versions that pyproject.toml admits; ARGS= as for test
	.ci/lowest $(ARGS)

fuzz: $(INSTALLED) ## attack the code with grown inputs; ARGS="--minutes 120 --target svg"
	@$(BIN)/python -I -c 'import atheris' 2>/dev/null || $(BIN)/pip install -qq --disable-pip-version-check --editable '.[fuzz]'
	PYTHONPATH=tests $(BIN)/python -P -m fuzzing $(ARGS)

lint: $(INSTALLED) ## check style, types, import order and workflows
	.ci/lint

bench: $(INSTALLED) ## measure speed and memory beside Material and Zensical; ARGS="--sizes 300 --runs 1"
	.ci/module bench $(ARGS)

counts: $(INSTALLED) ## count what the AWS guide holds
	$(BIN)/python -P tests/guide/counts.py

drift: $(INSTALLED) ## list sections whose ground AWS has moved; ARGS=--accept records that they were read
	.ci/module drift $(ARGS)

notices: $(INSTALLED) ## write the notices of other people's code in the theme anew; needs npm
	.ci/module notices

clean: ## remove everything that these commands made
	rm -rf .venv site dist bench/.work .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find bench drift notices plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +
