# python -m calendar
for arguments in "2024" "2024 2" "-w 3 -l 2 2024 2" "-s 3 -m 4 2023" "-t html -c x.css 2024" "-t html 2024 2" "-L C 2024" "-L C -e ascii 2024 2" \
    "-e utf-16-le 2024 5" "2024 5 6" "x" "-t pdf" "--help"; do
    echo "== $arguments"
    COLUMNS=80 $PY -m calendar $arguments 2>&1
    echo $?
done
$PY -m calendar 2024 13 2>&1 | tail -n 1
$PY -m calendar -t html | head -n 3
$PY -m calendar | wc -l
