# -O -E -W -X -u -q -V -h -i
"$PY" -V | sed 's/^.* \([0-9]*\.[0-9]*\)\..*/\1/' >/dev/null; echo "version status $?"
"$PY" -O -c 'assert False; print(__debug__)'
"$PY" -OO -c 'def f(): "doc"
print(f.__doc__, __debug__)'
"$PY" -c 'assert False, "on"' 2>&1 | tail -1
"$PY" -u -c 'print("unbuffered")'
"$PY" -W error -c 'import warnings; warnings.warn("now an error")' 2>&1 | tail -1
"$PY" -W ignore -c 'import warnings; warnings.warn("silent"); print("done")' 2>&1
"$PY" -c 'import warnings; warnings.warn("shown")' 2>&1
"$PY" -W error::DeprecationWarning -c 'import sys; print(sys.warnoptions)'
"$PY" -X key=value -X flag -c 'import sys; print(sys._xoptions)'
echo 'print("inspect ", end="")' > /tmp/minipy-cli-$$.py
echo 'print("then prompt")' | "$PY" -q -i /tmp/minipy-cli-$$.py 2>/dev/null; echo "status $?"
rm -f /tmp/minipy-cli-$$.py
"$PY" --nonsense 2>/dev/null; echo "status $?"
"$PY" -c 2>/dev/null; echo "status $?"
"$PY" -h >/dev/null; echo "help status $?"
"$PY" --help >/dev/null; echo "help status $?"
