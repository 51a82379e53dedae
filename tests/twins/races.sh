# Without the lock racy programs lose counts, within 100 runs on two processors; and what is found adds up.
here=$(dirname "$0")
[ "$(nproc)" -ge 2 ] || { echo "one processor only: nothing runs in parallel"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/check.py" <<'PY'
import json, sys
report = json.load(open(sys.argv[1]))
if not report["lost_increments"] + report["lost_decrements"]:
    sys.exit(1)
assert report["gil"] == "unsafe" and report["threads"] == 3 and not report["unexplained"], report
for key in ("lost_increments", "lost_decrements"):
    assert report[key] == sum(thing[key] for thing in report["objects"]), key
    assert report[key] == sum(row[key] for row in report["by_type"].values()), key
    assert report[key] == sum(row[key] for row in report["by_line"].values()), key
named = [loss for thing in report["objects"] for loss in thing["collisions"] if loss["of"] and loss["by"]]
assert named, report
for loss in named:
    assert loss["of"]["thread"] != loss["by"]["thread"] or loss["count"] < 0, loss
    assert loss["of"]["line"] and loss["of"]["instruction"], loss
PY
for script in global_name attribute closure; do
    run=0 lost=1
    while [ $lost -eq 1 ] && [ $run -lt 100 ]; do
        "$PY" --gil=unsafe --refcount-report="$work/report.json" "$here/races/$script.py" 2>"$work/err" || { cat "$work/err"; break; }
        "$PY" "$work/check.py" "$work/report.json"
        lost=$?
        run=$((run + 1))
    done
    [ $lost -eq 0 ] && echo "$script: lost" || echo "$script: $run runs, status $lost"
done
grep -c '^Reference counts without the lock: ' "$work/err"
grep -c '^minipy: reference counts: ' "$work/err"
