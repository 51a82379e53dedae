# minipy --refcount starts a twin: the same arguments, environment, files and exit status.
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
cat >probe.py <<'PY'
import os, sys
print(sys.argv, sys.orig_argv[1:], os.environ["PROBE"], input(), os.path.basename(os.readlink("/proc/self/exe")))
print(os.path.basename(sys.executable), file=sys.stderr)
sys.exit(7)
PY
for policy in plain atomic immortal audited; do
    echo typed | PROBE=$policy "$PY" -O --refcount=$policy probe.py a 'b c' 2>&1
    echo "status $?"
done

echo "== one twin starts another"
twin=$("$PY" --refcount=atomic -c 'import os; print(os.readlink("/proc/self/exe"))')
for policy in immortal plain; do
    "$twin" --refcount=$policy -c 'import os; print(os.path.basename(os.readlink("/proc/self/exe")))'
done

echo "== immortal objects are left alone"
for policy in plain atomic immortal; do
    "$PY" --refcount=$policy -c 'import sys; a = [()] * 100; b = sys.getrefcount(()); del a; print(b - sys.getrefcount(()))'
done

echo "== refused"
"$PY" --refcount=biased -c pass 2>&1 | head -1
"$PY" --gil=off -c pass 2>&1 | head -1
"$PY" --gil=perhaps -c pass 2>&1 | head -1
"$PY" --gil=on -c 'print("on")'
cp "$PY" alone
./alone --refcount=atomic -c pass; echo "status $?"

echo "== installed"
cmake --install "$(dirname "$PY")" --prefix "$work/usr" >/dev/null
find usr -type f | sort
usr/bin/minipy --refcount=atomic -c 'import os, sys; print(os.readlink("/proc/self/exe"), sys.executable)' |
    sed "s|$(realpath "$work")/||g"
