# The prompt reads statements; with input that is no terminal it shows no line editing.
printf '1 + 1\nx = 5\nx * 2\n_ + 1\nfor i in range(2):\n    print(i)\n\nNone\n"text"\n' | "$PY" -i -q 2>/dev/null
echo
printf '1/0\nprint("goes on")\n' | "$PY" -i -q 2>/dev/null
printf '1/0\n' | "$PY" -i -q 2>&1 >/dev/null | grep Error | sed 's/>>> //g'
printf 'def f():\n  return 7\n\nf()\nraise SystemExit(4)\n' | "$PY" -i -q 2>/dev/null; echo "status $?"
printf 'if True:\n    print("block at end of input")\n' | "$PY" -i -q 2>/dev/null
