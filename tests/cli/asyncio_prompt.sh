# The prompt of asyncio: await without a function, and how it ends. (Tracebacks, on stderr, name other frames.)
dir=$(mktemp -d); cd "$dir"
printf 'import asyncio\nawait asyncio.sleep(0, 3)\nx = 5\nasync def f():\n    return x\n\nawait f()\n1/0\nx\n' | "$PY" -m asyncio 2>err
echo "status $?"
sed -n '1s/REPL .*/REPL/; 1,4p; /Error/p; /exiting/p' err
printf 'asyncio.get_running_loop().is_running()\nimport sys; sys.exit(3)\n' | "$PY" -m asyncio 2>/dev/null
echo "status $?"
printf 'import sys\nawait asyncio.sleep(0)\nsys.exit(4)\n' | "$PY" -m asyncio 2>/dev/null
echo "status $?"
cd /; rm -rf "$dir"
