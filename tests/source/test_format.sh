#!/bin/bash
# The sources are formatted by .clang-format; checked in CI alone and by clang-format 14 alone, because versions differ.
set -euo pipefail

[ "${CI:-}" = true ] || { echo "skipped: not in CI"; exit 77; }
for tool in clang-format-14 clang-format; do
    "$tool" --version 2>/dev/null | grep -q 'version 14\.' && break
    tool=
done
[ -n "$tool" ] || { echo "skipped: no clang-format 14"; exit 77; }

cd "$RAVINE_SOURCE"
find app engine tests '(' -name '*.[hc]pp' -o -name '*.cu' ')' -print0 | xargs -0 -r "$tool" --dry-run -Werror
