"""A bank simulated event by event. Every customer and every clerk's break is a generator that yields what it waits
for: a delay, or a counter. The simulator resumes each of them when its time has come."""
import random
from collections import deque


class Delay:
    def __init__(self, minutes):
        self.minutes = minutes


class Acquire:
    def __init__(self, counter):
        self.counter = counter


class Counter:
    """A number of clerks behind one queue."""

    def __init__(self, name, clerks):
        self.name = name
        self.free = clerks
        self.queue = deque()
        self.longest = 0
        self.served = 0

    def __repr__(self):
        return f"{self.name}: {self.served} served, longest queue {self.longest}"


class Agenda:
    """A priority queue as a binary heap, with ties in the order of insertion."""

    def __init__(self):
        self.heap = []
        self.number = 0

    def __len__(self):
        return len(self.heap)

    def push(self, time, item):
        self.heap.append((time, self.number, item))
        self.number += 1
        index = len(self.heap) - 1
        while index and self.heap[index][:2] < self.heap[(index - 1) // 2][:2]:
            parent = (index - 1) // 2
            self.heap[index], self.heap[parent] = self.heap[parent], self.heap[index]
            index = parent

    def pop(self):
        top, last = self.heap[0], self.heap.pop()
        if self.heap:
            self.heap[0] = last
            self.sink(0)
        return top[0], top[2]

    def sink(self, index):
        size = len(self.heap)
        while True:
            smallest = index
            for child in (2 * index + 1, 2 * index + 2):
                if child < size and self.heap[child][:2] < self.heap[smallest][:2]:
                    smallest = child
            if smallest == index:
                return
            self.heap[index], self.heap[smallest] = self.heap[smallest], self.heap[index]
            index = smallest


class Simulation:
    def __init__(self):
        self.now = 0.0
        self.agenda = Agenda()

    def start(self, process, at=0.0):
        self.agenda.push(self.now + at, process)

    def release(self, counter):
        counter.free += 1
        if counter.queue:
            counter.free -= 1
            self.start(counter.queue.popleft())

    def run(self, until):
        while self.agenda and self.agenda.heap[0][0] <= until:
            self.now, process = self.agenda.pop()
            self.step(process)

    def step(self, process):
        try:
            wish = next(process)
        except StopIteration:
            return
        match wish:
            case Delay(minutes=minutes):
                self.start(process, minutes)
            case Acquire(counter=counter) if counter.free:
                counter.free -= 1
                self.start(process)
            case Acquire(counter=counter):
                counter.queue.append(process)
                counter.longest = max(counter.longest, len(counter.queue))
            case _:
                raise TypeError(f"a process yielded {wish!r}")


class Account:
    def __init__(self, owner, balance):
        self.owner, self.balance = owner, balance

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{self.owner} has only {self.balance}")
        self.balance -= amount


class Bank:
    def __init__(self, seed):
        self.simulation = Simulation()
        self.random = random.Random(seed)
        self.tellers = Counter("tellers", 2)
        self.advice = Counter("advice", 1)
        self.waits = []
        self.log = []
        self.refused = 0

    def note(self, text):
        if len(self.log) < 12:
            self.log.append(f"{self.simulation.now:6.1f}  {text}")

    def at(self, counter, minutes):
        """Waits for a clerk and keeps them for some minutes: a part of a customer's life."""
        arrived = self.simulation.now
        yield Acquire(counter)
        wait = self.simulation.now - arrived
        self.waits.append(wait)
        try:
            yield Delay(minutes)
        finally:
            counter.served += 1
            self.simulation.release(counter)
        return wait

    def customer(self, number):
        account = Account(f"customer {number}", self.random.randrange(50, 500))
        wait = yield from self.at(self.tellers, self.random.expovariate(1 / 4))
        amount = self.random.randrange(20, 300)
        try:
            account.withdraw(amount)
        except ValueError as error:
            self.refused += 1
            self.note(f"{error}, wanted {amount}")
            yield from self.at(self.advice, self.random.uniform(5, 15))
        else:
            self.note(f"{account.owner} took {amount} after waiting {wait:.1f}")

    def arrivals(self):
        number = 0
        while True:
            number += 1
            self.simulation.start(self.customer(number))
            yield Delay(self.random.expovariate(1 / 2.5))


def main():
    bank = Bank(seed=2024)
    bank.simulation.start(bank.arrivals())
    bank.simulation.run(until=8 * 60)
    print("\n".join(bank.log))
    waits = sorted(bank.waits)
    print(f"{len(waits)} waits, mean {sum(waits) / len(waits):.2f}, median {waits[len(waits) // 2]:.2f}, longest {waits[-1]:.1f} minutes")
    print(bank.tellers, bank.advice, f"{bank.refused} refused", sep="\n")


if __name__ == "__main__":
    main()
