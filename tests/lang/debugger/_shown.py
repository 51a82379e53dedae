"""A stream for Pdb that shows paths without folders, and nothing of bdb's own frames."""
import os
import sys


class Shown:
    def __init__(self, folder):
        self.folder, self.inside = os.path.dirname(os.path.abspath(folder)) + os.sep, False
        self.out = sys.stdout  # while a statement runs, sys.stdout is this object

    def write(self, text):
        for line in text.splitlines(keepends=True):
            if line.startswith('->') and self.inside:
                self.inside = False
                continue
            self.inside = 'bdb' in line.partition('(')[0]
            if not self.inside:
                self.out.write(line.replace(self.folder, ''))

    def flush(self):
        self.out.flush()
