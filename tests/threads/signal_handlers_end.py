"""What only the handler of a signal refers to ends with the interpreter, while its methods can still run."""
import io
import signal


class Stream(io.RawIOBase):
    def close(self):
        try:
            raise ValueError
        except ValueError:
            if not self.closed:
                print('closed')
        super().close()


class Last:
    def __del__(self):
        print('last', signal.getsignal(signal.SIGTERM) is None)


stream = Stream()
stream.self = stream
signal.signal(signal.SIGALRM, lambda *args: stream)
signal.signal(signal.SIGUSR1, lambda number, frame, last=Last(): None)
print('end')
