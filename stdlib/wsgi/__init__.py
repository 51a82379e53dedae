"""A server for WSGI applications (PEP 3333), on a pool of threads: minipy -m wsgi module:app, or serve(app).

One thread reads the heads of requests, of all connections; when a head is complete, a thread of the pool takes the
connection, calls the application and sends its answer. So clients that are slow to ask, or ask nothing, cost no thread."""
from wsgi._request import FileWrapper
from wsgi._server import Server, serve

__all__ = ['Server', 'serve', 'FileWrapper']
