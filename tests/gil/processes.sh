# --trace and --gil-stats of several processes: one file, however each of them comes to its end.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON is checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp"
export TMPDIR="$work/tmp"
cd "$(dirname "$0")" || exit 1

# The names of the processes in the trace, of those in the statistics, and what is left of temporary files.
both() {
    "$python" -c 'import json, sys
trace, stats = (json.load(open(path)) for path in sys.argv[1:])
names = [e["args"]["name"] for e in trace["traceEvents"] if e["name"] == "process_name"]
pids = {e["pid"] for e in trace["traceEvents"]}
counted = {p["process"] for p in [stats, *stats["children"]]}
print(len(names), "processes,", "the same" if pids == counted else (pids, counted), trace["otherData"]["dropped_processes"])
for p in [stats, *stats["children"]]:
    whole = all(t["hold_ns"] + t["wait_ns"] + t["blocked_ns"] == t["life_ns"] for t in p["threads"])
    if not whole or p["total"]["hold_ns"] + p["nobody_ns"] != p["wall_ns"]: print("does not add up:", p)' "$work/t.json" "$work/s.json"
    ls -A "$TMPDIR"
}
run() { "$PY" --trace="$work/t.json" --gil-stats="$work/s.json" "$@"; }

echo "== all kinds"
run _processes.py
"$python" trace/check.py "$work/t.json" | grep -v -e ^causes -e ^names -e ^kinds
both
"$python" -c 'import json, sys
stats = json.load(open(sys.argv[1]))
children = {p["process"]: p for p in stats["children"]}
print(sorted(str(p["process_name"]) for p in children.values()))
print(sorted(p["parent"] == stats["process"] or p["parent"] in children for p in children.values()))
print(stats["process_name"], stats["parent"] > 0, [len(p["threads"]) for p in children.values()])' "$work/s.json"

echo "== the table"
mask() { sed -E 's/[0-9.]+ (ns|us|ms|s)\b/T/g; s/\b[0-9]+%/P/g; s/\b[0-9][0-9.,]*/N/g; s/ +/ /g; s/ [T-]$//'; }
"$PY" --gil-stats _processes.py 2>&1 | sed -n '/^process /,$p' | mask | grep . | LC_ALL=C sort

echo "== how a child ends"
cat >"$work/end.py" <<'END'
import gil, os, signal, sys, time, _thread
def busy():
    while True: pass
def killed_by(number):
    return lambda: (os.kill(os.getpid(), number), time.sleep(9))
def killed_in_thread():
    _thread.start_new_thread(busy, ())
    _thread.start_new_thread(busy, ())
    time.sleep(0.01)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(9)
def interrupted():
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(9)
def executes():
    os.execv(sys.executable, [sys.executable, "-c", sys.argv[1]])
ways = {"os._exit": lambda: os._exit(0), "sys.exit": sys.exit, "exception": lambda: 1 / 0, "end": lambda: None,
        "SIGTERM": killed_by(signal.SIGTERM), "SIGHUP": killed_by(signal.SIGHUP), "SIGQUIT": killed_by(signal.SIGQUIT),
        "SIGUSR1": killed_by(signal.SIGUSR1), "abort": os.abort, "with busy threads": killed_in_thread,
        "Ctrl-C": interrupted, "SIGKILL": killed_by(signal.SIGKILL), "exec": executes,
        "exec of another": lambda: os.execv("/bin/true", ["true"])}
name = sys.argv[2]
pid = os.fork()
if pid:
    os.waitpid(pid, 0)
else:
    _thread._set_process_name(name)
    gil.report("way", 0.5)
    ways[name]()
END
for way in os._exit sys.exit exception end SIGTERM SIGHUP SIGQUIT SIGUSR1 abort "with busy threads" Ctrl-C SIGKILL exec "exec of another"; do
    run "$work/end.py" pass "$way" 2>/dev/null
    printf '%s: ' "$way"
    both
    "$python" -c 'import json, sys
for p in json.load(open(sys.argv[1]))["children"]:
    if p["process_name"] != sys.argv[2] or p["metrics"] != {"way": 0.5}: print(p["process_name"], p["metrics"])' "$work/s.json" "$way"
done

echo "== how the first one ends"
first() { printf '%s\n' "-- $1"; rm -f "$work/t.json" "$work/s.json"; run -c "import os, time
if os.fork() == 0: os._exit(0)
os.wait()
$1" 2>/dev/null; echo "status $?"; }
for end in '1/0' 'os._exit(3)' 'os.kill(os.getpid(), 2); time.sleep(9)'; do first "$end"; both; done
first 'os.kill(os.getpid(), 15); time.sleep(9)' # which leaves no statistics
"$python" -c 'import json, sys; print(len({e["pid"] for e in json.load(open(sys.argv[1]))["traceEvents"]}), "processes")' "$work/t.json"
first 'os.kill(os.getpid(), 9)'
ls -A "$TMPDIR"

echo "== Ctrl-C with a pool at work"
cat >"$work/pool.py" <<'END'
import multiprocessing, os, signal, threading
def busy(n):
    while True: pass
if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        pool.map(busy, range(2))
END
run "$work/pool.py" 2>/dev/null; echo "status $?"; both

echo "== who ends later is not there"
run -c 'import os, time
end, other = os.pipe()
if os.fork() == 0:
    os.close(other)
    os.read(end, 1)   # until the parent is gone
    time.sleep(0.05)
    os._exit(0)' 2>&1
both

echo "== a child that closed everything"
run -c 'import os
if os.fork() == 0:
    os.closerange(3, 1000)
    for i in range(20): os.open("/dev/null", os.O_RDONLY)
else: os.wait()'
both

echo "== a child that has options of its own"
run -c 'import subprocess, sys
subprocess.run([sys.executable, "--trace=" + sys.argv[1], "-c", "import os\nif os.fork(): os.wait()"])' "$work/own.json"
both
"$python" -c 'import json, sys; print(len({e["pid"] for e in json.load(open(sys.argv[1]))["traceEvents"]}), "processes")' "$work/own.json"

echo "== many at a time"
run -c 'import os
children = []
begin, end = os.pipe()
for i in range(100):
    child = os.fork()
    if child == 0:
        os.close(end)
        os.read(begin, 1)
        for i in range(200): os.stat("/")
        os._exit(0)
    children.append(child)
os.close(end)
for child in children: os.waitpid(child, 0)'
both
"$python" trace/check.py "$work/t.json" | sed -n '/^stretches/p; /^one/p'

echo "== no room for temporary files"
TMPDIR=/nonexistent "$PY" --trace="$work/t.json" --gil-stats="$work/s.json" -c 'import os
if os.fork(): os.wait()'
both
