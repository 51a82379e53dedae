# --gil-policy, --switch-interval, --gil-handoff and their variables; --help and --help-gil.
show='import sys; print(sys.getswitchinterval(), sys.getcheckinterval())'
run() { echo "== $*"; "$PY" "$@" -c "$show" 2>&1 | sed '/^usage/d; /^Try/d'; }

echo "help: $("$PY" --help | wc -l) lines, $("$PY" --help | grep -c -e --help-gil) names the other"
"$PY" --help-gil | awk 'length > 80 { print "too wide: " $0 } END { if (NR > 24) print "too long" }'

run --switch-interval=1
run --switch-interval=5ms
run --switch-interval=1500us
run --switch-interval=0.25s
run --switch-interval=100ns
run --gil-policy=backedge --switch-interval=1000
run --gil-policy=time --switch-interval=2s
run --gil-policy=time
run --gil-policy=blocking --switch-interval=7
run --gil-handoff=fifo --gil-handoff=free

run --gil-policy=time --switch-interval=100
run --gil-policy=instructions --switch-interval=5ms
run --gil-policy=backedge --switch-interval=5ms
for bad in 0 -1 1.5 5m 5.ms .ms 0ms 0.1ns 1e3 "" " 5" 99999999999999999999 9999999999s inf 5MS; do run --switch-interval="$bad"; done
run --switch-interval
run --gil-policy=fair
run --gil-policy
run --gil-policyx=time
run --gil-handoff=FREE

echo "== environment"
MINIPYSWITCHINTERVAL=9 "$PY" -c "$show"
MINIPYSWITCHINTERVAL=9 "$PY" --switch-interval=10 -c "$show"
MINIPYSWITCHINTERVAL=9 "$PY" -E -c "$show"
MINIPYSWITCHINTERVAL=9 "$PY" -I -c "$show"
MINIPYSWITCHINTERVAL=9 "$PY" --gil-policy=time -c "$show"
MINIPYGILPOLICY=time "$PY" --switch-interval=10 -c "$show"
MINIPYGILPOLICY= MINIPYSWITCHINTERVAL= MINIPYGILHANDOFF= "$PY" -c "$show"
MINIPYGILPOLICY=time MINIPYSWITCHINTERVAL=9 "$PY" -c "$show" 2>&1 | head -1
MINIPYGILPOLICY=never "$PY" -c "$show" 2>&1 | head -1
MINIPYSWITCHINTERVAL=soon "$PY" --gil-policy=time -c "$show" 2>&1 | head -1
MINIPYGILHANDOFF=gently "$PY" -c "$show" 2>&1 | head -1
MINIPYGILHANDOFF=gently "$PY" -E --gil-policy=nothing -c "$show" 2>/dev/null; echo "status $?"
"$PY" --gil-policy=blocking -c 'import sys; print(sys.flags.dev_mode, sys.argv, sys.orig_argv[1])' --gil-policy=x
