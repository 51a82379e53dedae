# -X importtime: which modules were imported by which; how long they took differs.
dir=$(mktemp -d); mkdir "$dir/outer"
echo 'import one' > "$dir/outer/__init__.py"
echo 'import two; from outer import inner' > "$dir/one.py"
echo > "$dir/two.py"; echo > "$dir/outer/inner.py"
echo 'import bad_too' > "$dir/bad.py"
echo 'raise ValueError("not importable")' > "$dir/bad_too.py"
cat > "$dir/script.py" <<'END'
import sys
print('begin', file=sys.stderr)
import outer.inner, one
for name in 'bad', 'missing', 'sys':
    try:
        __import__(name)
    except (ImportError, ValueError) as e:
        print(e, file=sys.stderr)
END
"$PY" -S -X importtime "$dir/script.py" 2>&1 | sed -n -e '1,/^begin/d' -e 's/^import time: *[0-9]* | *[0-9]* |/|/' -e p
"$PY" -X importtime -c 'import keyword' 2>&1 | head -1
MINIPYPROFILEIMPORTTIME=1 PYTHONPROFILEIMPORTTIME=1 "$PY" -c 'import keyword' 2>&1 | head -1
MINIPYPROFILEIMPORTTIME=1 PYTHONPROFILEIMPORTTIME=1 "$PY" -I -S -c 'pass' 2>&1 | wc -l
rm -rf "$dir"
