"""What the interactive prompt has on a terminal beside its lines: editing, completion, and a history that outlives the session. The
prompt imports this when it begins (vm/prompt_edit.c).
"""
import atexit
import os
import readline
import rlcompleter  # which sets itself as the completer

_path = os.path.expanduser('~/.minipy_history')


def _save():
    try:
        readline.write_history_file(_path)
    except OSError:  # a home that cannot be written to
        pass


try:
    readline.read_history_file(_path)
except OSError:
    pass
readline.set_history_length(1000)
atexit.register(_save)
