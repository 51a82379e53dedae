# Programs run without the lock as with it: one thread and nothing to report, fork, processes, asyncio, finalizers, counts.
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT
echo "== one thread"
"$PY" --gil=unsafe -c 'import sys; a = []; b = a; print(sys.getrefcount(a), sys.getrefcount([]))' 2>&1
cat >many.py <<'PY'
import asyncio, multiprocessing, os, subprocess, sys, threading


class Thing:
    alive = 0

    def __init__(self):
        Thing.alive += 1

    def __del__(self):
        Thing.alive -= 1


def square(x):
    return x * x


def make(turns, found):
    things = [Thing() for _ in range(turns)]
    del things
    found.append({str(i): [i] for i in range(turns)})


async def tasks():
    async def one(i):
        await asyncio.sleep(0)
        return i

    return sum(await asyncio.gather(*map(one, range(50)))) + await asyncio.to_thread(square, 5)


if __name__ == "__main__":
    found = []
    threads = [threading.Thread(target=make, args=(300, found)) for _ in range(4)]
    for thread in threads:
        thread.start()
    pid = os.fork()
    if pid == 0:
        print("child", flush=True)
        os._exit(5)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
    for thread in threads:
        thread.join()
    print(len(found), all(one == found[0] for one in found))
    print(asyncio.run(tasks()))
    print(subprocess.run([sys.executable, "-c", "print(7)"], capture_output=True, text=True).stdout.strip())
    with multiprocessing.Pool(2) as pool:
        print(pool.map(square, range(5)))
    sys.exit(4)
PY
echo "== many"
"$PY" --gil=unsafe --refcount-report=report.json many.py 2>/dev/null; echo "status $?"
grep -o '"unexplained": [0-9]*' report.json

echo "== the lock is not there"
refuse() { "$PY" "$@" -c pass 2>&1 | head -1; }
refuse --gil=unsafe --refcount=atomic
refuse --gil=unsafe --gil-policy=time
refuse --gil=unsafe --switch-interval=100
refuse --gil=unsafe --gil-stats
refuse --gil=unsafe --trace=x.json
echo "== nothing is audited"
refuse --refcount-report=x.json
refuse --refcount=atomic --refcount-abort
refuse -X plant-refcount=inc:3
refuse --refcount=audited --refcount-quarantine=much
refuse --refcount=audited -X plant-refcount=add:3
refuse --refcount=audited --refcount-report=/nowhere/x.json
"$PY" --help-refcount | head -3
