#!/usr/bin/env bash
# Checks licences, sources, banned crates and known advisories of everything that is built in,
# against deny.toml. Installs cargo-deny when it is missing: two to three minutes of processor time.
#
# The advisory database of RustSec lies on GitHub. Where that cannot be reached, the advisories are
# named as skipped; everything else still has to pass.
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.20.2

if [ "$(cargo deny --version 2> /dev/null)" != "cargo-deny $version" ]; then
  # Unoptimised: it runs for seconds, and an optimised one takes many minutes to build.
  cargo install cargo-deny --version "$version" --locked --debug --quiet --force
fi

cargo deny -L error check licenses bans sources

# Whoever ignores an advisory says why.
if grep -n 'id = "RUSTSEC' deny.toml | grep -v 'reason = ".\{20,\}"'; then
  echo "deny.toml: expected a reason beside each ignored advisory, found none in the lines above;" \
    "say why it does not matter here, or what is done about it" >&2
  exit 1
fi

if timeout 120 cargo deny -L error fetch db 2> /dev/null; then
  cargo deny -L error check advisories
else
  echo "SKIPPED: advisories and yanked versions: the RustSec database cannot be fetched from here"
fi
