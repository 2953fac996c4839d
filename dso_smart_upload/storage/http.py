"""HTTP and HTTPS: the files a page links to, or one file. Nothing can be put away there."""

import base64
import contextlib
import html
import re
from functools import partial
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp
from fsspec.asyn import sync
from fsspec.implementations.http import HTTPFileSystem

from . import limits
from .guard import TIMEOUT
from .place import Found, Place
from .speaking import shown, speaking, trust
from .trouble import Trouble

LINK = re.compile(r"""\bhref\s{0,9}=\s{0,9}["']?([^"'>\s]{1,2000})""", re.IGNORECASE)


def open_place(settings):
    """Return the ``Place`` of a page of links, or of one file.

    :raises Trouble: the address is none
    """
    parts = urlsplit(settings.url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.password:
        raise Trouble("bad_address", url=shown(settings.url))
    settings.guard.permit(parts.hostname)
    return HttpPlace(settings, parts)


class HttpPlace(Place):
    """Files of a web server."""

    can_put_away = False

    def __init__(self, settings, parts):
        context = trust(settings)

        async def client(**kwargs):
            connector = aiohttp.TCPConnector(ssl=context, socket_factory=settings.guard.make_socket)
            return aiohttp.ClientSession(connector=connector, **kwargs)

        files = HTTPFileSystem(
            get_client=client,
            client_kwargs={
                "headers": _login(settings),
                "timeout": aiohttp.ClientTimeout(total=None, connect=TIMEOUT, sock_read=TIMEOUT),
                "raise_for_status": _check,
            },
            simple_links=False,
            skip_instance_cache=True,
        )
        speak = partial(speaking, settings, parts.hostname, login=(_RefusedLogin,))
        super().__init__(files, settings.url, speak, settings.guard.meter)
        self._url = settings.url
        self._page = parts.path.endswith("/")
        self._name = unquote(parts.path.rpartition("/")[2])

    @property
    def _shown(self):
        return shown(self._url)

    def list(self):
        return super().list() if self._page else [Found(self._name, self._url)]

    def _entries(self):
        """Yield the files that the page links to and that lie beside it: the login goes to no other server."""
        page, names = urlsplit(self._url), set()
        for link in self._links():
            parts = urlsplit(link)
            folder, _, name = parts.path.rpartition("/")
            name = unquote(name)
            beside = (parts.scheme, parts.netloc.lower()) == (page.scheme, page.netloc.lower())
            beside = beside and folder == page.path.rstrip("/")
            if name and beside and name not in names:
                names.add(name)
                yield Found(name, link)

    def _links(self):
        """Return the addresses that the page names, in order."""
        content, is_page = sync(self.files.loop, self._get, self._url, limits.LISTING_BYTES)
        if len(content) > limits.LISTING_BYTES:
            raise Trouble("long_listing", folder=self._shown, limit=limits.MOST_FILES)
        text = content.decode(errors="replace") if is_page else ""
        links = []
        for found in LINK.finditer(text):
            with contextlib.suppress(ValueError):  # an address that is none
                links.append(urljoin(self._url, html.unescape(found[1])))
        return sorted(links)

    def _read(self, path, limit):
        return sync(self.files.loop, self._get, path, limit)[0]

    async def _get(self, url, limit):
        """Return what is at an address, hardly more than ``limit`` bytes of it, and whether it is a page."""
        session = await self.files.set_session()
        async with session.get(self.files.encode_url(url)) as answer:
            parts, size = [], 0
            async for part in answer.content.iter_chunked(2**16):
                parts.append(part)
                size += len(part)
                if size > limit:
                    break
            is_page = "Content-Type" not in answer.headers or answer.content_type == "text/html"
            return b"".join(parts), is_page

    def close(self):
        if self.files._session:
            self.files.close_session(self.files.loop, self.files._session)


class _RefusedLogin(Exception):
    """The server wants another login."""


async def _check(answer):
    """Raise what went wrong, without the address, which may hold a secret."""
    if answer.status in (401, 403):
        raise _RefusedLogin(answer.status)
    if answer.status == 404:
        raise FileNotFoundError(answer.status)
    if answer.status >= 400:
        raise OSError(f"{answer.status} {answer.reason}")


def _login(settings):
    """Return the header that logs in; it is not sent on to another server by a redirect."""
    if settings.username:
        pair = base64.b64encode(f"{settings.username}:{settings.password}".encode()).decode()
        return {"Authorization": f"Basic {pair}"}
    return {"Authorization": f"Bearer {settings.password}"} if settings.password else {}
