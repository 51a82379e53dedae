"""What clients do to get an answer: authentication, redirections, cookies, hooks.

It is the same for both clients, so it is written once, as a generator that waits for nothing: it yields what is to be done,
(SEND, request), (READ, request or response), (CLOSE, response) or (CALL, hook, argument), and receives the result."""
from httpx._exceptions import TooManyRedirects
from httpx._redirects import next_request

SEND, READ, CLOSE, CALL = range(4)


class Conversation:
    """Requests that belong together, until there is an answer that ends them."""

    def __init__(self, client, auth, follow_redirects):
        self._client, self._auth, self._follows = client, auth, follow_redirects
        self._hooks = client.event_hooks
        self._history = []

    def run(self, request):
        """The generator; its value is the last answer, with its body not yet read."""
        if self._auth.requires_request_body:
            yield READ, request
        flow = self._auth.auth_flow(request)
        try:
            request = next(flow)
            while True:
                response = yield from self._follow(request)
                try:
                    if self._auth.requires_response_body:
                        yield READ, response
                    try:
                        request = flow.send(response)
                    except StopIteration:
                        return response
                    response.history = [*self._history]
                    yield READ, response
                except GeneratorExit:
                    raise
                except BaseException:
                    yield CLOSE, response
                    raise
                self._history.append(response)
        finally:
            flow.close()

    def _follow(self, request):
        """Follows redirections, or says where the first one leads to."""
        while True:
            if len(self._history) > self._client.max_redirects:
                raise TooManyRedirects('Exceeded maximum allowed redirects.', request=request)
            for hook in self._hooks['request']:
                yield CALL, hook, request
            response = yield SEND, request
            try:
                self._client.cookies.extract_cookies(response)
                for hook in self._hooks['response']:
                    yield CALL, hook, response
                response.history = [*self._history]
                if not response.has_redirect_location:
                    return response
                request = next_request(request, response, self._client.cookies)
                if not self._follows:
                    response.next_request = request
                    return response
                yield READ, response
            except GeneratorExit:
                raise
            except BaseException:
                yield CLOSE, response
                raise
            self._history.append(response)
