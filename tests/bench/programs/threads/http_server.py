# Requests to a threading HTTP server, one connection each.
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b'hello'
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, args=(0.01,)).start()
answered = 0
for _ in range(1_000):
    with socket.create_connection(server.server_address) as connection:
        connection.sendall(b'GET / HTTP/1.0\r\n\r\n')
        received = b''
        while part := connection.recv(4096):
            received += part
        answered += received.endswith(b'hello')
server.shutdown()
server.server_close()
print(answered)
