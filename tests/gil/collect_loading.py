"""Loading modules of the library makes no collection of garbage due; what a program makes does."""
import gc


def collections():
    return sum(each['collections'] for each in gc.get_stats())


class Node:
    def __init__(self):
        self.itself = self


before = collections()
import argparse, asyncio, inspect, logging.config, typing, unittest  # some ten thousand objects
print(collections() - before < 3, gc.isenabled(), all(count >= 0 for count in gc.get_count()))
before = collections()
for _ in range(100_000):
    Node()
print(collections() > before, len([each for each in gc.get_objects() if type(each) is Node]) < 50_000)
