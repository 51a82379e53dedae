"""The lines that a trace function sees of a match statement: those that run."""
import sys


def trace(function, *args):
    lines = []

    def local(frame, event, arg):
        if event == 'line':
            lines.append(frame.f_lineno - function.__code__.co_firstlineno)
        return local

    sys.settrace(lambda frame, event, arg: local if frame.f_code is function.__code__ else None)
    try:
        function(*args)
    finally:
        sys.settrace(None)
    return lines


def guarded(command):
    match command.split():
        case ['go', way] if way in 'nesw':
            return f'go {way}'
        case ['go', _] | [_, 'go']:
            return 'no way'
        case x:
            return x


def wildcard(command):
    match command.split():
        case ['go', way] if way in 'nesw':
            return f'go {way}'
        case _:
            return 'no way'


def only(command):
    match command:
        case _:
            return command


for command in 'go n', 'go x', 'x go', 'stop':
    print(trace(guarded, command), trace(wildcard, command), trace(only, command))
