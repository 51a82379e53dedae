"""Which proxy is for what: as the environment says."""
import os
from urllib._opening import split_password, split_port, split_type, split_user


def getproxies_environment():
    """A dict from schemes to URLs of proxies, from variables <scheme>_proxy; lower case counts more than upper case."""
    proxies, lower = {}, {}
    for name, value in os.environ.items():
        scheme = name.lower().removesuffix('_proxy')
        if scheme == name.lower():
            continue
        if value:
            proxies[scheme] = value
        if name.endswith('_proxy'):
            lower[scheme] = value
    if 'REQUEST_METHOD' in os.environ:  # the client of a CGI program could set HTTP_PROXY, by the header Proxy
        proxies.pop('http', None)
    for scheme, value in lower.items():
        if value:
            proxies[scheme] = value
        else:
            proxies.pop(scheme, None)
    return proxies


getproxies = getproxies_environment


def proxy_bypass_environment(host, proxies=None):
    """Is the host to be asked without a proxy? no_proxy lists such hosts and domains; * is all."""
    if proxies is None:
        proxies = getproxies_environment()
    listed = proxies.get('no')
    if listed is None:
        return False
    if listed == '*':
        return True
    host = host.lower()
    name = split_port(host)[0]
    for entry in listed.split(','):
        entry = entry.strip().lstrip('.').lower()
        if entry and (entry in (name, host) or name.endswith('.' + entry) or host.endswith('.' + entry)):
            return True
    return False


proxy_bypass = proxy_bypass_environment


def parse_proxy(proxy):
    """(scheme, user, password, host and port) of the URL of a proxy; what is missing is None."""
    scheme, rest = split_type(proxy)
    if not rest.startswith('/'):
        scheme, authority = None, proxy
    elif not rest.startswith('//'):
        raise ValueError(f'proxy URL with no authority: {proxy!r}')
    else:
        end = rest.find('/', max(rest.find('@'), 2))  # a password may have slashes
        authority = rest[2:] if end < 0 else rest[2:end]
    user, host = split_user(authority)
    user, password = (None, None) if user is None else split_password(user)
    return scheme, user, password, host
