# python -m pstats: the prompt for files of measurements, which are CPython's; cProfile writes them, and checks -s.
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder" || exit
cat >make.py <<'END'
import marshal
one, two, three = ('/a/one.py', 3, 'one'), ('/a/two.py', 1, 'two'), ('~', 0, '<built-in method builtins.sum>')
stats = {one: (2, 3, 1.5, 2.5, {two: (3, 2, 1.5, 2.5)}), two: (1, 1, .25, 3.0, {}), three: (4, 4, .5, .5, {one: (4, 4, .5, .5)})}
with open('stats', 'wb') as file:
    marshal.dump(stats, file)
with open('other', 'wb') as file:
    marshal.dump({three: (1, 1, 2.0, 2.0, {two: (1, 1, 2.0, 2.0)})}, file)
with open('bad', 'wb') as file:
    file.write(b'?')
END
$PY make.py
shown() {
    sed -e 's/^\(.*% \)\?[A-Z][a-z][a-z] [A-Z][a-z][a-z] .* 20[0-9][0-9]    /\1DATE /'
}
echo "== tables"
printf 'stats\nsort time\nstats 2\nstats .34\nstats one\nreverse\nstats 1.5\ncallers\ncallees sum\nstrip\nsort nfl cum\nstats [\n\nquit\n' |
    $PY -m pstats stats | shown
echo "== files"
printf 'stats\nadd stats\nread\nsort\ncallers\nread nowhere\nread stats\nadd other\nadd nowhere\nsort calls\nstats\nread\nstats 1\nsort\nsort nonsense\nnonsense\n' |
    $PY -m pstats | shown
echo "== cProfile"
cat >program.py <<'END'
import os
os.mkdir('elsewhere')
os.chdir('elsewhere')
print(sum([1, 2]))
END
$PY -m cProfile -o out program.py
printf 'stats program\n' | $PY -m pstats out | grep -c '1 .*program.py:1(<module>)'
$PY -m cProfile -s nonsense program.py 2>&1 | grep -o 'error: option.*'
