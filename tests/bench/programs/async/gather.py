# gather() of 10,000 coroutines, half of which have to wait.
import asyncio


async def work(i):
    if i % 2:
        await asyncio.sleep(0)
    return i


async def main():
    total = 0
    for _ in range(12):
        total += sum(await asyncio.gather(*[work(i) for i in range(10000)]))
    print(total)


asyncio.run(main())
