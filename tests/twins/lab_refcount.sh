# minipy lab refcount: how often a script loses counts without the lock.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON is checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

echo "== one thread loses nothing"
echo 'print([str(i) for i in range(100)])' >quiet.py
"$PY" lab refcount --runs=3 quiet.py; echo "status $?"
"$PY" lab refcount --runs=2 --json quiet.py a 'b"c' >quiet.json
"$python" -c 'import json
d = json.load(open("quiet.json"))
print({k: v for k, v in d.items() if k not in ("each", "script")}, d["script"])
for run in d["each"]:
    print(run.pop("elapsed") > 0, run)'

echo "== two threads do"
cat >race.py <<'END'
import sys, threading
class Shared: pass
shared = Shared()
both = threading.Barrier(2)
def work():
    both.wait()
    for i in range(200000):
        mine = shared
threads = [threading.Thread(target=work) for _ in range(2)]
for thread in threads: thread.start()
for thread in threads: thread.join()
END
# On a busy machine two threads seldom run at the same moment.
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    "$PY" lab refcount --runs=10 --json race.py >race.json
    grep -q '"losing": 0' race.json || break
done
"$python" -c 'import json
d = json.load(open("race.json"))
lost = [run["lost_increments"] + run["lost_decrements"] for run in d["each"]]
say = lambda ok: print("as expected" if ok else d)
say(d["losing"] > 0 and d["losing"] == sum(n > 0 for n in lost))
say(sum(row["runs"] for row in d["distribution"]) == d["runs"] == 10 == d["losing"] + d["distribution"][0]["runs"])
say(d["by_type"]["Shared"]["lost_increments"] + d["by_type"]["Shared"]["lost_decrements"] > 0)
say(sum(row["lost_increments"] for row in d["by_type"].values()) == sum(run["lost_increments"] for run in d["each"]))
say(sum(row["lost_decrements"] for row in d["by_line"].values()) == sum(run["lost_decrements"] for run in d["each"]))'

echo "== failures"
echo 'import sys; print("why", file=sys.stderr); sys.exit(3)' >fails.py
"$PY" lab refcount --runs=2 fails.py | grep -v '^[l ]'; "$PY" lab refcount --runs=2 fails.py >/dev/null; echo "status $?"
echo 'while True: pass' >hangs.py
"$PY" lab refcount --runs=1 --timeout=0.2 hangs.py
cat >interrupts.py <<'END'
import os, signal
pid = os.getpid()
while b"lab" not in open(f"/proc/{pid}/cmdline", "rb").read().split(b"\0"):
    pid = int(open(f"/proc/{pid}/stat").read().split()[3])
os.kill(pid, signal.SIGINT)
while True: pass
END
"$PY" lab refcount interrupts.py 2>err
tail -1 err

echo "== the command line"
cp "$PY" alone
./alone lab refcount quiet.py >/dev/null 2>&1; echo "status $?"
"$PY" lab refcount --help | head -1
for bad in --runs=0 --top=0 --timeout=x --svg=x.svg; do "$PY" lab refcount $bad quiet.py 2>&1 | tail -1; done
"$PY" lab refcount missing.py 2>&1 | tail -1
