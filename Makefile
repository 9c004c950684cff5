# Two commands do it all on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.stamp
DEVELOPMENT := $(VENV)/development.stamp

.PHONY: help setup demo serve test test-all reliability soak crowd fuzz golden check format bench bench-peers bench-cold bench-sound bench-workers lock clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:[^#]*## /\t/' | expand -t 12

setup: $(RUNTIME)  ## what is needed to render: .venv with the pinned set, fonts included

demo: $(RUNTIME)  ## start the service, submit the bundled draft to gen_video, show where the film is
	$(BIN)/python -m demo.run

serve: $(RUNTIME)  ## the whole service on this machine; settings are DRAFTREEL_* variables
	$(BIN)/python -m deployments.serve

test: $(DEVELOPMENT)  ## the fast tests
	$(BIN)/pytest -n 2 --dist loadfile

test-all: $(DEVELOPMENT)  ## every test, with real servers, kills and whole films
	$(BIN)/pytest -m ''

reliability: $(DEVELOPMENT)  ## every test that proves a row of the checklist; writes docs/reliability.md
	$(BIN)/pytest tests -m checklist --checklist docs/reliability.md

soak: $(DEVELOPMENT)  ## random faults from a seed for some minutes; after each the film has to be the same; MINUTES=5 SEED=7
	$(BIN)/python -m tests.soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

crowd: $(DEVELOPMENT)  ## many different drafts at once: all become films, and the memory stays flat; FILMS=200
	$(BIN)/python -m tests.crowd $(if $(FILMS),--films $(FILMS))

fuzz: $(DEVELOPMENT)  ## the draft parser against bytes that are led by what it does with them; SECONDS=60
	$(BIN)/python -m tests.fuzz $(SECONDS)

golden: $(DEVELOPMENT)  ## draw anew the golden frames that look different now; look at them before you commit
	$(BIN)/python -m tests.golden.regenerate

check: $(DEVELOPMENT)  ## lint, format, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEVELOPMENT)  ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(DEVELOPMENT)  ## what films cost as a ratio to decode plus encode, into docs/performance.md; FILMS=A,B,C is the quick part
	$(BIN)/python -m benchmarks.bench $(if $(FILMS),--films $(FILMS)) $(if $(RUNS),--runs $(RUNS))
	$(BIN)/python -m benchmarks.report

bench-peers: $(DEVELOPMENT)  ## the same films in other programs, which are installed below build/
	$(BIN)/python -m benchmarks.peers $(if $(FILMS),--films $(FILMS)) $(if $(RUNS),--runs $(RUNS))
	$(BIN)/python -m benchmarks.report

bench-cold: $(DEVELOPMENT)  ## a film of 3 s by the command line, from its start to its end, with nothing kept
	$(BIN)/python -m benchmarks.cold $(if $(RUNS),--runs $(RUNS))
	$(BIN)/python -m benchmarks.report

bench-sound: $(DEVELOPMENT)  ## a mix of sixty sounds as a ratio to decoding them once, and beside pydub's
	$(BIN)/python -m benchmarks.sound $(if $(RUNS),--runs $(RUNS))
	$(BIN)/python -m benchmarks.report

bench-workers: $(DEVELOPMENT)  ## a film with more and more workers, and a model of many machines
	$(BIN)/python -m benchmarks.workers $(if $(RUNS),--runs $(RUNS))
	$(BIN)/python -m benchmarks.report

lock: $(DEVELOPMENT)  ## resolve the pinned sets anew
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url --generate-hashes --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url --generate-hashes --python-version 3.11 pyproject.toml --extra cluster --extra dask --group image -c requirements.lock -o requirements-cluster.lock
	$(BIN)/uv pip compile -q --no-header --no-emit-index-url --generate-hashes --python-version 3.11 pyproject.toml --extra cluster --extra dask --group dev -c requirements.lock -o requirements-dev.lock

clean:  ## everything that was made here
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUNTIME): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	$(BIN)/draftreel prepare
	touch $@

$(DEVELOPMENT): requirements-dev.lock $(RUNTIME)
	$(BIN)/pip install -q --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	touch $@
