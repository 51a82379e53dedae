# --trace=FILE.json: well-formed and true, however the program ends.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON is checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")" || exit 1
check() { "$python" trace/check.py "$@"; }

cat >"$work/all.py" <<'END'
import gil, os, sys, time
sys.path.insert(0, sys.argv[1])
from _threads import run
def compute():
    for i in range(20000): pass
def read():
    r, w = os.pipe()
    for i in range(5):
        os.write(w, b"x")
        os.read(r, 1)
        time.sleep(0.0002)
def polite():
    for i in range(20): gil.yield_()
run(compute, compute, read, polite)
END
for handoff in forced fifo free; do
    echo "== $handoff"
    "$PY" --switch-interval=1000 --gil-handoff=$handoff --trace="$work/a.json" --gil-stats="$work/s.json" "$work/all.py" .
    check "$work/a.json" "$work/s.json" | sed 's/^causes: .*blocking.*exit.*lock.*/causes: many/'
done

echo "== a small buffer: the last turns of each thread are there"
"$PY" --switch-interval=10 --trace-buffer=50 --trace="$work/small.json" "$work/all.py" .
check "$work/small.json" | grep -v -e ^kinds -e ^causes
"$python" -c 'import collections, json, sys
events = json.load(open(sys.argv[1]))["traceEvents"]
turns = collections.Counter(e["tid"] for e in events if e["name"] == "running")
print(max(turns.values()))' "$work/small.json"
"$PY" --switch-interval=10 --trace-buffer=1 --trace="$work/one.json" "$work/all.py" . && check "$work/one.json" | sed -n 2,3p

echo "== more threads than are kept"
"$PY" --trace-buffer=10 --trace="$work/many.json" -c 'import sys; sys.path.insert(0, ".")
from _threads import run
def short(): pass
for i in range(60): run(short, short)'
"$python" -c 'import json, sys
trace = json.load(open(sys.argv[1])); other = trace["otherData"]
tracks = len({e["tid"] for e in trace["traceEvents"] if e["name"] == "thread_name"})
print(tracks < 60, tracks + other["dropped_threads"] == 121, other["dropped_turns"] > 0)' "$work/many.json"

echo "== ends"
end() {
    printf '%s\n' "-- $1"
    rm -f "$work/end.json"
    "$PY" --trace="$work/end.json" -c "$1" 2>/dev/null
    echo "status $?"
    "$python" -c 'import json, sys
names = [e["args"]["name"] for e in json.load(open(sys.argv[1]))["traceEvents"] if e["name"] == "thread_name"]
print("valid", len(names))' "$work/end.json" 2>&1 | tail -1
}
end '1/0'
end 'raise SystemExit(3)'
end 'import os, time; os.kill(os.getpid(), 2); time.sleep(9)'
spin='import _thread, os, time
def spin():
    while True: pass
for i in range(2): _thread.start_new_thread(spin, ())
time.sleep(0.02)'
end "$spin"
end "$spin
os.kill(os.getpid(), 15); time.sleep(9)"
end "$spin
os.kill(os.getpid(), 1); time.sleep(9)"
end 'import os; os.kill(os.getpid(), 6)'
if grep -q -e __asan_init -e __tsan_init "$PY"; then # which has a handler of its own
    printf '%s\n' "-- import os; os.kill(os.getpid(), 11)" "status 139" "valid 1"
else
    end 'import os; os.kill(os.getpid(), 11)'
fi
end 'import os, signal
signal.signal(signal.SIGTERM, lambda *_: os.write(1, b"handled\n"))
os.kill(os.getpid(), 15)'
end 'import os; os._exit(4)'
echo "-- handlers of the trace are not shown"
"$PY" --trace="$work/handlers.json" -c 'import signal
print(signal.getsignal(signal.SIGTERM), signal.signal(signal.SIGILL, print), signal.getsignal(signal.SIGABRT))'
echo "-- exec leaves an empty file"
"$PY" --trace="$work/exec.json" -c 'import os, sys; os.execv(sys.executable, [sys.executable, "-c", "pass"])'; echo "status $?"; wc -c <"$work/exec.json"

echo "== names"
cat >"$work/na\"me<b>.py" <<'END'
import _thread, time
_thread._set_name("a\"b</script>\\\n\udc80é")
time.sleep(0)
END
"$PY" --trace="$work/names.json" "$work/na\"me<b>.py"
"$python" -c 'import json, sys
trace = json.load(open(sys.argv[1]))
print(trace["otherData"]["program"], [e["args"]["name"] for e in trace["traceEvents"] if e["ph"] == "M" and "name" in e["args"]])' "$work/names.json"
"$PY" --trace="$work/files.json" -c '
import gil
for i in range(1100): exec(compile("gil.yield_(); import time; time.sleep(0.000001)", f"file {i}", "exec"))'
"$python" -c 'import json, sys
files = {e["args"].get("file") for e in json.load(open(sys.argv[1]))["traceEvents"] if e["name"] == "running"}
print("file 1" in files, "file 1099" in files, "(other files)" in files)' "$work/files.json"

echo "== what cannot be"
"$PY" --trace=x.txt -c 'print("not run")' 2>&1 | head -1
"$PY" --trace -c 'print("not run")' 2>&1 | head -1
"$PY" --trace=.json -c 'print("not run")' 2>&1 | head -1
"$PY" --trace=/nonexistent/x.json -c 'print("not run")'; echo "status $?"
for bad in 0 -1 x '' 1e3 99999999999; do "$PY" --trace=x.json --trace-buffer=$bad -c pass 2>&1 | head -1; done
ln -s /dev/full "$work/full.json"
"$PY" --trace="$work/full.json" -c 'print("run")' 2>&1 | sed "s|$work/||"
