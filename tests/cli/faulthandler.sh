# Tracebacks when the process crashes, when a signal comes, after a time; with other threads, and how it is switched on.
dir=$(mktemp -d); cd "$dir"
cat > dumps.py <<'END'
import faulthandler, os, signal, sys, threading

def inner():
    faulthandler.dump_traceback()

inner()
faulthandler.dump_traceback(all_threads=False)

def handler(number, frame):
    print('handler', file=sys.stderr)

signal.signal(signal.SIGUSR1, handler)
faulthandler.register(signal.SIGUSR1, chain=True)
os.kill(os.getpid(), signal.SIGUSR1)
print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1), file=sys.stderr)

faulthandler.dump_traceback_later(600)
faulthandler.cancel_dump_traceback_later()
reading, writing = os.pipe()
faulthandler.dump_traceback_later(0.05, file=writing)
print(open(reading).readline(), end='', file=sys.stderr)
faulthandler.cancel_dump_traceback_later()

begun, end = threading.Event(), threading.Event()

def wait():
    begun.set()
    end.wait()

thread = threading.Thread(target=wait)
thread.start()
begun.wait()
with open('all', 'w+') as file:
    faulthandler.dump_traceback(file)
    file.seek(0)
    text = file.read()
end.set()
print(text.count('Thread 0x'), text.count('Current thread 0x'), 'in wait' in text, file=sys.stderr)

for bad in (lambda: faulthandler.register(signal.SIGSEGV), lambda: faulthandler.register(100),
            lambda: faulthandler.dump_traceback_later(0), lambda: faulthandler.enable(-1)):
    try:
        bad()
    except (RuntimeError, ValueError) as error:
        print(error, file=sys.stderr)
END
"$PY" dumps.py 2>&1 | sed "s|$dir/||; s/0x[0-9a-f]*/ID/"
crash='import faulthandler
def crash(depth):
    crash(depth - 1) if depth else faulthandler._sigabrt()
print(faulthandler.is_enabled(), flush=True)
crash(2)'
for start in '-X faulthandler' '-X dev' ''; do
    "$PY" $start -c "$crash" 2>err
    echo "status $?"
    sed -n '/Fatal/p; /<string>/p' err
done
# Each has a variable of its own.
PYTHONFAULTHANDLER=1 MINIPYFAULTHANDLER=1 "$PY" -c 'import faulthandler as f; print(f.is_enabled(), f.disable(), f.disable(), f.is_enabled())'
"$PY" -c 'import faulthandler, time; faulthandler.dump_traceback_later(0.05, exit=True); time.sleep(60)' 2>/dev/null
echo "status $?"
cd /; rm -rf "$dir"
