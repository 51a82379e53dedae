"""A server for ASGI 3 applications, in an event loop: minipy -m asgi module:app, serve(app), or Server in a loop that runs.

Requests of a connection are answered one after the other, each in a task. Bodies travel in both directions as fast as the
slower side takes them. WebSockets are connections that begin with a request to upgrade."""
from asgi._server import Server, serve

__all__ = ['Server', 'serve']
