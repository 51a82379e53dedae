# An exception that is logged while the interpreter ends has its traceback, as any other.
import logging
import sys

exec(compile('''
class Last:
    def __del__(self):
        try:
            raise ValueError('some error')
        except Exception:
            logging.exception('in __del__')
''', '<last>', 'exec'))

logging.basicConfig(stream=sys.stdout, format='%(levelname)s %(message)s')
last = Last()
