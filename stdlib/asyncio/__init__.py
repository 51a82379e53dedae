"""Coroutines in an event loop: tasks, timers, connections, processes.

The loop, futures, tasks and handles are in C (_asyncio, on libuv); the rest is here."""
from asyncio import (base_events, coroutines, events, exceptions, futures, locks, protocols, queues, runners, streams,
                     subprocess, taskgroups, tasks, threads, timeouts, transports, unix_events)
from asyncio.base_events import *
from asyncio.coroutines import *
from asyncio.events import *
from asyncio.exceptions import *
from asyncio.futures import *
from asyncio.locks import *
from asyncio.protocols import *
from asyncio.queues import *
from asyncio.runners import *
from asyncio.streams import *
from asyncio.subprocess import *
from asyncio.taskgroups import *
from asyncio.tasks import *
from asyncio.threads import *
from asyncio.timeouts import *
from asyncio.transports import *
from asyncio.unix_events import *

__all__ = sum((module.__all__ for module in (
    base_events, coroutines, events, exceptions, futures, locks, protocols, queues, runners, streams, subprocess,
    taskgroups, tasks, threads, timeouts, transports, unix_events)), ())
