# Single operations of built-in containers are atomic at every interval, down to one instruction.
import _thread
import sys
import time
from collections import Counter, OrderedDict, deque, defaultdict

set_interval = getattr(sys, 'setcheckinterval', lambda n: sys.setswitchinterval(n * 1e-6))
ROUNDS, THREADS = 60, 3


def together(body):
    """Runs body(number) in threads, and answers what they raised."""
    left, errors = [THREADS], []
    done = _thread.allocate_lock()
    done.acquire()

    def run(number):
        try:
            body(number)
        except BaseException as error:
            errors.append(error)
        with count:
            left[0] -= 1
            if left[0] == 0:
                done.release()

    count = _thread.allocate_lock()
    for number in range(THREADS):
        _thread.start_new_thread(run, (number,))
    done.acquire()
    return errors


def lists():
    items, taken = [], []
    def body(number):
        for i in range(ROUNDS):
            items.append((number, i))
            taken.append(items.pop())
    errors = together(body)
    return errors, sorted(items + taken) == sorted((n, i) for n in range(THREADS) for i in range(ROUNDS))


def list_extend_insert():
    items = []
    def body(number):
        for i in range(ROUNDS):
            items.extend([number, number])
            items.insert(0, number)
            items += [number]
    errors = together(body)
    return errors, Counter(items) == {n: 4 * ROUNDS for n in range(THREADS)}


def dicts():
    table = {}
    def body(number):
        for i in range(ROUNDS):
            table[number, i] = i
            table.setdefault(i, []).append(number)
            table.pop((number, i))
            table.update({(number, 'u', i): 1})
    errors = together(body)
    return errors, (all(sorted(table[i]) == [0, 1, 2] for i in range(ROUNDS)), len(table))


def sets():
    items = set()
    def body(number):
        for i in range(ROUNDS):
            items.add((number, i))
            items.discard((number, i - 1))
            items.update({(number, 'x', i)})
    errors = together(body)
    return errors, len(items)


def deques():
    items, seen = deque(), []
    def body(number):
        for i in range(ROUNDS):
            items.append(i)
            items.appendleft(i)
            items.rotate(1)
            seen.append(items.pop() + items.popleft() * 0)
    errors = together(body)
    return errors, (len(items), len(seen))


def strings():
    """Building of text in a place of one's own, beside others who do the same."""
    texts = {}
    def body(number):
        text = ''
        for i in range(ROUNDS):
            text += f'{number}:{i},'
        texts[number] = text
    errors = together(body)
    return errors, [texts[n] == ''.join(f'{n}:{i},' for i in range(ROUNDS)) for n in range(THREADS)]


def sorting():
    """A sort that calls back lets others in, and notices what they do to the list."""
    outcome = set()
    items = list(range(50))
    def body(number):
        for i in range(8):
            if number:
                items.append(1)
                items.pop()
            else:
                try:
                    items.sort(key=lambda x: -x)
                except ValueError as error:
                    outcome.add(str(error))
    errors = [e for e in together(body) if not isinstance(e, IndexError)]
    return errors, outcome <= {'list modified during sort'}


def iteration():
    """Going through a dict that others change raises, and nothing worse."""
    table = dict.fromkeys(range(20))
    seen = set()
    def body(number):
        for i in range(ROUNDS):
            if number:
                table[100 + number, i] = 1
            else:
                try:
                    for key in table:
                        pass
                except RuntimeError as error:
                    seen.add(str(error))
    errors = together(body)
    return errors, seen <= {'dictionary changed size during iteration', 'dictionary keys changed during iteration'}


for interval in 1, 2, 3, 7, 100, 100_000:
    set_interval(interval)
    for check in lists, list_extend_insert, dicts, sets, deques, strings, sorting, iteration:
        print(interval, check.__name__, *check())
