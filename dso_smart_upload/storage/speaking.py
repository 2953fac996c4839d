"""Turn the errors of servers into ``Trouble``, without secrets."""

import contextlib
import re
import socket
import ssl

from .trouble import Trouble


@contextlib.contextmanager
def speaking(settings, host, name="", login=()):
    """Run the body and turn what a library raises into ``Trouble``.

    :param settings: ``Settings``, whose secrets no sentence may hold
    :param host: the server, for the sentence
    :param name: of the file that is meant; empty: the folder
    :param login: the library's exceptions that mean a refused login
    """
    try:
        yield
    except Trouble:
        raise
    except login as error:
        raise Trouble("login", host=host) from error
    except ssl.SSLCertVerificationError as error:
        raise Trouble("certificate", host=host, reason=error.verify_message) from error
    except FileNotFoundError as error:
        if name:
            raise Trouble("no_file", name=name) from error
        raise Trouble("no_folder", folder=settings.folder or settings.url.partition("?")[0]) from error
    except socket.gaierror as error:
        raise Trouble("unknown_host", host=host) from error
    except TimeoutError as error:
        raise Trouble("timeout", host=host) from error
    except PermissionError as error:
        raise Trouble("refused", host=host, reason=discreet(settings, error)) from error
    except Exception as error:
        if settings.guard.refused:
            raise settings.guard.refused from error
        raise Trouble("unreachable", host=host, reason=discreet(settings, error)) from error


def discreet(settings, error):
    """Return what an error says without secrets and the queries of addresses."""
    text = str(error) or type(error).__name__
    for secret in (settings.password, settings.private_key):
        if secret:
            text = text.replace(secret, "***")
    return re.sub(r"\?\S+", "?...", text)


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
