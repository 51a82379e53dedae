# Pipes.
import asyncio
import os
from _tools import attempt_to


class Recorder(asyncio.Protocol):
    def __init__(self):
        self.log, self.received = [], b''
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append('made')

    def data_received(self, data):
        self.received += data

    def eof_received(self):
        self.log.append('eof')

    def pause_writing(self):
        self.log.append('pause')

    def resume_writing(self):
        self.log.append('resume')

    def connection_lost(self, exc):
        self.log.append(f'lost {exc!r}')
        self.ended.set_result(exc)


def open_pipe():
    read_end, write_end = os.pipe()
    return os.fdopen(read_end, 'rb', 0), os.fdopen(write_end, 'wb', 0)


async def both_ends():
    loop = asyncio.get_running_loop()
    read_end, write_end = open_pipe()
    reading, reader = await loop.connect_read_pipe(Recorder, read_end)
    writing, writer = await loop.connect_write_pipe(Recorder, write_end)
    print(type(reading).__name__, reading.get_extra_info('pipe') is read_end)
    print(type(writing).__name__, writing.can_write_eof(), writing.get_write_buffer_size())
    writing.write(b'through ')
    writing.write(bytearray(b'the pipe'))
    while len(reader.received) < 16:
        await asyncio.sleep(0.001)
    print(reader.received)
    reading.pause_reading()
    data = b'x' * 1_000_000
    writing.write(data)
    print(writing.get_write_buffer_size() > 0, writer.log)
    await asyncio.sleep(0.01)
    reading.resume_reading()
    writing.write_eof()
    print(writing.is_closing())
    await reader.ended
    await writer.ended
    print(len(reader.received), reader.log, writer.log, read_end.closed, write_end.closed)


async def nobody_reads():
    loop = asyncio.get_running_loop()
    read_end, write_end = open_pipe()
    writing, writer = await loop.connect_write_pipe(Recorder, write_end)
    read_end.close()
    print(await writer.ended, writer.log)
    read_end, write_end = open_pipe()
    writing, writer = await loop.connect_write_pipe(Recorder, write_end)
    writing.write(b'x' * 1_000_000)
    read_end.close()
    print(repr(await writer.ended))


async def closing():
    loop = asyncio.get_running_loop()
    read_end, write_end = open_pipe()
    reading, reader = await loop.connect_read_pipe(Recorder, read_end)
    reading.close()
    reading.close()
    print(reading.is_closing(), await reader.ended, reader.log)
    write_end.close()
    read_end, write_end = open_pipe()
    writing, writer = await loop.connect_write_pipe(Recorder, write_end)
    writing.write(b'z' * 1_000_000)
    writing.abort()
    print(await writer.ended, writer.log, writing.get_write_buffer_size())
    read_end.close()
    with open(__file__, 'rb') as file:
        await attempt_to(loop.connect_read_pipe(Recorder, file))
        await attempt_to(loop.connect_write_pipe(Recorder, file))


async def streams():
    loop = asyncio.get_running_loop()
    read_end, write_end = open_pipe()
    reader = asyncio.StreamReader()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), read_end)
    os.write(write_end.fileno(), b'line one\nline two')
    print(await reader.readline())
    write_end.close()
    print(await reader.read())
    transport.close()


for test in both_ends, nobody_reads, closing, streams:
    print('---', test.__name__)
    asyncio.run(test())
