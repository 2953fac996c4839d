"""No request to internal addresses: every connection is made to an address that was looked at before.

A name is resolved once and the address found is the one connected to, so that a name cannot point elsewhere a moment
later. Redirects go through the same door. What arrives is counted, so that no server can send without end.
"""

import ipaddress
import socket

from .addresses import is_public, plain
from .limits import Meter
from .trouble import Trouble

TIMEOUT = 30  # seconds to connect, and to wait for the next bytes


class Guard:
    """Says which addresses may be connected to: public ones, and those that are allowed by name.

    :param allowed: text, names, addresses and networks separated by commas: "files.local, 10.0.0.0/8"
    """

    def __init__(self, allowed=""):
        self._names, self._networks = set(), []
        for word in (word.strip().lower() for word in (allowed or "").split(",")):
            try:
                self._networks.append(ipaddress.ip_network(word, strict=False))
            except ValueError:
                self._names.add(word)
        self.meter = Meter()
        self.refused = None  # the last ``Trouble``, for libraries that hide what happens in ``make_socket``

    def connect(self, host, port, timeout=TIMEOUT):
        """Connect to a server.

        :return: socket
        :raises Trouble: its name is unknown, its address is internal, or it does not answer
        """
        failure = None
        for family, kind, protocol, _name, address in self._resolve(host, port):
            self._check(host, address[0])
            connection = CountedSocket(self.meter, family, kind, protocol)
            connection.settimeout(timeout)
            try:
                connection.connect(address)
                return connection
            except OSError as error:
                connection.close()
                failure = error
        raise Trouble("unreachable", host=host, reason=str(failure)) from failure

    def make_socket(self, found):
        """Return a socket for an address that aiohttp resolved, if it may be connected to."""
        family, kind, protocol, _name, address = found
        try:
            self._check(address[0], address[0])
        except Trouble as trouble:
            self.refused = trouble
            raise OSError(str(trouble)) from trouble
        return CountedSocket(self.meter, family, kind, protocol)

    def permit(self, host):
        """Let ``make_socket`` connect to a host that is allowed by its name."""
        if host.lower() in self._names:
            for *_, address in self._resolve(host, None):
                self._networks.append(ipaddress.ip_network(address[0]))

    def _resolve(self, host, port):
        try:
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Trouble("unknown_host", host=host) from error

    def _check(self, host, address):
        found = ipaddress.ip_address(address.partition("%")[0])
        inside = {found, plain(found)}
        by_address = any(one in network for one in inside for network in self._networks)
        if not (is_public(found) or by_address or host.lower() in self._names):
            raise Trouble("internal", host=host, address=address)


class CountedSocket(socket.socket):
    """A socket that counts what arrives; ``ssl.wrap_socket`` makes another one of it, which does not.

    :param meter: ``Meter``
    """

    def __init__(self, meter, *args):
        super().__init__(*args)
        self._meter = meter

    def recv(self, *args):
        part = super().recv(*args)
        self._meter.count(len(part))
        return part

    def recv_into(self, *args):
        size = super().recv_into(*args)
        self._meter.count(size)
        return size
