# What ends an audited program: --refcount-abort, the quarantine, a crash; signals and the exit status go through.
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
tidy() { sed "s/: [0-9,]* changes/: N changes/; s/0x[0-9a-f]*/ADDRESS/g; s|[^ \"]*/\([a-z]*\.py\)|\1|g; s/  */ /g; s/ *$//"; }

cat >use.py <<'PY'
class Thing:
    pass


def use(thing):
    again = thing
    box = [thing]
    box.clear()
    del again
    print("after the first")
    thing = None
    print("not reached")


print("begin")
use(Thing())
PY
echo "== abort"
"$PY" --refcount=audited --refcount-abort -X plant-refcount=inc:6 use.py >out 2>err; echo "status $?"
cat out; tidy <err

cat >leak.py <<'PY'
def keep(n):
    for i in range(n):
        text = "x" * 100000 + str(i)
        other = text
        other = None


keep(10**6)
print("not reached")
PY
echo "== quarantine"
"$PY" --refcount=audited --refcount-quarantine=50K --refcount-report=report.json leak.py 2>err; echo "status $?"
sed 's/hold [0-9]* bytes/hold N bytes/' err
head -c 12 report.json; echo

echo "== crash"
cat >crash.py <<'PY'
import os, signal, sys, threading


def work():
    signal.pthread_kill(threading.get_ident(), getattr(signal, sys.argv[1]))


thread = threading.Thread(target=work, name="worker")
thread.start()
thread.join()
PY
for signal in SIGSEGV SIGABRT SIGTERM SIGKILL; do
    "$PY" --refcount=audited crash.py $signal 2>err; echo "status $?"
    grep -v -e '^Aborted' -e '^Terminated' -e '^Killed' -e '^Segmentation' err | tidy
done 2>/dev/null

echo "== signals"
cat >wait.py <<'PY'
import signal, sys, time


def told(number, frame):
    print(signal.Signals(number).name, flush=True)
    if number == signal.SIGTERM:
        sys.exit(9)


signal.signal(signal.SIGUSR1, told)
signal.signal(signal.SIGTERM, told)
print("ready", flush=True)
while True:
    time.sleep(0.05)
PY
"$PY" --gil=unsafe wait.py >out &
process=$!
until grep -q ready out; do sleep 0.05; done
kill -USR1 $process
until grep -q USR1 out; do sleep 0.05; done
kill -TERM $process
wait $process
echo "status $?"
cat out
