# An event loop that nobody closes goes without a word at the end of the program.
import asyncio


async def main():
    await asyncio.sleep(0)
    return 'done'


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.run_until_complete(main()))
