# make         build the site into output/
# make help    the other targets

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes

# Node.js and npm come from .venv when the machine has none that is recent enough.
WITH_NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
NODE_IS_RECENT := const [major, minor] = process.versions.node.split("."); \
	process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)

.PHONY: site test check format messages lock assets browser office clean help
.DELETE_ON_ERROR:

site: $(VENV)/runtime.stamp assets
	$(BIN)/python build.py build

test: $(VENV)/dev.stamp assets browser office
	$(WITH_NODE) $(BIN)/python -m pytest

check: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) assets
	$(WITH_NODE) npm run --silent types
	$(MAKE) test
	$(BIN)/python build.py check

format: $(VENV)/dev.stamp
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

# New messages come in untranslated, dropped ones go out; tests/test_catalogue.py names what is left to do.
# The file holds no date, line number or version, so that it changes only when a message does.
MESSAGE_CALLS := N_ text plural:1,2
UNSTABLE := ^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):

messages: $(VENV)/runtime.stamp
	tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && cp svod/locales/ru.po "$$tmp/ru.po" && \
	$(BIN)/python -m babel.messages.frontend --quiet extract --mapping-file=babel.cfg --keywords="$(MESSAGE_CALLS)" \
		--sort-by-file --no-location --omit-header --no-wrap --output-file="$$tmp/svod.pot" . && \
	$(BIN)/pybabel --quiet update --input-file="$$tmp/svod.pot" --output-file="$$tmp/ru.po" --locale=ru \
		--ignore-obsolete --no-fuzzy-matching --no-wrap && \
	grep -Ev '$(UNSTABLE)' "$$tmp/ru.po" > svod/locales/ru.po

assets: assets/fonts.css

browser: $(VENV)/dev.stamp
	$(BIN)/python -m tools.find_browser --install

office: $(VENV)/dev.stamp
	$(BIN)/python -m tools.find_office --install

clean:
	rm -rf $(VENV) node_modules assets output .output.svod-* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:
	@echo "make site     build the site into output/ (the default)"
	@echo "make test     run the tests; installs Chromium and LibreOffice when there are none"
	@echo "make check    format, lint, types, tests, then the content itself: what CI runs"
	@echo "make format   put the code into the one format"
	@echo "make messages bring svod/locales/ru.po up to date with the code and the templates"
	@echo "make assets   bundle the fonts and the clients into assets/"
	@echo "make lock     pin the newest versions that pyproject.toml and package.json allow"
	@echo "make clean    remove all that was generated"
	@echo "PYTHON=...    the Python (3.11 or newer) that makes .venv"

# --- the environment ---

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Svod needs Python 3.11 or newer, but '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." >&2; \
		echo "Name another one: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/runtime.stamp $(VENV)/dev.stamp: $(VENV)/%.stamp: requirements/%.txt $(BIN)/python
	$(PIP) -r $<
	@touch $@

$(VENV)/node.stamp: requirements/node.txt $(BIN)/python
	@if ! { npm --version && node -e '$(NODE_IS_RECENT)'; } >/dev/null 2>&1; then \
		echo "No Node.js 20.19 or newer with npm: installing it into $(VENV)"; $(PIP) -r $<; fi
	@touch $@

node_modules/.stamp: package-lock.json $(VENV)/node.stamp
	$(WITH_NODE) npm ci
	@touch $@

assets/fonts.css: templates/static/fonts.css tools/cut_fonts.js $(wildcard svod/*/client/*.js*) package.json node_modules/.stamp
	rm -rf assets
	$(WITH_NODE) npm run --silent assets
	@touch $@

# --- the pins ---

UV_COMPILE = "$$tmp/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links

# So that the lock file holds no address at all; npm ci does not read these.
DROP_FUNDING := const fs = require("fs"), file = "package-lock.json"; \
	const kept = (key, value) => key === "funding" ? undefined : value; \
	fs.writeFileSync(file, JSON.stringify(JSON.parse(fs.readFileSync(file)), kept, 2) + "\n")

lock: $(VENV)/node.stamp
	tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT && \
	$(BIN)/python -m venv "$$tmp" && "$$tmp/bin/python" -m pip install --quiet uv && \
	$(UV_COMPILE) pyproject.toml --extra import -o requirements/runtime.txt && \
	$(UV_COMPILE) pyproject.toml --extra dev -c requirements/runtime.txt -o requirements/dev.txt && \
	$(UV_COMPILE) --group node -o requirements/node.txt
	rm -f package-lock.json
	$(WITH_NODE) npm install --package-lock-only
	$(WITH_NODE) node -e '$(DROP_FUNDING)'
