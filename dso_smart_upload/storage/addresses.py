"""Which addresses belong to the public internet, as IANA's registries of special-purpose addresses say (RFC 6890).

``ipaddress`` knows most of them, more with each version of Python; those it did not always know are written down here.
An address that holds another one, such as an IPv4 address behind a translator, is what that one is.
"""

import ipaddress

SPECIAL = [
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # shared by a provider's customers (RFC 6598)
        "168.63.129.16/32",  # the platform's own services, in Microsoft's data centres
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.31.196.0/24",  # AS112 (RFC 7535), which answers by the nearest server
        "192.52.193.0/24",  # AMT relays (RFC 7450)
        "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
        "192.175.48.0/24",  # AS112 (RFC 7534)
        "198.18.0.0/15",  # measurements (RFC 2544)
        "240.0.0.0/4",
        "2001::/23",  # protocol assignments, Teredo, ORCHID and measurements among them (RFC 2928)
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation (RFC 9637)
    )
]
PUBLIC_6 = ipaddress.ip_network("2000::/3")  # all that is given out (RFC 4291); fec0::/10 and others are outside
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052; what is behind 64:ff9b:1::/48 only its network knows
SIX_TO_FOUR = ipaddress.ip_network("2002::/16")  # RFC 3056


def plain(address):
    """Return the address that an address holds, else itself.

    >>> [str(plain(ipaddress.ip_address(text))) for text in ("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::")]
    ['10.0.0.1', '10.0.0.1', '10.0.0.1']
    """
    if address.version == 6:
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if address in SIX_TO_FOUR:
            return ipaddress.IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return address


def is_public(address):
    """Whether a connection to an address goes to the public internet.

    :param address: ``ipaddress.IPv4Address`` or ``IPv6Address``
    """
    address = plain(address)
    if not address.is_global or address.is_multicast or address.is_reserved:
        return False
    if address.version == 6 and address not in PUBLIC_6:
        return False
    return not any(address in network for network in SPECIAL)
