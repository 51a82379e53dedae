"""A task that computes without end stops the whole event loop: nothing else runs until it awaits something.

`await asyncio.sleep(0)` is how it says "after you": the loop runs every other task that is ready, then comes back. The
clock below ticks once in each round of the loop; the hog counts primes in 200 steps."""
import asyncio

STEPS = 200


def is_prime(number):
    return number > 1 and all(number % divisor for divisor in range(2, int(number ** 0.5) + 1))


async def hog(polite):
    primes = 0
    for step in range(STEPS):
        primes += sum(map(is_prime, range(step * 10, step * 10 + 10)))
        if polite:
            await asyncio.sleep(0)
    return primes


async def clock(ticks):
    while True:
        ticks.append('tick')
        await asyncio.sleep(0)


async def watch(polite):
    ticks = []
    ticking = asyncio.create_task(clock(ticks))
    await asyncio.sleep(0)  # the first tick
    primes = await hog(polite)
    seen = len(ticks)
    ticking.cancel()
    print(f"{'polite' if polite else 'rude'} hog: {primes} primes, and the clock ticked {seen} times")


for polite in False, True:
    asyncio.run(watch(polite))
