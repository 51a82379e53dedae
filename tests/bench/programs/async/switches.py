# Task switches: a hundred tasks that give each other a turn, again and again.
import asyncio


async def turn(n):
    for _ in range(n):
        await asyncio.sleep(0)


async def main():
    await asyncio.gather(*[turn(4000) for _ in range(100)])


asyncio.run(main())
