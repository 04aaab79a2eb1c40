"""Files that were uploaded or sent: kept in memory, up to a total; found by file_id or by the path getFile gives."""

from collections import OrderedDict
from dataclasses import dataclass
from random import Random

from bot.sandbox.errors import bad_request
from bot.sandbox.world import Json

MAX_UPLOAD = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
_KEPT_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in a request, or from a person."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    id: str
    unique_id: str
    path: str
    upload: Upload


class Files:
    """At most 200 MiB are kept; the oldest files go first, as if Telegram had expired them."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._by_id: OrderedDict[str, Stored] = OrderedDict()
        self._by_path: dict[str, Stored] = {}
        self._bytes = 0

    def store(self, upload: Upload, folder: str) -> Stored:
        """Keeps a file. `folder` is "photos" or "documents"."""
        number = self._random.getrandbits(64)
        path = f"{folder}/file_{len(self._by_id)}_{number:016x}"
        stored = Stored(f"SB{number:016x}-{folder}", f"U{number:016x}", path, upload)
        self._by_id[stored.id] = stored
        self._by_path[path] = stored
        self._bytes += len(upload.data)
        while self._bytes > _KEPT_BYTES and len(self._by_id) > 1:
            _, oldest = self._by_id.popitem(last=False)
            del self._by_path[oldest.path]
            self._bytes -= len(oldest.upload.data)
        return stored

    def by_id(self, file_id: str) -> Stored:
        """Raises 400 for an unknown file_id."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return stored

    def find(self, file_id: str) -> Stored | None:
        return self._by_id.get(file_id)

    def by_path(self, path: str) -> Stored | None:
        return self._by_path.get(path)


def document(stored: Stored) -> Json:
    """The media fields of a message with this document."""
    described = {"file_name": stored.upload.name, "mime_type": stored.upload.mime_type}
    return {"document": {**_reference(stored), **described}}


def photo(stored: Stored, *, width: int = 800, height: int = 600) -> Json:
    """The media fields of a message with this photo; pictures are not decoded, so the pixels are made up."""
    return {"photo": [{**_reference(stored), "width": width, "height": height}]}


def _reference(stored: Stored) -> Json:
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": len(stored.upload.data)}
