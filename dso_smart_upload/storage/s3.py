"""Storage that speaks S3, of Amazon or others. Without an access key the bucket must be public: the server's own
credentials are never used."""

import tempfile
from datetime import timezone
from functools import partial
from urllib.parse import urlsplit

from s3fs import S3FileSystem

from . import limits
from .guard import TIMEOUT
from .place import Found, Place
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
    return S3Place(files, settings.folder.strip("/"), speak, settings.guard.meter, authority)


class S3Place(Place):
    """Objects of a bucket."""

    def __init__(self, files, root, speak, meter, authority):
        super().__init__(files, root, speak, meter)
        self._authority = authority

    def _entries(self):
        """Yield the objects of the path; where no object has it, there are none."""
        bucket, _, path = self.root.partition("/")
        asked = {"Bucket": bucket, "Delimiter": "/", "Prefix": path and f"{path}/"}
        for _page in range(limits.MOST_PAGES):
            page = self.files.call_s3("list_objects_v2", **asked)
            yield from (None for _folder in page.get("CommonPrefixes", ()))
            for one in page.get("Contents", ()):
                name = one["Key"].rpartition("/")[2]
                modified = one["LastModified"].astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)
                yield Found(name, f"{bucket}/{one['Key']}", one["Size"], modified) if name else None
            if not page.get("IsTruncated"):
                return
            asked["ContinuationToken"] = page["NextContinuationToken"]
        raise Trouble("long_listing", folder=self.root, limit=limits.MOST_FILES)

    def close(self):
        if self._authority:
            self._authority.close()

    def _make_folder(self, folder):
        """There are no folders, names with slashes alone."""

    def _rename(self, found, folder, name):
        self.files.cp_file(found.path, self._path(f"{folder}/{name}"))
        self.files.rm_file(found.path)
