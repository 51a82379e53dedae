# --trace=FILE.html: one page that needs nothing else, looked at in a real browser without a window.
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
    { echo "skipped: there is no Chromium (Debian: apt-get install chromium)"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_CONFIG_HOME="$work" XDG_CACHE_HOME="$work" TZ=UTC
cd "$(dirname "$0")" || exit 1

# dom FILE: the page after its scripts have run, and after trace/drive.js, which uses it and notes what it saw
dom() {
    sed '/^<\/body>/d; /^<\/html>/d' "$1" >"$work/driven.html"
    { echo "<script>"; cat trace/drive.js; echo "</script></body></html>"; } >>"$work/driven.html"
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --window-size=1280,800 --virtual-time-budget=20000 \
        --dump-dom "file://$work/driven.html" 2>/dev/null >"$work/dom"
    sed -n '/<pre id="seen">/,/<\/pre>/p' "$work/dom" | sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g'
}

cat >"$work/two.py" <<'END'
import _thread, os, sys
sys.path.insert(0, sys.argv[1])
from _threads import run
def compute():
    for i in range(int(sys.argv[2])): pass
def read():
    _thread._set_name("</script><b>reader")
    r, w = os.pipe()
    for i in range(3):
        os.write(w, b"x")
        os.read(r, 1)
run(compute, compute, read)
END
"$PY" --switch-interval=1000 --trace="$work/a.html" "$work/two.py" . 20000
echo "nothing from elsewhere: $(grep -c -e '://' -e 'src=' -e '@import' -e 'url(' "$work/a.html")"
dom "$work/a.html"

echo "== many"
"$PY" --switch-interval=1 --trace="$work/b.html" "$work/two.py" . 30000
dom "$work/b.html" | sed -n '/^error/p; /^turns/p; /^zoomed/p'

echo "== nothing but the main thread"
"$PY" --trace="$work/c.html" -c pass
dom "$work/c.html" | sed -n '/^error/p; /^lanes/p; /^rows/p'

echo "== several processes"
TMPDIR="$work" "$PY" --trace="$work/d.html" _processes.py >/dev/null
dom "$work/d.html" | sed -E '/^(lanes|turns)/d; /^rows: /d; s/[0-9]+ threads/N threads/'
