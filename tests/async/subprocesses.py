# Processes.
import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
from _tools import attempt, attempt_to


async def communicating():
    process = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)
    print(process.returncode, process.stderr, await process.communicate(b'in and out'), process.returncode)
    process = await asyncio.create_subprocess_shell('echo out; echo err >&2; exit 3', stdout=PIPE, stderr=PIPE)
    print(await process.communicate(), process.returncode, await process.wait())
    process = await asyncio.create_subprocess_shell('echo out; echo err >&2', stdout=PIPE, stderr=STDOUT)
    print(await process.communicate())
    process = await asyncio.create_subprocess_exec('cat', stdin=DEVNULL, stdout=PIPE)
    print(await process.communicate())
    big = b'0123456789' * 200_000
    process = await asyncio.create_subprocess_exec('cat', stdin=PIPE, stdout=PIPE)
    print((await process.communicate(big))[0] == big)
    process = await asyncio.create_subprocess_exec('true', stdin=PIPE)
    print(await process.communicate(big), process.returncode)  # which does not read it


async def talking():
    process = await asyncio.create_subprocess_shell('while read line; do echo "got $line"; done', stdin=PIPE,
                                                    stdout=PIPE)
    for word in b'one', b'two':
        process.stdin.write(word + b'\n')
        await process.stdin.drain()
        print(await process.stdout.readline())
    process.stdin.close()
    await process.stdin.wait_closed()
    print(await process.stdout.read(), await process.wait())
    process = await asyncio.create_subprocess_shell('yes | head -c 1000000', stdout=PIPE)
    size = 0
    while data := await process.stdout.read(5000):
        size += len(data)
    print(size, await process.wait())


async def signals():
    process = await asyncio.create_subprocess_exec('sleep', '100')
    process.terminate()
    print(await process.wait(), process.returncode == -signal.SIGTERM)
    process = await asyncio.create_subprocess_exec('sleep', '100')
    process.kill()
    print(await process.wait())
    process = await asyncio.create_subprocess_exec('sleep', '100')
    process.send_signal(signal.SIGINT)
    print(await process.wait())
    attempt(process.kill)
    process = await asyncio.create_subprocess_exec('sleep', '100')
    await attempt_to(asyncio.wait_for(process.wait(), 0.01))
    process.kill()
    print(await asyncio.gather(process.wait(), process.wait()))
    process = await asyncio.create_subprocess_exec('sleep', '100', stdin=PIPE, stdout=PIPE)
    task = asyncio.create_task(process.communicate(b'x'))
    await asyncio.sleep(0.01)
    task.cancel()
    await attempt_to(task)
    process.kill()
    print(await process.wait())


async def options():
    process = await asyncio.create_subprocess_shell('pwd; echo $MINE', cwd='/', env={'MINE': 'set'}, stdout=PIPE)
    print(await process.communicate())
    read_end, write_end = os.pipe()
    process = await asyncio.create_subprocess_shell(f'echo passed >&{write_end}', pass_fds=[write_end])
    await process.wait()
    print(os.read(read_end, 100))
    process = await asyncio.create_subprocess_shell(f'(echo other >&{write_end}) 2>/dev/null; echo done', stdout=PIPE)
    print(await process.communicate())
    os.close(read_end)
    os.close(write_end)
    process = await asyncio.create_subprocess_exec('a name', '-c', 'echo $0', executable='/bin/sh', stdout=PIPE)
    print(await process.communicate())
    await attempt_to(asyncio.create_subprocess_exec('/no/such/program'))
    await attempt_to(asyncio.create_subprocess_exec('true', cwd='/no/such/folder'))
    await attempt_to(asyncio.create_subprocess_exec('true', text=True))
    await attempt_to(asyncio.create_subprocess_exec('true', shell=True))
    await attempt_to(asyncio.create_subprocess_exec('true', bufsize=3))
    await attempt_to(asyncio.create_subprocess_shell(['true']))
    await attempt_to(asyncio.create_subprocess_shell('true', encoding='utf-8'))


class Recorder(asyncio.SubprocessProtocol):
    def __init__(self):
        self.log, self.output = [], {}
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.log.append('made')

    def pipe_data_received(self, fd, data):
        self.output[fd] = self.output.get(fd, b'') + data

    def pipe_connection_lost(self, fd, exc):
        self.log.append(f'pipe {fd} lost')

    def process_exited(self):
        self.log.append('exited')

    def connection_lost(self, exc):
        self.log.append(f'lost {exc}')
        self.ended.set_result(None)


async def protocols():
    loop = asyncio.get_running_loop()
    transport, protocol = await loop.subprocess_shell(Recorder, 'cat; echo error >&2; exit 5')
    print(transport.get_pid() > 0, transport.get_returncode(), transport.get_pipe_transport(7))
    transport.get_pipe_transport(0).write(b'input')
    transport.get_pipe_transport(0).close()
    await protocol.ended
    print(sorted(protocol.output.items()), transport.get_returncode())
    print(protocol.log[0], sorted(protocol.log[1:-1]), protocol.log[-1])
    transport.close()
    transport, protocol = await loop.subprocess_exec(Recorder, 'sleep', '100', stdin=None, stdout=None, stderr=None)
    transport.close()  # ends the process
    await protocol.ended
    print(transport.get_returncode(), protocol.log)
    transport, protocol = await loop.subprocess_exec(Recorder, 'sleep', '100', stdin=None, stdout=None, stderr=None)
    process = transport.get_extra_info('subprocess')
    process.kill()
    process.wait()  # the loop does not know yet
    process.kill = lambda: print('killed again')
    print(type(transport).__name__)
    transport.close()


async def many():
    async def one(number):
        process = await asyncio.create_subprocess_exec('sh', '-c', f'echo {number}; exit {number}', stdout=PIPE)
        output, _ = await process.communicate()
        return int(output) == process.returncode == number

    print(all(await asyncio.gather(*map(one, range(10)))))


for test in communicating, talking, signals, options, protocols, many:
    print('---', test.__name__)
    asyncio.run(test())
