# A file, a folder with __main__.py, things that are not there.
dir=$(mktemp -d); cd "$dir"; mkdir app
printf 'import sys, os\nprint(sys.argv, os.path.basename(__file__), __name__, sys.path[0] == os.getcwd())\n' > s.py
"$PY" s.py 1 --opt -x
echo 'import helper, sys; print("app", __name__, sys.argv[1:])' > app/__main__.py; echo 'print("helper")' > app/helper.py
"$PY" -B app arg
"$PY" missing.py 2>&1 | sed 's/^.*: can/PY: can/; s|'"$dir"'/||'; "$PY" missing.py >/dev/null 2>&1; echo "status $?"
printf '#!/usr/bin/env python3\nprint("shebang")\n' > sb.py; "$PY" sb.py
printf '\357\273\277print("bom")\n' > bom.py; "$PY" bom.py
printf 'print("crlf")\r\nif 1:\r\n    print("two")\r\n' > crlf.py; "$PY" crlf.py
printf '# -*- coding: latin-1 -*-\nprint(ascii("\351"))\n' > latin.py; "$PY" latin.py
printf '' > empty.py; "$PY" empty.py; echo "status $?"
printf 'print("no newline")' > nn.py; "$PY" nn.py
printf 'import sys\nsys.stdout.write("unflushed")\nraise SystemExit(2)\n' > ex.py; "$PY" ex.py; echo " status $?"
printf 'import os\nos._exit(3)\n' > ex2.py; "$PY" ex2.py; echo "status $?"
printf 'import os\nos.kill(os.getpid(), 15)\n' > ex3.py; "$PY" ex3.py 2>/dev/null; echo "status $?"
cd /; rm -rf "$dir"
