# python -m pdb: to the end, after an exception, begun again; breakpoint(). Frames of the debugger itself are left out.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cat >"$folder/program.py" <<'EOF'
import sys

def half(x):
    y = x * 2
    return y / (x - 3)

print(sys.argv[1:], __name__)
print(half(int(sys.argv[1])))
EOF
cat >"$folder/asks.py" <<'EOF'
def f(secret):
    breakpoint()
    return secret

print(f(42))
EOF
cd "$folder" || exit
export HOME=$folder
shown() {
    sed -e "s|$folder/||g" -e '/frozen/d' -e '/lib\/python/d' -e '/^-> pdb.main()/d' -e '/^-> pdb._run/d' -e '/^-> self.run(/d' -e '/^-> exec(cmd/d' \
        -e '/<string>(1)<module>/d' -e '/^    pdb._run/d' -e '/^    self.run/d' -e '/^    exec(cmd/d' -e '/File "<string>"/d'
}
echo "== to the end"
printf 'b half\nc\nn\np y\nw\nc\nq\n' | $PY -m pdb program.py 5 2>&1 | shown
echo "== an exception"
printf 'c\np x, y\nu\np sys.argv\nd\nl\nc\nq\n' | $PY -u -m pdb program.py 3 2>&1 | shown
echo "== commands of the command line, and again"
printf 'run 4\nc\nq\n' | $PY -m pdb -c 'b 5' -c c program.py 5 2>&1 | shown
echo "== settings"
echo 'alias double p %1 * 2' >.pdbrc
printf 'double 21\nq\n' | $PY -m pdb program.py 5 2>&1 | shown
rm .pdbrc
echo "== sys.exit, errors of syntax"
echo 'import sys; sys.exit(7)' >leaves.py
echo 'x = = 1' >wrong.py
printf 'c\nq\n' | $PY -m pdb leaves.py 2>&1 | shown
printf 'c\nq\n' | $PY -m pdb wrong.py 2>&1 | tail -n 1
$PY -m pdb nowhere.py
echo $?
echo "== a module"
mkdir package
echo 'print("main of", __package__, __spec__.name)' >package/__main__.py
touch package/__init__.py
printf 'n\nc\nq\n' | $PY -m pdb -m package 2>&1 | shown
echo "== a module of the library, which may be part of the binary"
printf 'p __name__\nq\n' | timeout 20 $PY -m pdb -m keyword 2>&1 | grep Pdb
echo "== breakpoint()"
printf 'p secret\nsecret = 43\nw\nc\n' | $PY asks.py 2>&1 | shown
printf 'q\n' | $PY asks.py 2>&1 | tail -n 1
