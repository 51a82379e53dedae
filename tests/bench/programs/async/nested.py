# Coroutines that await coroutines, ten deep, with a turn of the loop at the bottom of each tenth.
import asyncio


async def down(depth, wait):
    if depth:
        return await down(depth - 1, wait) + 1
    if wait:
        await asyncio.sleep(0)
    return 0


async def main():
    total = 0
    for i in range(60000):
        total += await down(10, i % 10 == 0)
    print(total)


asyncio.run(main())
