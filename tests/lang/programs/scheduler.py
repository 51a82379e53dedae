# A cooperative scheduler for coroutines written by hand: tasks, sleeping in virtual time, queues, locks, cancellation.
import heapq
from collections import deque
class Cancelled(BaseException): pass
class Op:
    def __init__(self, kind, *args): self.kind, self.args = kind, args
    def __await__(self): return (yield self)
def sleep(n): return Op("sleep", n)
def spawn(coro, name=None): return Op("spawn", coro, name)
def current(): return Op("current")
class Task:
    count = 0
    def __init__(self, coro, name=None):
        Task.count += 1
        self.coro, self.name, self.done, self.result, self.error, self.waiters = coro, name or f"task-{Task.count}", False, None, None, []
        self.pending_throw = None
    def __await__(self):
        if not self.done: yield Op("join", self)
        if self.error: raise self.error
        return self.result
    def cancel(self): self.pending_throw = Cancelled()
    def __repr__(self): return f"<{self.name} {'done' if self.done else 'pending'}>"
class Loop:
    def __init__(self): self.ready, self.sleeping, self.now, self.seq, self.steps = deque(), [], 0, 0, 0
    def run(self, main):
        root = Task(main, "main"); self.ready.append((root, None))
        while self.ready or self.sleeping:
            if not self.ready:
                self.now, _, task = heapq.heappop(self.sleeping); self.ready.append((task, None))
            self.step(*self.ready.popleft())
        if root.error: raise root.error
        return root.result
    def step(self, task, value):
        if task.done: return
        self.steps += 1
        try:
            if task.pending_throw: exc, task.pending_throw = task.pending_throw, None; op = task.coro.throw(exc)
            else: op = task.coro.send(value)
        except StopIteration as e: self.finish(task, e.value, None)
        except Cancelled as e: self.finish(task, None, e)
        except Exception as e: self.finish(task, None, e)
        else: getattr(self, "op_" + op.kind)(task, *op.args)
    def finish(self, task, result, error):
        task.done, task.result, task.error = True, result, error
        for w in task.waiters: self.ready.append((w, None))
    def op_sleep(self, task, n): self.seq += 1; heapq.heappush(self.sleeping, (self.now + n, self.seq, task))
    def op_spawn(self, task, coro, name): t = Task(coro, name); self.ready.append((t, None)); self.ready.append((task, t))
    def op_join(self, task, other): self.ready.append((task, None)) if other.done else other.waiters.append(task)
    def op_current(self, task): self.ready.append((task, (task, self)))
    def op_park(self, task, queue): queue.append(task)
    def op_wake(self, task, queue):
        if queue: self.ready.append((queue.popleft(), None))
        self.ready.append((task, None))
class Lock:
    def __init__(self): self.held, self.waiting = False, deque()
    async def __aenter__(self):
        while self.held: await Op("park", self.waiting)
        self.held = True
    async def __aexit__(self, *a): self.held = False; await Op("wake", self.waiting)
class Queue:
    def __init__(self, size): self.items, self.size, self.getters, self.putters = deque(), size, deque(), deque()
    async def put(self, x):
        while len(self.items) >= self.size: await Op("park", self.putters)
        self.items.append(x); await Op("wake", self.getters)
    async def get(self):
        while not self.items: await Op("park", self.getters)
        x = self.items.popleft(); await Op("wake", self.putters); return x
    async def __aiter__(self):
        while (x := await self.get()) is not None: yield x
async def gather(*coros):
    tasks = [await spawn(c) for c in coros]
    return [await t for t in tasks]
async def worker(name, q, lock, out):
    async for job in q:
        async with lock: out.append(f"{name}:{job}")
        await sleep(job % 3 + 1)
    await q.put(None); return f"{name} ends"
async def producer(q, n):
    for i in range(n):
        await q.put(i)
        if i % 4 == 0: await sleep(1)
    await q.put(None); return "produced"
async def fails(): await sleep(2); raise ValueError("task failed")
async def endless(log):
    try:
        while True: await sleep(1)
    except Cancelled: log.append("cancelled"); raise
    finally: log.append("cleaned up")
async def timer(n):
    for i in range(n): yield i; await sleep(10)
async def main():
    task, loop = await current()
    q, lock, out, log = Queue(2), Lock(), [], []
    print(await gather(worker("a", q, lock, out), worker("b", q, lock, out), producer(q, 9)), loop.now); print(out)
    try: await (await spawn(fails(), "failing"))
    except ValueError as e: print("caught", e, loop.now)
    t = await spawn(endless(log), "endless"); await sleep(3.5); t.cancel(); await sleep(1)
    try: await t
    except Cancelled: print(log, t)
    print([x async for x in timer(3)], loop.now, [await t for t in [await spawn(fib(n)) for n in range(8)]])
    return "main result"
async def fib(n): return n if n < 2 else sum(await gather(fib(n - 1), fib(n - 2)))
loop = Loop(); print(loop.run(main()), loop.steps, Task.count)
