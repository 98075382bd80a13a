"""A server on this machine that answers what a test sets up."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol


class State(Protocol):
    """What a test sets up: its port is told when the server listens."""

    port: int


@contextmanager
def listening(handler: type[BaseHTTPRequestHandler], state: State) -> Iterator[None]:
    """Serve until the block ends; the handler finds the state as ``web``."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("WebHandler", (handler,), {"web": state}))
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
