"""readline without a terminal: history and its files, what functions refuse."""
import os
import readline
import tempfile


def outcome(function, *args):
    try:
        print(function.__name__, args, repr(function(*args)))
    except Exception as error:
        print(function.__name__, args, type(error).__name__, error)


os.umask(0o22)
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
os.environ['HOME'] = folder.name
outcome(readline.get_completer_delims)
outcome(readline.get_completion_type)
outcome(readline.get_history_length)
for a in [(-1,), ('x',), (1, '/nonexist/x')]:
    outcome(readline.append_history_file, *a)
outcome(readline.remove_history_item, -1)
outcome(readline.remove_history_item, 5)
outcome(readline.replace_history_item, -1, 'x')
outcome(readline.replace_history_item, 3, 'x')
outcome(readline.set_completer_delims, 3)
outcome(readline.add_history, 3)
outcome(readline.insert_text, 3)
outcome(readline.set_completer, 3)
outcome(readline.set_startup_hook, 3)
outcome(readline.set_pre_input_hook, 3)
outcome(readline.set_completion_display_matches_hook, 3)
outcome(readline.parse_and_bind, 3)
outcome(readline.read_init_file, 3)
outcome(readline.read_init_file, '/nonexist')
outcome(readline.read_history_file, '/nonexist')
outcome(readline.write_history_file, '/nonexist/x')
outcome(readline.write_history_file, 3)
outcome(readline.set_auto_history, 'x')
outcome(readline.set_history_length, 'x')
outcome(readline.get_history_item, 'x')
outcome(readline.get_history_item, 0)
outcome(readline.get_history_item, -1)
outcome(readline.add_history, 'a\0b')
outcome(readline.insert_text, 'abc')
outcome(readline.get_line_buffer)
outcome(readline.redisplay)
outcome(readline.set_completer_delims, 'aé')
outcome(readline.get_completer_delims)
outcome(readline.set_completer, None)
outcome(readline.get_completer)
outcome(readline.parse_and_bind, 'foo bar')
for x in ['one', 'two', '', 'three', 'ünï', '  four ', '# five', '#123']:
    readline.add_history(x)


def show(path):
    with open(path) as file:
        print(path, file.read().split('\n'), oct(os.stat(path).st_mode))


def items():
    print(readline.get_current_history_length(),
          [readline.get_history_item(i) for i in range(0, readline.get_current_history_length() + 2)])


items()
outcome(readline.write_history_file, 'h1')
show('h1')
outcome(readline.append_history_file, 2, 'h2')
open('h2', 'w').close()
outcome(readline.append_history_file, 2, 'h2')
show('h2')
outcome(readline.append_history_file, 0, 'h2')
show('h2')
outcome(readline.append_history_file, -1, 'h2')
show('h2')
outcome(readline.append_history_file, 100, 'h2')
show('h2')
readline.set_history_length(3)
outcome(readline.append_history_file, 1, 'h2')
show('h2')
outcome(readline.write_history_file, 'h1')
show('h1')
outcome(readline.get_history_length)
outcome(readline.remove_history_item, 1)
items()
outcome(readline.replace_history_item, 0, 'new')
items()
outcome(readline.replace_history_item, True, 'b')
items()
outcome(readline.clear_history)
items()
outcome(readline.read_history_file, 'h2')
items()
open('h3', 'w').write('a\n\nb\n\n\nc')
outcome(readline.read_history_file, 'h3')
items()
open('h3', 'wb').write(b'\xff\n')
readline.set_history_length(0)
outcome(readline.write_history_file, 'h1')
show('h1')
readline.set_history_length(-5)
outcome(readline.get_history_length)
outcome(readline.write_history_file)
print(os.path.exists('.history'))
outcome(readline.read_history_file, b'h1')
outcome(readline.read_history_file, None)
items()
outcome(readline.get_history_item, 1.0)
outcome(readline.get_begidx)
outcome(readline.get_endidx)
os.chdir('/')
folder.cleanup()
