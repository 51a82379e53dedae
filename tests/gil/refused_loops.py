# Loops that are not those of this system are refused by name.
import asyncio.proactor_events

try:
    asyncio.proactor_events.BaseProactorEventLoop(None)
except NotImplementedError as error:
    print(error)
