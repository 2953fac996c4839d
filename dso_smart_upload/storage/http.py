"""HTTP and HTTPS: the files a page links to, or one file. Nothing can be put away there."""

import base64
from functools import partial
from urllib.parse import unquote, urlsplit

import aiohttp
from fsspec.asyn import sync
from fsspec.implementations.http import HTTPFileSystem

from .guard import TIMEOUT
from .place import Found, Place
from .speaking import shown, speaking, trust
from .trouble import Trouble


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
        super().__init__(files, settings.url, partial(speaking, settings, parts.hostname, login=(_RefusedLogin,)))
        self._url = settings.url
        self._page = parts.path.endswith("/")
        self._name = unquote(parts.path.rpartition("/")[2])

    def list(self):
        if not self._page:
            return [Found(self._name, self._url)]
        with self.speak():
            links = self.files.ls(self._url, detail=False)
        found = {}
        for link in sorted(links):
            path = urlsplit(link).path
            name = unquote(path.rpartition("/")[2])
            if name and path.rpartition("/")[0] == urlsplit(self._url).path.rstrip("/"):
                found[name] = Found(name, link)
        return list(found.values())

    def _read(self, path, limit):
        return sync(self.files.loop, self._get, path, limit)

    async def _get(self, url, limit):
        session = await self.files.set_session()
        async with session.get(url) as answer:
            parts, size = [], 0
            async for part in answer.content.iter_chunked(2**16):
                parts.append(part)
                size += len(part)
                if size > limit:
                    break
            return b"".join(parts)

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
