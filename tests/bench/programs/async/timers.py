# 100,000 timers are pending while others come, are cancelled, and expire.
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    pending = [loop.call_later(100 + i % 1000, print, i) for i in range(100000)]
    count = 0

    def expired():
        nonlocal count
        count += 1

    for _ in range(100):
        limits = [loop.call_later(50, print) for i in range(300)]
        for i in range(300):
            loop.call_later(0, expired)
        for limit in limits:
            limit.cancel()
        await asyncio.sleep(0)
    await asyncio.sleep(0.001)
    await asyncio.gather(*[asyncio.sleep(0.001) for i in range(10000)])
    for timer in pending:
        timer.cancel()
    print(count)


asyncio.run(main())
