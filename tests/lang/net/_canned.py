"""A server for scripts: it sends answers that were written in advance, whatever it is asked, and keeps the requests."""
import socket
from _peer import Peer


def read_request(connection):
    """The head of a request and its body, as far as Content-Length or chunks say that there is one; b'' at the end."""
    data = b''
    while b'\r\n\r\n' not in data:
        more = connection.recv(65536)
        if not more:
            return data
        data += more
    head, _, body = data.partition(b'\r\n\r\n')
    lower = head.lower()
    if b'transfer-encoding: chunked' in lower:
        while not body.endswith(b'0\r\n\r\n'):
            body += connection.recv(65536)
    elif b'content-length: ' in lower:
        length = int(lower.partition(b'content-length: ')[2].split()[0])
        while len(body) < length:
            body += connection.recv(65536)
    return head + b'\r\n\r\n' + body


class Canned:
    """Each argument is for one connection: a list of answers, one for each request, or a function that gets the socket.

    An answer is bytes, sent at once, or a list of bytes, sent one after the other. `requests` are in the order they came."""

    def __init__(self, *connections):
        self.listener = socket.create_server(('127.0.0.1', 0))
        self.port = self.listener.getsockname()[1]
        self.requests = []
        self.peer = Peer(self.serve, connections)

    def serve(self, connections):
        for answers in connections:
            connection, _ = self.listener.accept()
            with connection:
                if callable(answers):
                    answers(connection)
                else:
                    self.answer(connection, answers)

    def answer(self, connection, answers):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for answer in answers:
            request = read_request(connection)
            if not request:
                return
            self.requests.append(request)
            for piece in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(piece)

    def close(self):
        """Wait until all connections are served; the requests, with PORT for the port."""
        self.peer.join()
        self.listener.close()
        return [self.hide(request.decode('latin-1')) for request in self.requests]

    def hide(self, text):
        return str(text).replace(str(self.port), 'PORT')
