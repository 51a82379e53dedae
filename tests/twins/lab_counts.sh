# minipy lab counts: what counting costs a script.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON and SVG are checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# Times become T, shares P, numbers of changes N.
mask() { sed -E 's/[0-9.,]+ (ns|us|ms|s)\b/T/g; s/[+-]?[0-9.,]+ %/P/g; s/[0-9,]{3,}/N/g; s/ +/ /g'; }

cat >moves.py <<'END'
import sys
class Thing: pass
def work(thing, n):
    for i in range(n):
        other = thing
        other = None
work(Thing(), int(sys.argv[1]))
print("this is not shown")
END
echo "== table"
"$PY" lab counts --runs=2 --top=1 moves.py 200000 >out
echo "status $?"
mask <out

echo "== JSON: each turn is one more and one less, of the class Thing, by MOVE and LOADK"
for n in 1000 11000; do "$PY" lab counts --json --runs=1 moves.py $n >$n.json; done
"$python" -c 'import json
few, many = (json.load(open(f"{n}.json")) for n in (1000, 11000))
def more(*keys):
    few_value, many_value = few["changes"], many["changes"]
    for key in keys:
        few_value, many_value = few_value[key], many_value[key]
    return many_value - few_value
print(more("increments"), more("decrements"), more("by_type", "Thing"), more("by_opcode", "MOVE"), more("by_opcode", "LOADK"))
for d in few, many:
    c = d["changes"]
    total = c["increments"] + c["decrements"]
    print(total == sum(c["by_opcode"].values()) == sum(c["by_type"].values()), 0 < c["immortal"] < total)
for p in many["policies"]:
    print(p["refcount"], p["failure"], len(p["elapsed"]), p["median"] == p["elapsed"][0], p["against_plain"] is None,
          0 < p["seconds_per_change"] < 1e-6, 0 < p["share"] < 1)
plain, atomic, immortal = many["policies"]
print("atomic instructions cost more:", atomic["seconds_per_change"] > 1.5 * plain["seconds_per_change"])
made = lambda p: p["share"] * p["median"] / p["seconds_per_change"]
c = many["changes"]
print("immortal objects are left out:", round(made(plain)) == round(made(atomic)) == c["increments"] + c["decrements"] == round(made(immortal)) + c["immortal"])'

echo "== SVG"
"$PY" lab counts --svg=out.svg --runs=1 --top=3 moves.py "10" "<&>" >/dev/null
"$python" -c 'import re
from xml.dom import minidom
picture = minidom.parse("out.svg").documentElement
texts = [t.firstChild.data for t in picture.getElementsByTagName("text")]
bars = [r for r in picture.getElementsByTagName("rect") if r.getAttribute("class") == "bar"]
print(picture.tagName, len(picture.getElementsByTagName("g")), "panels;", len(bars), "bars;", texts[0])
print([t for t in texts if t in ("elapsed", "share of the run") or t.startswith("changes")])
print("numbers that are none:", re.findall("nan|inf|None", open("out.svg").read()))
print("inside:", all(0 < float(r.getAttribute("width")) <= 460 for r in bars))'

echo "== failures"
echo 'import sys; print("why", file=sys.stderr); sys.exit(3)' >fails.py
"$PY" lab counts --runs=1 --svg=none.svg fails.py; echo "status $?"
"$python" -c 'from xml.dom import minidom; print(minidom.parse("none.svg").documentElement.tagName)'
"$PY" lab counts --runs=1 --json fails.py | "$python" -c 'import json, sys; d = json.load(sys.stdin); print(d["changes"], {p["failure"] for p in d["policies"]})'
echo 'while True: pass' >hangs.py
"$PY" lab counts --runs=1 --timeout=0.2 hangs.py | tail -1
cat >interrupts.py <<'END'
import os, signal
pid = os.getpid()
while b"lab" not in open(f"/proc/{pid}/cmdline", "rb").read().split(b"\0"):
    pid = int(open(f"/proc/{pid}/stat").read().split()[3])
os.kill(pid, signal.SIGINT)
while True: pass
END
"$PY" lab counts interrupts.py 2>err
tail -1 err

echo "== the command line"
cp "$PY" alone
./alone lab counts moves.py 10 2>&1 | cut -c-80; ./alone lab counts moves.py 10 2>/dev/null; echo "status $?"
"$PY" lab counts --help | head -1
for bad in --runs=0 --top=0 --timeout=x --nonsense; do "$PY" lab counts $bad moves.py 2>&1 | tail -1; done
"$PY" lab counts missing.py 2>&1 | tail -1
"$PY" lab counts 2>&1 | tail -1
"$PY" lab counts --svg=/nonexistent/x.svg moves.py 2>&1 | tail -1
