# The same, often.
cd "$(dirname "$0")" && exec "$PY" _fork_locks.py 10000
