# -m: modules and packages.
dir=$(mktemp -d); cd "$dir"; mkdir pkg nomain
echo 'import sys; print(__name__, __package__, sys.argv[1:], sys.argv[0].endswith("mod.py"))' > mod.py
echo 'print("init", __name__)' > pkg/__init__.py
echo 'import sys; print("main", __name__, __package__, sys.argv[1:]); from . import other' > pkg/__main__.py
echo 'print("other", __name__)' > pkg/other.py
touch nomain/__init__.py
"$PY" -B -m mod a b
"$PY" -B -m pkg x
"$PY" -B -m pkg.other
"$PY" -B -m nosuchmodule 2>&1 | sed 's/^.*: No/PY: No/'
"$PY" -B -m nomain 2>&1 | sed "s/^.*: No/PY: No/"
"$PY" -B -m nomain >/dev/null 2>&1; echo "status $?"
echo 'raise ValueError("in module")' > fails.py
"$PY" -B -m fails 2>&1 | tail -1
cd /; rm -rf "$dir"
