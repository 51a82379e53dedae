# Forks while other threads hold the locks of the runtime. CPython comes to a halt here.
cd "$(dirname "$0")" && exec "$PY" _fork_locks.py 300
