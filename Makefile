# Everything that is done with Heard from a checkout. Needs GNU make, a plain sh, and Python 3.11 or newer.
# PYTHON=/path/to/python3 chooses the interpreter; otherwise the newest fitting one on the PATH is taken.

BIN := .venv/bin
CODE := bot feedback surveys migrations tests $(wildcard scripts/*.py) scripts/bench
UV := uv==0.13.9
# Tests at once: as many as there are processors, and never so many that browsers and databases fill a machine.
WORKERS := auto
COMPILE = .venv-lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate --custom-compile-command 'make lock' $(UPGRADE) pyproject.toml

.PHONY: help run install environment test soak gates lint bench screenshots frontend lock clean

help:
	@echo 'make run          serve Heard with demonstration data at http://127.0.0.1:8080'
	@echo 'make test         every gate and every test'
	@echo 'make soak         the long tests: kills by the hundred, crowds by the thousand; an hour or so'
	@echo 'make lint         the gates alone: ruff, mypy, import-linter, deptry, catalogues'
	@echo 'make bench        benchmarks side by side, one JSON object a line'
	@echo 'make install      the environment for both, in .venv'
	@echo 'make screenshots  the pictures in the README, taken anew'
	@echo 'make frontend     the style sheets in bot/web/static, made anew; needs npm, which nothing else does'
	@echo 'make lock         requirements.lock and requirements-dev.lock from pyproject.toml; UPGRADE=--upgrade takes newer versions'
	@echo 'make clean        remove what make made; answers in heard-data stay'

environment:
	@sh scripts/environment.sh run

install:
	@sh scripts/environment.sh dev

run: environment
	$(BIN)/heard db upgrade
	$(BIN)/heard demo --responses 12000 --seed 1 --if-empty
	exec $(BIN)/heard serve

test: gates
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --maxprocesses 4 --dist worksteal

soak: install
	$(BIN)/python -m pytest -m soak

bench: install
	@$(BIN)/python -m scripts.bench

lint: gates
	$(BIN)/python -m pytest -q -m catalogue

gates: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/deptry .

screenshots: install
	$(BIN)/python scripts/screenshots.py

frontend:
	cd frontend && npm ci && npm run build

lock:
	$(or $(PYTHON),python3) -m venv .venv-lock
	.venv-lock/bin/pip install --quiet $(UV)
	$(COMPILE) --group pyproject.toml:build --output-file requirements.lock
	$(COMPILE) --group pyproject.toml:dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv .venv-lock build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find bot feedback surveys migrations tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
