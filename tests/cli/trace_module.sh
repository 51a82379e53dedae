# python -m trace: counts, kept in a file and reported later; functions; options that contradict each other.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder" || exit
cat >program.py <<'END'
def f(x):
    if x:
        return 'yes'
    return 'no'


print(f(1))
END
$PY -m trace --count --missing --file=counts --ignore-dir=/usr:/root program.py
cat program.cover
$PY -m trace --count --no-report --file=counts program.py
$PY -m trace --report --missing --file=counts --coverdir=.
cat program.cover
$PY -m trace --listfuncs program.py | grep program
for arguments in "program.py" "--count" "--report" "--listfuncs --count program.py" "--trace --summary program.py" "--count missing.py"; do
    echo "== $arguments"
    $PY -m trace $arguments 2>&1 | tail -n 1
done
