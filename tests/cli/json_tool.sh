# python -m json.tool
printf '{"b": [1, 2, {}], "a": "\303\251"}' | $PY -m json.tool
printf '{"b": [1, 2, {}], "a": "\303\251"}' | $PY -m json.tool --sort-keys --no-ensure-ascii --indent 2
printf '{"b": [1, 2]}\n[3]\n' | $PY -m json.tool --json-lines --compact
printf '[1, {"x": null}]' | $PY -m json.tool --tab
printf '[1, {"x": null}]' | $PY -m json.tool --no-indent
printf '[1,' | $PY -m json.tool 2>&1
echo $?
