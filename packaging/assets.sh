#!/usr/bin/env bash
# Makes what the package holds beside the program: manual pages and completions.
# Usage: packaging/assets.sh PROGRAM FOLDER
set -euo pipefail
program=$1 folder=$2
mkdir -p "$folder"
"$program" man > "$folder/jejak.1"
"$program" man serve > "$folder/jejak-serve.1"
for shell in bash zsh fish; do
  "$program" completions "$shell" > "$folder/jejak.$shell"
done
