"""Callbacks of weak references to what lives until the program ends: which are called."""
import subprocess
import sys

START = '''
import builtins, os, sys, weakref
class Thing:
    def method(self): pass
def told(reference, write=os.write): write(1, b'called')
'''
PLACES = {'global': '{name} = {value}', 'private': '_{name} = {value}', 'list': '{name} = [{value}]',
          'sys': 'sys.{name} = {value}', 'module': 'os.{name} = {value}', 'builtins': 'builtins.{name} = {value}'}
NAMES = {'global': 'thing', 'private': '_thing', 'list': 'thing[0]', 'sys': 'sys.thing', 'module': 'os.thing',
         'builtins': 'builtins.thing'}
KINDS = {'reference': 'weakref.ref({thing}, told)', 'method': 'weakref.WeakMethod({thing}.method, told)'}

for kind in KINDS:
    for of_thing in PLACES:
        for of_reference in PLACES:
            program = '\n'.join([START, PLACES[of_thing].format(name='thing', value='Thing()'), PLACES[of_reference].format(
                name='reference', value=KINDS[kind].format(thing=NAMES[of_thing]))])
            ended = subprocess.run([sys.executable, '-c', program], capture_output=True, text=True)
            print(kind, of_thing, of_reference, ended.returncode, ended.stdout, ended.stderr)
