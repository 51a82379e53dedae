# MINIPYPATH: modules in the program come first, and their packages have more modules in its folders, not in others. Of a
# package that lacks much (email), one there is taken as a whole.
dir=$(mktemp -d); cd "$dir"
mkdir -p lib/json/extra lib/importlib/resources here/json
echo 'from json import dumps; text = dumps([1])' > lib/json/extra/__init__.py
echo 'raise SystemExit("not this one")' > lib/json/decoder.py
echo 'name = __name__' > lib/importlib/resources/more.py
echo 'text = 1' > here/json/other.py
mkdir -p lib/email; echo 'from email import message' > lib/email/__init__.py; echo 'text = "theirs"' > lib/email/message.py
cat > here/script.py <<'END'
import email.message, json.decoder, json.extra, importlib.resources.more
print(email.message.text)
print(json.extra.text, json.extra.__name__, importlib.resources.more.name)
try:
    import json.other
except ImportError as error:
    print(error)
print([path.rpartition('/')[2] for path in json.__path__])
END
MINIPYPATH="$dir/lib" "$PY" here/script.py
"$PY" -c 'import json, email.message; print(json.__path__, email.message.Message.__name__)'

# MINIPYPATHFIRST: those that it names come from there, if they are there.
echo 'text = "theirs, too"' > lib/textwrap.py; mkdir lib/html; echo 'from html import entities' > lib/html/__init__.py; echo 'text = 3' > lib/html/entities.py
MINIPYPATH="$dir/lib" MINIPYPATHFIRST=textwrap,html,reprlib "$PY" -c 'import textwrap, html, reprlib, keyword
print(textwrap.text, html.entities.text, reprlib.__spec__.origin, keyword.__spec__.origin)'
MINIPYPATH="$dir/lib" "$PY" -c 'import textwrap; print(textwrap.__spec__.origin)'
MINIPYPATH="$dir/lib" MINIPYPATHFIRST=textwrap "$PY" -E -c 'import textwrap; print(textwrap.__spec__.origin)'
MINIPYPATHFIRST=textwrap "$PY" -c 'import textwrap; print(textwrap.__spec__.origin)'
cd /; rm -rf "$dir"
