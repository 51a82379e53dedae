# Tasks are made, run, and awaited one after another.
import asyncio


async def work(i):
    return i


async def main():
    total = 0
    for i in range(60000):
        total += await asyncio.create_task(work(i))
    for _ in range(60):
        for task in [asyncio.create_task(work(i)) for i in range(1000)]:
            total += await task
    print(total)


asyncio.run(main())
