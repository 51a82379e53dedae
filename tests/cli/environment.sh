# Variables of the environment.
dir=$(mktemp -d); echo 'print("found", __name__)' > "$dir/findme.py"
MINIPYPATH="$dir" PYTHONPATH="$dir" "$PY" -B -c 'import findme'
MINIPYPATH="$dir" PYTHONPATH="$dir" "$PY" -B -E -c 'import findme' 2>&1 | tail -1
rm -rf "$dir"
LC_ALL=C "$PY" -c 'print(ascii("é"), len("é"))'
for wanted in latin-1 utf-16-le utf-8:replace :ignore ascii:; do
    MINIPYIOENCODING=$wanted PYTHONIOENCODING=$wanted "$PY" -c 'import sys
print(*(f"{s.encoding} {s.errors}" for s in (sys.stdin, sys.stdout, sys.stderr)), sep=", ")' | tr -d '\0'
done
MINIPYIOENCODING=ascii:xmlcharrefreplace PYTHONIOENCODING=ascii:xmlcharrefreplace "$PY" -c 'print("\xe9")'
MINIPYIOENCODING=ascii PYTHONIOENCODING=ascii "$PY" -E -c 'print("é")'
