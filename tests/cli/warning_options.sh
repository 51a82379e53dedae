# What -W options make: filters, complaints, and what the filters do.
show='import warnings
for action, message, category, module, line in warnings.filters[:-5]:
    print(action, message is not None, category.__name__, module is not None, line)'
for option in error i ignore::DeprecationWarning 'error:msg text:UserWarning:mod:5' all once d '' \
    bogus error::NoSuch error::int error:::::x error::::x error::no.such.mod error::::-1 ' always : a.b : : os.path : 7 '; do
    echo "== $option"
    "$PY" -W "$option" -c "$show" 2>&1
done
echo "== effect"
warn='import warnings
for text in "START here", "not start", "starts":
    try:
        warnings.warn(text)
    except UserWarning as error:
        print("raised", error)'
"$PY" -W 'error:start:UserWarning:__main__:0' -c "$warn" 2>&1
"$PY" -W 'error:start:UserWarning:__mai:0' -c "$warn" 2>&1
"$PY" -W ignore -W 'error:not' -c "$warn" 2>&1
