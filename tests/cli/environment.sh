# Variables of the environment.
dir=$(mktemp -d); echo 'print("found", __name__)' > "$dir/findme.py"
MINIPYPATH="$dir" PYTHONPATH="$dir" "$PY" -B -c 'import findme'
MINIPYPATH="$dir" PYTHONPATH="$dir" "$PY" -B -E -c 'import findme' 2>&1 | tail -1
rm -rf "$dir"
LC_ALL=C "$PY" -c 'print(ascii("é"), len("é"))'
