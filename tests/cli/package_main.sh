# -m with packages: what runs is their __main__, which is no package itself.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir -p good folder_main/__main__ namespace/__main__ no_main fails/sub
touch good/__init__.py folder_main/__init__.py
echo 'import sys; print("ran", __name__, __package__, len(sys.argv))' >good/__main__.py
echo 'raise ValueError("on import")' >fails/__init__.py
for module in good good.__main__ folder_main folder_main.__main__ namespace namespace.__main__ no_main fails fails.sub nothing; do
    echo "== $module"
    "$PY" -m $module >output 2>&1
    status=$?
    tail -n 1 output | sed 's/^[^ :]*: \(No\|Cannot\)/\1/'
    echo "status $status"
done
