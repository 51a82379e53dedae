# Signals: handlers that the loop calls, also while it waits; Ctrl-C; wrong numbers and wrong threads.
import asyncio
import os
import signal
import threading

from _show import attempt

loop = asyncio.new_event_loop()


def got(*args):
    print("got", *args)
    loop.stop()


def send(number):
    os.kill(os.getpid(), number)


loop.add_signal_handler(signal.SIGUSR1, got, "while it waits")
thread = threading.Timer(0.02, send, (signal.SIGUSR1,))
thread.start()
loop.run_forever()
thread.join()
loop.add_signal_handler(signal.SIGUSR1, got, "another handler", 2)
loop.call_soon(send, signal.SIGUSR1)
loop.run_forever()
loop.add_signal_handler(callback=got, sig=signal.SIGUSR1)
send(signal.SIGUSR1)  # nobody runs now
loop.run_forever()
handlers = []
loop.add_signal_handler(signal.SIGUSR2, lambda: (handlers.append("usr2"), len(handlers) == 2 and loop.stop()))
loop.add_signal_handler(signal.SIGUSR1, lambda: (handlers.append("usr1"), len(handlers) == 2 and loop.stop()))
loop.call_soon(send, signal.SIGUSR1)
loop.call_soon(send, signal.SIGUSR2)
loop.run_forever()
print(sorted(handlers))
print(loop.remove_signal_handler(signal.SIGUSR1), loop.remove_signal_handler(signal.SIGUSR1))
print(signal.getsignal(signal.SIGUSR1))
for number in (signal.SIGKILL, signal.SIGSTOP, 0, -1, 65, 32, 100, "x", 1.5):
    print(attempt(loop.add_signal_handler, number, got), attempt(loop.remove_signal_handler, number))


async def coroutine():
    pass


c = coroutine()
print(attempt(loop.add_signal_handler, signal.SIGUSR1, coroutine), attempt(loop.add_signal_handler, signal.SIGUSR1, c))
c.close()
thread = threading.Thread(target=lambda: print(attempt(loop.add_signal_handler, signal.SIGUSR1, got)))
thread.start()
thread.join()


# A handler that raises is told like any other call.
def fails():
    loop.call_soon(loop.stop)
    raise ValueError("in the handler")


loop.set_exception_handler(lambda loop, context: print(repr(context["exception"])))
loop.add_signal_handler(signal.SIGUSR1, fails)
loop.call_soon(send, signal.SIGUSR1)
loop.run_forever()

# Ctrl-C
loop.add_signal_handler(signal.SIGINT, got, "Ctrl-C")
loop.call_soon(send, signal.SIGINT)
loop.run_forever()
print(loop.remove_signal_handler(signal.SIGINT), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
for how in (loop.call_soon, lambda *args: loop.call_later(0.01, *args)):
    how(send, signal.SIGINT)
    print(attempt(loop.run_forever), loop.is_running())
threading.Timer(0.02, send, (signal.SIGINT,)).start()
print(attempt(loop.run_forever))


# Python's own handler runs in between, and the loop goes on.
def handler(number, frame):
    print("handler", number == signal.SIGUSR1)
    loop.call_soon(loop.stop)


signal.signal(signal.SIGUSR1, handler)
threading.Timer(0.02, send, (signal.SIGUSR1,)).start()
loop.run_forever()
loop.close()
print(signal.getsignal(signal.SIGUSR2), attempt(loop.add_signal_handler, signal.SIGUSR1, got))


async def main(note):
    asyncio.get_running_loop().call_later(0.01, send, signal.SIGINT)
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(note)
        raise


print(attempt(asyncio.run, main("cancelled by Ctrl-C")))


async def goes_on():
    try:
        await main("cancelled, but goes on")
    except asyncio.CancelledError:
        return "done"


print(attempt(asyncio.run, goes_on()))
