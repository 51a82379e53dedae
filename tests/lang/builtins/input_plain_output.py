"""input() writes its prompt to a file that cannot be flushed."""
import io
import sys


class Plain:
    def write(self, text):
        written.append(text)


written, before = [], sys.stdout
sys.stdin, sys.stdout = io.StringIO('answer\n'), Plain()
answer = input('question')
sys.stdout = before
print(answer, written)
