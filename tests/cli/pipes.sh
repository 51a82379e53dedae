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
