# What is left after Ctrl-C. Not compared with CPython, which waits for what the workers of an executor do.
cd "$(dirname "$0")" && exec "$PY" _ctrl_c.py
