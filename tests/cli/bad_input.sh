# Whatever the source is: a program or a SyntaxError (or MemoryError, RecursionError), never a crash or a hang.
dir=$(mktemp -d); cd "$dir" || exit 1
repeat() { head -c "$2" /dev/zero | sed "s/\x00/$1/g"; }
check() {
    timeout 50 "$PY" "$1" >out 2>err </dev/null
    status=$?
    if [ $status -gt 1 ]; then echo "$1: status $status"; tail -3 err; return; fi
    if [ $status -eq 1 ] && ! tail -1 err | grep -q -E '^(SyntaxError|IndentationError|TabError|MemoryError|RecursionError|NameError|ValueError|s_push)'; then
        echo "$1: no error was reported"; tail -3 err | cut -c1-200
    fi
}
printf 'x = 1\0\ny = 2\n' >nul.py
printf '\0\0\0' >nuls.py
printf 'x = "\377\376\355\240\200"\n' >utf8.py
printf '\377\376x\0=\0' >utf16.py
printf 'x = "abc\n' >string.py
printf 'x = """abc\n' >triple.py
printf 'x = f"{' >fstring.py
printf 'x = (' >paren.py
printf 'x = \\' >backslash.py
printf 'x = \\\n' >backslash2.py
printf 'if x:' >colon.py
printf '@' >at.py
printf 'def' >def.py
printf '\357\273\277' >bom.py
printf '\357\273' >halfbom.py
printf '# coding: \377\n' >coding.py
printf '\r\r\r' >cr.py
printf '\f\f\f' >ff.py
printf '  \t \n\t  x' >indent.py
printf '\n\n\n\\\n\\\n' >joins.py
head -c 3000 /dev/zero | tr '\0' '\377' >ff_bytes.py
{ printf 'x = "'; repeat a 10000000; printf '"\n'; } >longstring.py
{ printf '#'; repeat a 10000000; printf '\n'; } >longcomment.py
{ repeat a 10000000; printf ' = 1\n'; } >longname.py
{ printf 'x = 1'; repeat '+1' 20000; printf '\n'; } >longsum.py
{ printf 'x = '; repeat '(' 100000; repeat ')' 100000; } >parens.py
{ printf 'x = '; repeat '[' 100000; } >brackets.py
{ printf 'x = '; repeat '-' 100000; printf '1\n'; } >minus.py
{ printf 'x = '; repeat 'not ' 50000; printf '1\n'; } >nots.py
{ printf 'x = '; repeat 'lambda:' 50000; printf '1\n'; } >lambdas.py
{ printf 'x = a'; repeat '.b' 50000; printf '\n'; } >dots.py
{ printf 'x = a'; repeat '(1)' 20000; printf '\n'; } >calls.py
{ printf 'x = '; repeat '1 if 1 else ' 20000; printf '1\n'; } >ifs.py
{ printf 'x = '; repeat '2**' 20000; printf '1\n'; } >powers.py
{ printf 'x = '; repeat 'a<' 20000; printf 'a\n'; } >compare.py
{ printf 'x = '; repeat 7 1000000; printf '\n'; } >digits.py
{ printf 'x = 0x'; repeat f 1000000; printf '\n'; } >hexdigits.py
{ printf 'x = 1e'; repeat 9 100000; printf '\n'; } >exponent.py
{ printf 'x = f"'; repeat '{1}' 20000; printf '"\n'; } >fields.py
{ printf 'x = f"'; repeat '{' 20001; printf '"\n'; } >braces.py
awk 'BEGIN { for (i = 0; i < 2000; i++) { for (j = 0; j < i; j++) printf " "; print "if 1:" } }' >nest.py
awk 'BEGIN { for (i = 0; i < 100000; i++) print "x" i " = " i }' >names.py
awk 'BEGIN { for (i = 0; i < 200000; i++) print "" }' >empty_lines.py
awk 'BEGIN { print "try: pass"; for (i = 0; i < 3000; i++) print "except E" i ": pass" }' >excepts.py
awk 'BEGIN { printf "def f("; for (i = 0; i < 70000; i++) printf "a%d,", i; print "): pass" }' >parameters.py
awk 'BEGIN { print "if 0: pass"; for (i = 0; i < 5000; i++) print "elif " i ": pass" }' >elifs.py
head -c 20000 "$PY" >binary.py
for file in *.py; do check "$file"; done
echo "checked $(ls *.py | wc -l)"
cd /; rm -rf "$dir"
