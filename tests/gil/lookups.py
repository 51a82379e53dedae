# Loops look names up by libuv: no thread of an executor is started for that.
import asyncio
import socket
import threading


async def main():
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo('127.0.0.1', 80, type=socket.SOCK_STREAM)
    names = await loop.getnameinfo(found[0][4], socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
    print(names, threading.active_count())
    await loop.run_in_executor(None, int)
    print(threading.active_count())


asyncio.run(main())
