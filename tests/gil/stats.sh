# --gil-stats: the table and the file, however the program ends.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON is checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$(dirname "$0")" || exit 1

# Times and counts become T and N, blanks one.
mask() { sed -E 's/[0-9.]+ (ns|us|ms|s)\b/T/g; s/\b[0-9]+%/P/g; s/process [0-9]+/process N/; s/[0-9][0-9,]*/N/g; s/ +/ /g; s|'"$work"'/||g'; }
# The keys of an object of JSON, deep.
keys='import json, sys
def show(v, depth=0):
    if isinstance(v, dict):
        for k, item in v.items():
            kind = "" if isinstance(item, (dict, list)) else "str" if item is None else type(item).__name__
            print("  " * depth + k, kind)
            show(item, depth + 1)
    elif v and isinstance(v, list):
        show(v[0], depth)
show(json.load(open(sys.argv[1])))'

cat >"$work/two.py" <<'END'
import gil, sys, time
sys.path.insert(0, sys.argv[1])
from _threads import run
def compute():
    for i in range(3000): pass
run(compute, compute)
time.sleep(0.001)
gil.report("answer", 42)
gil.report("größe", 0.5)
print("output")
END
echo "== table"
"$PY" --switch-interval=1000 --gil-stats "$work/two.py" . 2>&1 | mask | sed '/^compute-N/d; s/; offered in vain: N//; s/^longest.*, until .* let go.*/longest/' | sort | uniq -c
"$PY" --gil-policy=time --gil-handoff=fifo --gil-stats -c pass 2>&1 | sed -n 's/;.*//p' | head -1
"$PY" --gil-policy=blocking --gil-stats -c pass 2>&1 | sed -n 's/;.*//p' | head -1

echo "== rows are sorted by hold time, names keep their columns, and only so many are shown"
cat >"$work/many.py" <<'END'
import sys, _thread, time
sys.path.insert(0, sys.argv[1])
from _threads import run
def a_function_with_a_very_long_name_indeed_it_is():
    for i in range(300000): pass
def größe(): pass
run(a_function_with_a_very_long_name_indeed_it_is, *[größe] * 30)
END
"$PY" --gil-stats "$work/many.py" . 2>"$work/err"
"$python" -c 'import sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n\n")[0].strip().splitlines()[1:]
print(len(lines), {len(line) for line in lines[:-1]}, lines[0].split()[0], lines[-1].split()[0])
print(sorted(line.split()[0] for line in lines if line.startswith(("a_fun", "("))))
scale = {"s": 1e9, "ms": 1e6, "us": 1e3, "ns": 1}
held = [float(line[32:].split()[0]) * scale[line[32:].split()[1]] for line in lines[1:21]]
print(held == sorted(held, reverse=True))' "$work/err"

echo "== ends"
end() { echo "-- $1"; "$PY" --gil-stats -c "$1" 2>"$work/err"; echo "status $?"; grep -c '^GIL:' "$work/err"; }
end 'raise SystemExit(3)'
end '1/0'
end 'import os; os.kill(os.getpid(), 2); import time; time.sleep(9)' 2>/dev/null
end 'import os; os._exit(4)'
end 'import os; os.kill(os.getpid(), 15)' 2>/dev/null
end 'import _thread, time
def f():
    while True: pass
_thread.start_new_thread(f, ()); time.sleep(0.01)'
end 'syntax error'
end 'import os
if os.fork(): os.wait()'

echo "== a thread that waits at the end still has a row"
"$PY" --gil-stats --gil-policy=blocking -c 'import _thread, gil
def f(): pass
_thread.start_new_thread(f, ())
while not gil.stats()["total"]["wait_ns"]: pass' 2>&1 | grep '^longest' | mask

echo "== file"
"$PY" --switch-interval=1000 --gil-stats="$work/out.json" "$work/two.py" . 2>&1
"$python" -c "$keys" "$work/out.json"
"$PY" --gil-stats="$work/failed.json" -c '1/0' 2>/dev/null; echo "status $?"
"$python" -m json.tool "$work/failed.json" >/dev/null && echo valid
"$PY" --gil-stats="$work/names.json" -c 'import _thread, gil
_thread._set_name("a\"b</script>\\\n\udc80é")
gil.report("x\n\"", 1)'
"$python" -c 'import json, sys; d = json.load(open(sys.argv[1])); print(ascii(d["threads"][0]["name"]), d["metrics"])' "$work/names.json"

echo "== what cannot be written"
"$PY" --gil-stats=/nonexistent/folder/x.json -c 'print("not run")'; echo "status $?"
"$PY" --gil-stats=/dev/full -c 'print("run")'; echo "status $?"
"$PY" --gil-stats=/dev/full -c 'raise SystemExit(5)'; echo "status $?"
