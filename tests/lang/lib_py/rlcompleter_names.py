"""rlcompleter: names, attributes, keywords and builtins, with what may follow them."""
import rlcompleter


class Thing:
    _hidden, __private = 1, 2

    @property
    def danger(self):
        raise SystemExit('a property was asked')

    def method(self):
        pass

    def takes(self, argument):
        pass


def no_parameters():
    pass


def completions(completer, text):
    found = []
    while (match := completer.complete(text, len(found))) is not None:
        found.append(match)
    return found


names = {'abc': 1, 'abd': [], 'thing': Thing(), 'no_parameters': no_parameters, 'no_more': lambda x: x, '_': 1}
completer = rlcompleter.Completer(names)
for text in ('ab', 'pri', 'Tr', 'impo', 'el', 'fo', 'no', 'thi', 'thing.', 'thing._h', 'thing.da', 'thing.m', 'thing.t', 'abd.app',
             'missing.', 'try', 'fin', 'abd.__cl', 'brea', 'de', 'a1.b2', 'call().x', 'thing.method.__na', 'lamb', 'mat',
             'abc.__ad', 'Exc', 'zzz'):
    print(text, completions(completer, text))
print(completions(completer, ''), completer.complete('  ', 1))
try:
    rlcompleter.Completer(3)
except TypeError as error:
    print(error)
main = rlcompleter.Completer()
print(completions(main, 'comple'), rlcompleter.__all__, main.use_main_ns, completer.use_main_ns)
print([name for name in rlcompleter.get_class_members(Thing) if not name.startswith('__')])
