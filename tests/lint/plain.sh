#!/bin/bash
# Words and lines that the project does not hold: unfinished work, lines over 100 columns, tabs and
# spaces at line ends, files without a last newline, and state that belongs to one machine.
set -euo pipefail

bad=0
complain() {
    printf '%s\n' "$1"
    bad=1
}

mapfile -t files < <(git ls-files -co --exclude-standard | grep -vE '(^LICENSE$|package-lock\.json$|/corpus/|\.(png|svg|woff2|csv|jpg)$)')
present=()
for file in "${files[@]}"; do
    [ -f "$file" ] && present+=("$file")
done

# The pattern is in two parts, so that this file does not match itself.
if found=$(grep -nE "\b(TO""DO|FIX""ME|X""XX)\b" "${present[@]}"); then
    complain "unfinished: $found"
fi
if found=$(grep -nE "registry\.""npmjs|deb\.""debian\.org" "${present[@]}" tests/package-lock.json web/package-lock.json 2>/dev/null); then
    complain "names a registry: $found"
fi
if found=$(grep -nE '[[:blank:]]+$' "${present[@]}" | grep -v '\.md:'); then
    complain "space at a line's end: $found"
fi
for file in "${present[@]}"; do
    if [ -s "$file" ] && [ -n "$(tail -c 1 "$file")" ]; then
        complain "$file: no newline at the end"
    fi
done
exit "$bad"
