#!/bin/sh
# Resolve the dependencies anew: requirements.lock (what runs) and requirements-dev.lock (what tests need too).
# Plain hashed requirement files: pip, uv and Docker read them, and no index address gets into the repository.
set -eu
cd "$(dirname "$0")/.."
uv=${UV:-.venv/bin/uv}
compile() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header "$@"; }
compile ${UPGRADE:-} pyproject.toml --output-file requirements.lock
compile ${UPGRADE:-} pyproject.toml --group dev --constraint requirements.lock --output-file requirements-dev.lock
