# A closed pipe, a closed stdout, signals.
"$PY" -c 'for i in range(100000): print(i)' 2>&1 | head -2
"$PY" -c 'print("to a closed stdout")' >&- 2>/dev/null; echo "closed status $?"
"$PY" -c 'import time, os
os.kill(os.getpid(), 2)
time.sleep(5)' 2>&1 | tail -1
"$PY" -c 'import os
try:
    os.kill(os.getpid(), 2)
    for i in range(10**7): pass
except KeyboardInterrupt as e: print("caught", repr(e))'
"$PY" -c 'import os
os.kill(os.getpid(), 2)
while True: pass' 2>/dev/null; echo "interrupt status $?"
"$PY" -c 'for i in range(100000): print(i)' 2>&1 >/dev/full; echo "full status $?"
"$PY" -c 'print("short")' 2>&1 >/dev/full; echo "full status $?"
"$PY" -c 'for i in range(10**6): print(i)' 2>/tmp/minipy-err-$$ | head -1; cat /tmp/minipy-err-$$; rm /tmp/minipy-err-$$
"$PY" -c 'import sys; sys.stderr = None; 1/0'; echo "status $?"
"$PY" -c 'import sys; sys.stderr.close(); 1/0' 2>/dev/null; echo "status $?"
"$PY" -c 'import sys; print(sys.stderr); 1/0' 2>&-; echo "status $?"
"$PY" -c 'import sys
def hook(*args): print("hook", args[0]); sys.exit(9)
sys.excepthook = hook; 1/0'; echo "status $?"
"$PY" -c 'import sys
def hook(*args): raise OSError("hook")
sys.excepthook = hook; 1/0' 2>&1; echo "status $?"
"$PY" -c 'import sys; del sys.excepthook; 1/0' 2>&1; echo "status $?"
for code in -1 256 True 2.5 '[]' 'None' '(1, 2)' '"text"'; do "$PY" -c "import sys; sys.exit($code)" 2>&1; echo "status $?"; done
