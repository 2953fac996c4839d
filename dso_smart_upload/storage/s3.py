"""Storage that speaks S3, of Amazon or others. Without an access key the bucket must be public: the server's own
credentials are never used."""

import tempfile
from functools import partial
from urllib.parse import urlsplit

from s3fs import S3FileSystem

from .guard import TIMEOUT
from .place import Place
from .speaking import shown, speaking, trust
from .trouble import Trouble

AMAZON = "s3.amazonaws.com"


def open_place(settings):
    """Return the ``Place`` of a bucket or of a path in it.

    :raises Trouble: the address of the service is none
    """
    parts = urlsplit(settings.url)
    if settings.url and (parts.scheme not in ("http", "https") or not parts.hostname or parts.password):
        raise Trouble("bad_address", url=shown(settings.url))
    host = parts.hostname or AMAZON
    if parts.hostname:
        settings.guard.permit(host)
    trust(settings)
    speak = partial(speaking, settings, host, login=(PermissionError,))
    authority = None
    if settings.certificate:
        authority = tempfile.NamedTemporaryFile("w", suffix=".pem")  # botocore takes the name of a file alone
        authority.write(settings.certificate)
        authority.flush()
    with speak():
        files = S3FileSystem(
            anon=not settings.username,
            key=settings.username or None,
            secret=settings.password or None,
            endpoint_url=settings.url or None,
            use_listings_cache=False,
            skip_instance_cache=True,
            client_kwargs={"verify": authority.name} if authority else {},
            config_kwargs={
                "connector_args": {"socket_factory": settings.guard.make_socket},
                "connect_timeout": TIMEOUT,
                "read_timeout": TIMEOUT,
                "retries": {"max_attempts": 1},
            },
        )
    return S3Place(files, settings.folder.strip("/"), speak, authority)


class S3Place(Place):
    """Objects of a bucket."""

    def __init__(self, files, root, speak, authority):
        super().__init__(files, root, speak)
        self._authority = authority

    def list(self):
        """Return the files; where no object has the path of the place, there are none."""
        bucket = self.root.partition("/")[0]
        with self.speak():
            if bucket != self.root and not self.files.exists(self.root):
                self.files.ls(bucket)
                return []
        return super().list()

    def close(self):
        if self._authority:
            self._authority.close()

    def _make_folder(self, path):
        """There are no folders, names with slashes alone."""

    def _rename(self, old, new):
        self.files.cp_file(old, new)
        self.files.rm_file(old)
