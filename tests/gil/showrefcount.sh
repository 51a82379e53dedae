# -X showrefcount: references and objects at the end, and at the prompt after each statement.
work=$(mktemp -d) && cd "$work" || exit 1
trap 'rm -rf "$work"' EXIT

"$PY" -X showrefcount -c 'print("out")' 2>err
sed -E 's/[0-9]+/N/g' err
"$PY" -c pass
"$PY" -X showrefcount=1 -c 'import sys; print(sys._xoptions)' 2>&1 | sed -E 's/[0-9]+ (refs|blocks)/N \1/g'
"$PY" -X showrefcounts -c pass

echo "== what a program does leaves nothing, however often"
cat >often.py <<'END'
import json, sys
class Node:
    def __init__(self):
        self.me = self
for i in range(int(sys.argv[1])):
    class Local(Node):
        pass
    Local(), Node(), [i for i in range(10)]
    json.loads(json.dumps({"key": [str(i), 1.5]}))
    try:
        raise KeyError(i)
    except KeyError as error:
        kept = error
END
for n in 1 2 50; do "$PY" -X showrefcount often.py $n 2>>ends; done
sort -u ends | wc -l

echo "== the prompt"
cat >typed <<'END'
kept = [0, 0, 0]
kept[0] = []
kept[1] = kept[0]
kept[2] = [[]]
del kept[:]
1 / 0
END
"$PY" -q -i -X showrefcount <typed 2>&1 >/dev/null | grep -o '\[.*\]' >told
wc -l <told
# Differences; the last ones are of an exception that sys.last_value keeps, and of the end.
tr -d '[],a-z' <told | awk 'NR > 1 && NR < 6 { print $1 - refs, $2 - blocks } { refs = $1; blocks = $2 }'
