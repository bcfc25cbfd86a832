# `make` lists the commands. Everything works on a machine that has only Python 3.11+ and make.
PYTHON ?= python3
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup run chat demo test proofs torture check bench transcripts screenshot lock clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "  %-18s %s\n", $$1, $$2}'

setup: ## make or repair the environment (.venv)
	@$(PYTHON) scripts/setup.py

run: setup ## start the consultant: site chat on http://127.0.0.1:8080
	@$(PY) -m bot run

chat: setup ## talk to the consultant in this terminal
	@$(PY) -m bot chat

demo: setup ## play a Telegram and a VK user against the consultant, without tokens: http://127.0.0.1:8090
	@$(PY) -m scripts.demo

check: setup ## formatter, linter, types, import contracts
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports

test: setup ## everything that must pass before a change lands
	@$(PYTHON) scripts/chromium.py
	@$(MAKE) --no-print-directory check
	@$(PY) -m pytest tests/unit --numprocesses=logical --maxprocesses=4
	@$(PY) -m pytest tests/end_to_end tests/torture tests/browser --numprocesses=2 --dist=loadfile

torture: setup ## kill the process 100 times under load and count what was lost, doubled or out of order
	@$(PY) -m tests.torture

proofs: setup ## prove for 500 invented people that few questions lead to the best path
	@$(PY) -m benchmarks.question_proof

bench: setup ## quality and speed, beside simple baselines
	@$(PY) -m benchmarks

transcripts: setup ## play the talks of docs/transcripts anew
	@$(PY) -m scripts.transcripts

screenshot: setup ## take the README's picture of the chat anew
	@$(PYTHON) scripts/chromium.py
	@$(PY) -m scripts.screenshot

lock: setup ## resolve the dependencies anew
	@scripts/lock.sh

clean: ## remove everything that was made, except data/
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
