# Library modules are part of the interpreter, whatever the level of optimization.
"$PY" -B -c 'import textwrap; print(textwrap.dedent.__doc__ is None, textwrap.dedent("  a\n   b"))'
"$PY" -B -OO -c 'import textwrap; print(textwrap.__doc__, textwrap.dedent.__doc__, textwrap.dedent("  a\n   b"))'
"$PY" -B -O -c 'import textwrap; print(textwrap.dedent.__doc__ is None, textwrap.fill.__name__)'

# base64 as a command
printf 'hello\n' | "$PY" -m base64
printf 'hello\n' | "$PY" -m base64 -e - | "$PY" -m base64 -d
"$PY" -m base64 -t
"$PY" -m base64 -x 2>&1 | head -n 1
