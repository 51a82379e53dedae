# The ends of programs with threads that do not end by themselves. Lines of the library are cut: its places differ.
ends() { "$PY" -c "$1" 2>&1 | grep -v '^  ' | sed 's/\(<module .threading.\).*>/\1 ...>/'; }
status() { "$PY" -c "$1" 2>/dev/null; echo "status $?"; }

interrupt='
import os, signal, threading, time
def interrupt():
    while threading.main_thread().is_alive(): time.sleep(0.001)
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
'
deadlock="$interrupt"'
a, b = threading.Lock(), threading.Lock()
met = threading.Barrier(2)
def work(first, second):
    with first:
        met.wait()
        with second: print("never")
for locks in [(a, b), (b, a)]: threading.Thread(target=work, args=locks).start()
print("main ends", flush=True)'
echo "a deadlock at exit ends by Ctrl-C"
ends "$deadlock"
status "$deadlock"

waiting="$interrupt"'
import atexit, queue
atexit.register(print, "atexit")
threading.Thread(target=queue.Queue().get).start()
raise SystemExit(7)'
echo "what the program registered still happens"
ends "$waiting"
status "$waiting"

echo "Ctrl-C while the main thread joins"
ends '
import os, signal, threading, time
def work():
    time.sleep(0.02)
    os.kill(os.getpid(), signal.SIGINT)
t = threading.Thread(target=work)
t.start()
t.join()'

echo "an exception in a thread is no error of the program"
ends 'import threading
def fails(): raise ValueError("in a thread")
threading.Thread(target=fails, name="t").start()'
status 'import threading
threading.Thread(target=lambda: 1 / 0).start()'
ends 'import _thread, time
def fails(): raise ValueError("in a raw thread")
_thread.start_new_thread(fails, ())
time.sleep(0.05)' | sed 's/0x[0-9a-f]*/ADDRESS/'

echo "os._exit and a signal end all threads"
status 'import os, threading, time
threading.Thread(target=time.sleep, args=(100,)).start()
os._exit(5)'
status 'import os, threading, time
threading.Thread(target=lambda: os._exit(6)).start()
time.sleep(100)'
status 'import os, signal, threading, time
threading.Thread(target=time.sleep, args=(100,)).start()
signal.signal(signal.SIGTERM, signal.SIG_DFL)
os.kill(os.getpid(), signal.SIGTERM)'

echo "exec takes all threads with it"
status 'import os, sys, threading, time
threading.Thread(target=time.sleep, args=(100,)).start()
os.execv(sys.executable, [sys.executable, "-c", "import threading; print(threading.active_count())"])'

echo "sys.exit in a thread ends that thread only"
status 'import sys, threading
t = threading.Thread(target=sys.exit, args=(9,))
t.start()
t.join()
print("main goes on")'
