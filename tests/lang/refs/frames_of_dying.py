# A deep structure ends while frames of its finalizers are looked at: a frame object whose end is put off is not
# given out again.
import sys

kept = []
class Node:
    def __init__(self, below): self.below = below
    def __del__(self):
        frame = sys._getframe()
        while frame:
            frame = frame.f_back
        try:
            raise ValueError
        except ValueError as e:
            if len(kept) < 5:
                kept.append(e.__traceback__.tb_frame.f_back)

def build_and_drop():
    node = None
    for i in range(500):
        node = Node([node, {1: node}])
        sys._getframe()
    frame = sys._getframe()
    del node
    return frame.f_code.co_name

for i in range(3):
    print(build_and_drop())
print(len(kept))
