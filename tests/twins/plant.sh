# A planted loss: one increment or one decrement is skipped, and the audit names the object, its type and the line.
here=$(realpath "$(dirname "$0")")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cat >"$work/planted.py" <<'PY'
class Thing:
    def __del__(self):
        print("the end of a thing")


def use(thing):
    again = thing
    box = [thing]
    del again
    box.clear()
    del box
    return None


thing = Thing()
text = "text " + str(len("twelve chars"))
use(thing)
use(text)
other = [text]
other = None
text = None
thing = None
print("done")
PY
plant() {
    echo "== $1"
    (cd "$work" && "$PY" --refcount=audited --refcount-report=report.json -X "plant-refcount=$1" planted.py 2>err; echo "status $?")
    sed 's/(0x[0-9a-f]*)/(ADDRESS)/; s/^\(minipy: .*\) at [^ ]*planted/\1 at planted/; s|[^ ]*/planted|planted|g' "$work/err" | head -1
    "$PY" "$here/report.py" "$work/report.json"
}
plant inc:7
plant dec:9
plant inc:8:2
plant inc:19
plant dec:20
