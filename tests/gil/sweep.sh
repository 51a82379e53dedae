# minipy lab sweep: a script under many settings.
python=${PYTHON311:-/usr/bin/python3.11}
[ -x "$python" ] || { echo "skipped: JSON and SVG are checked with $python, which is not here"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

# Times become T; the numbers that the script reports stay.
mask() { sed -E 's/[0-9.,]+ (ns|us|ms|s)\b/T/g; s/ +/ /g; s/(T) [0-9.,]+ (T)/\1 N \2/'; }

cat >settings.py <<'END'
import gil, sys
gil.report("policy", gil.POLICIES.index(gil.get_policy()))
gil.report("handoff", gil.HANDOFFS.index(gil.get_handoff()))
gil.report("interval", gil.get_interval())
gil.report("arguments", len(sys.argv))
print("this is not shown")
END
echo "== each row is run as it says"
"$PY" lab sweep --runs=2 --handoff=forced,free --intervals=1,2500,50us,2ms settings.py -a --runs=9 x | mask
echo "status $?"
"$PY" lab sweep --runs=1 --policies=time,instructions settings.py | mask | cut -d' ' -f1-4

echo "== failures have their row"
cat >fails.py <<'END'
import gil, os, sys, time
if gil.get_policy() == "blocking":
    print("why it failed", file=sys.stderr)
    sys.exit(3)
if gil.get_interval() == 7:
    os.kill(os.getpid(), 9)
if gil.get_interval() == 8:
    raise ValueError("no eight")
if gil.get_interval() == 9:
    while True: pass
if gil.get_policy() == "time" and not os.path.exists("second"):
    open("second", "w").close()
    sys.exit(1)
END
"$PY" lab sweep --runs=2 --policies=instructions,time,blocking --intervals=1,7,8,1ms fails.py >out
echo "status $?"
mask <out
"$PY" lab sweep --runs=1 --timeout=0.5 --policies=instructions --intervals=9 fails.py

echo "== JSON"
"$PY" lab sweep --json --runs=3 --policies=backedge,time,blocking --intervals=5,1ms fails.py "a\"b" >out.json
"$python" -c 'import json
for row in json.load(open("out.json")):
    print(row["policy"], row["handoff"], row["interval"], row["failure"], len(row["runs"]), sorted(row["median"]))'
"$PY" lab sweep --json --runs=1 --policies=time --intervals=1ms settings.py |
    "$python" -c 'import json, sys; print({k: v for k, v in json.load(sys.stdin)[0]["median"].items() if "metric" in k})'

echo "== SVG"
"$PY" lab sweep --svg=out.svg --runs=1 --handoff=fifo,free --intervals=1,10,100,1ms settings.py "<&>" >/dev/null
"$python" -c 'import re
from xml.dom import minidom
picture = minidom.parse("out.svg").documentElement
count = lambda name: len(picture.getElementsByTagName(name))
print(picture.tagName, count("g"), "panels;", count("polyline"), "lines;", count("circle"), "points")
print([t.firstChild.data for t in picture.getElementsByTagName("text")][0])
print("numbers that are none:", re.findall("nan|inf|None", open("out.svg").read()))
points = [tuple(float(c.getAttribute(k)) for k in ("cx", "cy")) for c in picture.getElementsByTagName("circle")]
print("inside:", all(0 <= x <= 460 and 0 <= y <= 250 for x, y in points))
print(picture.getElementsByTagName("title")[0].firstChild.data.split(":")[0])' 2>&1
"$PY" lab sweep --svg=none.svg --runs=1 --policies=blocking fails.py >/dev/null
"$python" -c 'from xml.dom import minidom; print(minidom.parse("none.svg").documentElement.tagName)'

echo "== Ctrl-C shows what there is"
cat >slow.py <<'END'
import gil, time
if gil.get_policy() == "blocking": time.sleep(60)
END
timeout -s INT 2 "$PY" lab sweep --runs=1 --intervals=100 --policies=instructions,blocking slow.py 2>err | mask
tail -1 err

echo "== the command line"
"$PY" lab --help | head -2
"$PY" lab | head -1
"$PY" lab nothing; echo "status $?"
"$PY" lab sweep --help | head -1
for bad in --policies=fair --policies= --intervals=5m --intervals=0 --intervals=1.5 --intervals= --handoff=none --runs=0 --runs=x --timeout=0 --nonsense; do
    "$PY" lab sweep $bad settings.py 2>&1 | tail -1
done
"$PY" lab sweep --policies=time --intervals=5 settings.py 2>&1 | tail -1
"$PY" lab sweep missing.py 2>&1 | tail -1
"$PY" lab sweep 2>&1 | tail -1
"$PY" lab sweep --svg=/nonexistent/x.svg settings.py 2>&1 | tail -1
echo 'print("a script named lab")' >lab
"$PY" ./lab
echo 'raise SystemExit("not this one")' >argparse.py
"$PY" lab sweep --runs=1 --policies=blocking settings.py | mask | tail -1
