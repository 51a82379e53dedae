# An exception that is logged while the interpreter ends has its traceback, as any other.
import logging
import os
import sys


class Last:
    def __del__(self):
        try:
            raise ValueError('some error')
        except Exception:
            logging.exception('in __del__')


class Shortened:
    def __init__(self, stream):
        self.stream, self.here = stream, os.path.dirname(os.path.abspath(__file__))

    def write(self, text):
        self.stream.write(text.replace(self.here, ''))

    def flush(self):
        self.stream.flush()


logging.basicConfig(stream=Shortened(sys.stdout), format='%(levelname)s %(message)s')
last = Last()
