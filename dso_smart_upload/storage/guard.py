"""No request to internal addresses: every connection is made to an address that was looked at before.

A name is resolved once and the address found is the one connected to, so that a name cannot point elsewhere a moment
later. Redirects go through the same door.
"""

import ipaddress
import socket

from .trouble import Trouble

TIMEOUT = 30  # seconds to connect, and to wait for the next bytes
NAT64 = ipaddress.ip_network("64:ff9b::/96")


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
        self.refused = None  # the last ``Trouble``, for libraries that hide what happens in ``make_socket``

    def connect(self, host, port, timeout=TIMEOUT):
        """Connect to a server.

        :return: socket
        :raises Trouble: its name is unknown, its address is internal, or it does not answer
        """
        failure = None
        for family, kind, protocol, _name, address in self._resolve(host, port):
            self._check(host, address[0])
            connection = socket.socket(family, kind, protocol)
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
        return socket.socket(family, kind, protocol)

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
        allowed = host.lower() in self._names or any(found in network for network in self._networks)
        if _is_internal(found) and not allowed:
            raise Trouble("internal", host=host, address=address)


def _is_internal(address):
    """Whether an address is not one of the public internet, also when it is wrapped in another."""
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if inner:
            return _is_internal(inner)
    return not address.is_global or address.is_multicast
