# A small machine-shop simulation: method calls, attributes, inheritance, properties.
class Event:
    __slots__ = ("time", "target", "kind")
    def __init__(self, time, target, kind):
        self.time, self.target, self.kind = time, target, kind

class Part:
    def __init__(self, number):
        self.number = number
        self.work = 3 + number % 5
        self.done = False

class Station:
    made = 0
    def __init__(self, name, next_station):
        self.name = name
        self.next = next_station
        self.queue = []
        self.current = None
        self.busy_time = 0
    @property
    def idle(self):
        return self.current is None
    def accept(self, part):
        self.queue.append(part)
        if self.idle:
            self.start()
    def start(self):
        if self.queue:
            self.current = self.queue.pop(0)
            self.left = self.duration(self.current)
    def duration(self, part):
        return part.work
    def tick(self):
        if self.current is None:
            return
        self.left -= 1
        self.busy_time += 1
        if self.left == 0:
            self.finish()
    def finish(self):
        part, self.current = self.current, None
        self.deliver(part)
        self.start()
    def deliver(self, part):
        self.next.accept(part)

class Fast(Station):
    def duration(self, part):
        return super().duration(part) // 2 + 1

class Sink:
    def __init__(self):
        self.count = 0
        self.total = 0
    def accept(self, part):
        part.done = True
        self.count += 1
        self.total += part.number
    def tick(self):
        pass

class Shop:
    def __init__(self, size):
        self.sink = Sink()
        self.stations = [self.sink]
        for i in range(size):
            kind = Fast if i % 2 else Station
            self.stations.append(kind(f"s{i}", self.stations[-1]))
        self.entry = self.stations[-1]
        self.clock = 0
    def run(self, parts):
        number = 0
        while self.sink.count < parts:
            if number < parts and self.clock % 6 == 0:
                self.entry.accept(Part(number))
                number += 1
            for station in self.stations:
                station.tick()
            self.clock += 1
        return self.clock

shop = Shop(8)
print(shop.run(36000), shop.sink.total, [s.busy_time for s in shop.stations[1:]])
