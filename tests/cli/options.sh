# -O -E -W -X -u -q -V -h -i
"$PY" -V | sed 's/^.* \([0-9]*\.[0-9]*\)\..*/\1/' >/dev/null; echo "version status $?"
"$PY" -O -c 'assert False; print(__debug__)'
"$PY" -OO -c 'def f(): "doc"
print(f.__doc__, __debug__)'
"$PY" -c 'assert False, "on"' 2>&1 | tail -1
"$PY" -u -c 'print("unbuffered")'
"$PY" -W error -c 'import warnings; warnings.warn("now an error")' 2>&1
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
"$PY" -W error::SyntaxWarning -c 'x = 1 is 1' 2>&1; echo "status $?"
"$PY" -W error -c '"\d"' 2>&1; echo "status $?"
"$PY" -W nonsense -c 'import warnings' 2>&1
"$PY" -X dev -c 'import sys; print(sys.flags.dev_mode, sys.warnoptions)'
"$PY" -b -c 'print(b"a" == "a", str(b"x"), bytearray(b"a") == "a", b"a" == 97)' 2>&1
"$PY" -bb -c 'b"a" == "a"' 2>&1 | tail -1
"$PY" -X int_max_str_digits=640 -c 'print(len(str(10**639))); str(10**640)' 2>&1 | tail -2
"$PY" -I -c 'import sys; f = sys.flags; print(f.isolated, f.ignore_environment, f.safe_path, f.no_user_site)'
"$PY" -O -OO -c 'import sys; print(sys.flags.optimize, sys.orig_argv[1:3], sys.argv)' a -c
"$PY" -z 2>&1 | head -1; "$PY" -W 2>&1 | head -1
"$PY" -i -q -c 'raise SystemExit(3)' 2>&1 </dev/null | grep -v '^>>>'
"$PY" -m . 2>&1 | sed 's/^.*: //'
"$PY" -c 'print(exit, quit); exit(6)'; echo "status $?"
"$PY" -W nonsense -c 'pass' 2>&1
"$PY" -X dev -c 'x = open("/dev/null", encoding="utf-8"); open("/dev/null", "rb")' 2>&1 | grep -v tracemalloc
