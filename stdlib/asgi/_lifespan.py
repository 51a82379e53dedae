"""Lifespan: the application is told when the server starts and ends."""
import asyncio
import sys
import traceback

_ANSWERS = {'startup': ('lifespan.startup.complete', 'lifespan.startup.failed'),
            'shutdown': ('lifespan.shutdown.complete', 'lifespan.shutdown.failed')}


class Lifespan:
    """mode: 'on', 'off', or 'auto': an application that raises when it is called for this does not care."""

    def __init__(self, application, mode):
        self._application, self._mode = application, mode
        self.state = {}
        self._events = asyncio.Queue()
        self._answer = None  # a future: the type of the message that is waited for
        self._task = None

    async def _run(self):
        scope = {'type': 'lifespan', 'asgi': {'version': '3.0', 'spec_version': '2.0'}, 'state': self.state}
        await self._application(scope, self._events.get, self._send)

    async def _send(self, message):
        kinds = [kind for pair in _ANSWERS.values() for kind in pair]
        if message['type'] not in kinds:
            raise ValueError(f'unexpected message {message["type"]!r}')
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(message)

    async def _tell(self, event):
        """The message that answers an event, or None if the application ended instead."""
        self._answer = asyncio.get_running_loop().create_future()
        self._events.put_nowait({'type': f'lifespan.{event}'})
        await asyncio.wait([self._answer, self._task], return_when=asyncio.FIRST_COMPLETED)
        return self._answer.result() if self._answer.done() else None

    async def startup(self):
        """False: the application does not want to start."""
        if self._mode == 'off':
            return True
        self._task = asyncio.ensure_future(self._run())
        answer = await self._tell('startup')
        if answer is None:
            problem, self._task = self._task.exception(), None
            if self._mode == 'on' and problem is not None:
                traceback.print_exception(problem, file=sys.stderr)
            return self._mode == 'auto'
        return self._is_complete(answer, 'startup')

    async def shutdown(self):
        """Let the application clean up."""
        if self._task is None:
            return
        answer = None if self._task.done() else await self._tell('shutdown')
        if answer is not None:
            self._is_complete(answer, 'shutdown')
        try:
            await self._task
        except Exception:
            traceback.print_exc(file=sys.stderr)

    @staticmethod
    def _is_complete(answer, event):
        if answer['type'] == _ANSWERS[event][0]:
            return True
        sys.stderr.write(f'{event} failed: {answer.get("message", "")}\n')
        return False
