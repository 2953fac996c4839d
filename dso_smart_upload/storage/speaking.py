"""Turn the errors of servers into ``Trouble``, without secrets."""

import contextlib
import re
import socket
import ssl
from urllib.parse import quote, quote_plus

from .trouble import Trouble


@contextlib.contextmanager
def speaking(settings, host, name="", login=()):
    """Run the body and turn what a library raises into ``Trouble``.

    :param settings: ``Settings``, whose secrets no sentence may hold
    :param host: the server, for the sentence
    :param name: of the file that is meant; empty: the folder
    :param login: the library's exceptions that mean a refused login
    """
    settings.guard.refused = None
    try:
        yield
    except Trouble:
        raise
    except Exception as error:
        raise _trouble(settings, host, name, login, error) from error


def _trouble(settings, host, name, login, error):
    """Return the ``Trouble`` that an exception means."""
    if settings.guard.refused:
        return settings.guard.refused
    if login and isinstance(error, login):
        return Trouble("login", host=host)
    if isinstance(error, ssl.SSLCertVerificationError):
        cause = getattr(error, "certificate_error", error)  # aiohttp's own holds the one of ssl
        return Trouble("certificate", host=host, reason=getattr(cause, "verify_message", "") or str(cause))
    if isinstance(error, FileNotFoundError):
        if name:
            return Trouble("no_file", name=name)
        return Trouble("no_folder", folder=settings.folder or shown(settings.url))
    if isinstance(error, socket.gaierror):
        return Trouble("unknown_host", host=host)
    if isinstance(error, TimeoutError):
        return Trouble("timeout", host=host)
    unreachable = isinstance(error, (ConnectionError, EOFError)) or "Connect" in type(error).__name__
    return Trouble("unreachable" if unreachable else "refused", host=host, reason=discreet(settings, error))


def discreet(settings, error):
    """Return what an error says without secrets and the queries of addresses."""
    text = str(error) or type(error).__name__
    for secret in (settings.password, settings.private_key):
        for written in (secret, quote(secret, safe=""), quote_plus(secret)):
            if written:
                text = text.replace(written, "***")
    return re.sub(r"\?\S+", "?...", text)


def shown(url):
    """Return an address without login and query, which may hold secrets."""
    return re.sub(r"//[^/]*@", "//", url.partition("?")[0])


def trust(settings):
    """Return the SSL context that checks a server's certificate.

    :raises Trouble: the certificate of the source cannot be read
    """
    context = ssl.create_default_context()
    if settings.certificate:
        try:
            context.load_verify_locations(cadata=settings.certificate)
        except (ssl.SSLError, ValueError) as error:
            raise Trouble("bad_certificate") from error
    return context
