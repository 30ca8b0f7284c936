#!/usr/bin/env bash
# Writes docs/reference/cli.md from the program's own help.
#   docs/reference/generate-cli.sh            writes the file
#   docs/reference/generate-cli.sh --check    fails when the file is not what the program says
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
page=docs/reference/cli.md

# The help is wrapped to a width that does not depend on who runs this.
help() {
  COLUMNS=80 ./run "$@" --help </dev/null
}

# The names below "Commands:" of a help text.
commands() {
  sed -n '/^Commands:/,/^$/p' | sed -n 's/^  \([a-z][a-z-]*\)\( .*\)\?$/\1/p'
}

# One command and all below it.
section() {
  local text sub
  text=$(help "$@")
  printf '\n## bazaar %s\n\n```text\n%s\n```\n' "$*" "$text"
  while read -r sub; do
    section "$@" "$sub"
  done < <(commands <<<"$text")
}

write() {
  local top name
  top=$(help)
  printf '# Command line\n\nMade by `docs/reference/generate-cli.sh` from the help of the program itself.\n'
  printf '\nExit codes: 0 done; 1 refused by a rule, or a check found something wrong; 2 wrong usage; 3 cannot reach or open the shop now;\n4 not allowed; 130 stopped with Ctrl+C. Data go to standard output, talk to standard error.\n'
  printf '\n## bazaar\n\n```text\n%s\n```\n' "$top"
  while read -r name; do
    section "$name"
  done < <(commands <<<"$top")
}

case ${1-} in
  '') write >"$page" ;;
  --check) diff -u "$page" <(write) ;;
  *) echo "docs/reference/generate-cli.sh knows --check, not '$1'." >&2; exit 2 ;;
esac
