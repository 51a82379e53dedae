# -c: the code, its arguments, its errors.
"$PY" -c 'import sys; print(sys.argv, __name__, sys.path[0] == "")' a -b --c
"$PY" -c 'print(1)
for i in range(2):
    print(i)
'
"$PY" -c 'x = 1 +' 2>&1; echo "status $?"
"$PY" -c '1/0' 2>&1; echo "status $?"
"$PY" -c 'import sys; sys.exit(7)'; echo "status $?"
"$PY" -c 'def f(): undefined
f()' 2>&1; echo "status $?"
"$PY" -c '' ; echo "status $?"
"$PY" -cprint\(5\)
"$PY" -c 'print("é☃")' | od -An -c
"$PY" -c 'class C: pass
print(C)'
