# make demo   everything a fresh machine needs, then the demo class on http://127.0.0.1:8000
# make test   everything the checks need, then all of them
# make lexicon   the lexicon of the generator anew from Debian's WordNet (needs apt-get and dpkg-deb)
# make bench-results   how fast the pages and files of results open
# make bench-web   how fast students are served, on SQLite and PostgreSQL side by side
# make bench-generator ARTICLES=folder [HUMAN=file.json] [COUNT=10]   what the generator makes of articles, and how fast

PYTHON ?= python3
PORT ?= 8000
RESET ?=
ARTICLES ?=
HUMAN ?=
COUNT ?= 10

BIN := .venv/bin
# In a variable, since a comma would end the argument of `call`.
EXTRAS := [postgres,test,dev]
# uv installs in a fifth of pip's time, but knows nothing of pip's own configuration (a school's mirror): pip is its spare.
install = $(BIN)/uv pip install --quiet --python .venv -c constraints.txt -e "$(1)" \
	|| { echo "uv could not install the packages; pip tries."; $(BIN)/python -m pip install --quiet -c constraints.txt -e "$(1)"; }

.PHONY: demo test lint format clean lexicon bench-generator bench-results bench-web

demo: .venv/installed
	@$(BIN)/python manage.py demo --port $(PORT) $(if $(RESET),--reset)

test: .venv/installed-for-tests
	@$(BIN)/python -m tests.checks

lint: .venv/installed-for-tests
	@$(BIN)/python -m tests.checks lint

format: .venv/installed-for-tests
	@$(BIN)/ruff check --fix --quiet . && $(BIN)/ruff format .

lexicon: .venv/installed
	@rm -rf var/wordnet && mkdir -p var/wordnet
	@cd var/wordnet && apt-get download -qq wordnet-base wordnet-sense-index
	@for package in var/wordnet/*.deb; do dpkg-deb -x "$$package" var/wordnet; done
	@$(BIN)/python -m tools.build_relations quizzes/generator/language/relations.gz --wordnet var/wordnet/usr/share/wordnet
	@rm -rf var/wordnet
bench-generator: .venv/installed-for-tests
	@$(BIN)/python -m tests.benchmarks.generator $(ARTICLES) $(if $(HUMAN),--human $(HUMAN)) --count $(COUNT)

bench-results: .venv/installed-for-tests
	@$(BIN)/python -m tests.benchmarks.results

bench-web: .venv/installed-for-tests
	@$(BIN)/python -m tests.benchmarks.web

clean:
	rm -rf .venv *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/uv:
	@echo "Making .venv (once) ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt uv

.venv/installed: pyproject.toml constraints.txt | .venv/bin/uv
	@echo "Installing the packages (once) ..."
	@$(call install,.)
	@touch $@

.venv/installed-for-tests: pyproject.toml constraints.txt | .venv/bin/uv
	@echo "Installing the packages and the tools of the checks (once) ..."
	@$(call install,.$(EXTRAS))
	@touch $@ .venv/installed
