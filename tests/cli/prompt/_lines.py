"""Asks for lines with readline: for readline.talk."""
import cmd
import readline
import threading

WORDS = 'apple apricot banana'.split()


def complete(text, state):
    return [word for word in WORDS if word.startswith(text)][state]  # IndexError at the end: no more


class Fruit(cmd.Cmd):
    prompt = 'fruit> '

    def do_peel(self, arg):
        print('peeled', arg)

    def complete_peel(self, text, line, begin, end):
        return [word for word in WORDS if word.startswith(text)]

    def do_quit(self, arg):
        return True


def ask(prompt):
    print('->', repr(input(prompt)))


ask('first: ')
readline.set_completer(complete)
readline.parse_and_bind('tab: complete')
readline.parse_and_bind('"\\C-t": "typed"')
ask('above\ncompleted: ')
ask('listed: ')
readline.set_completion_display_matches_hook(lambda *shown: (print('\nshown', shown), readline.redisplay()))
ask('hook: ')
readline.set_completion_display_matches_hook()
readline.set_startup_hook(lambda: readline.insert_text('given'))
ask('startup: ')
readline.set_startup_hook()
readline.set_pre_input_hook(lambda: (readline.insert_text('before'), readline.redisplay()))
ask('pre: ')
readline.set_pre_input_hook()
ask('macro: ')
readline.parse_and_bind('bind ^T ed-move-to-beg')
ask('moved: ')
ask('history: ')
readline.set_auto_history(False)
ask('not kept: ')
readline.set_auto_history(True)
print([readline.get_history_item(number) for number in (1, readline.get_current_history_length())])
timer = threading.Timer(0.2, print, ['another thread'])
timer.start()
ask('waits: ')
try:
    input('interrupted: ')
except KeyboardInterrupt:
    print('stopped')
try:
    input('ends: ')
except EOFError as error:
    print('end', error.args)
Fruit().cmdloop()
print(readline.get_completer() is complete)
