# The script comes from stdin.
echo 'import sys; print("from stdin", sys.argv, __name__, __file__ if "__file__" in globals() else "no __file__")' | "$PY"
echo 'import sys; print(sys.argv)' | "$PY" - one two
printf 'print(1)\n1/0\n' | "$PY" - 2>&1; echo "status $?"
printf 'x = 5\nif x:\n    print("block")\n' | "$PY"
printf 'def f(:\n' | "$PY" 2>&1; echo "status $?"
: | "$PY"; echo "status $?"
printf 'import sys\nprint(sys.stdin.read())' | "$PY"
