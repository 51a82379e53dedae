# Library modules are part of the interpreter, whatever the level of optimization.
"$PY" -B -c 'import textwrap; print(textwrap.dedent.__doc__ is None, textwrap.dedent("  a\n   b"))'
"$PY" -B -OO -c 'import textwrap; print(textwrap.__doc__, textwrap.dedent.__doc__, textwrap.dedent("  a\n   b"))'
"$PY" -B -O -c 'import textwrap; print(textwrap.dedent.__doc__ is None, textwrap.fill.__name__)'
