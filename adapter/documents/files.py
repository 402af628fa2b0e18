"""Files that people name: read within bounds, and told in plain words what is wrong with one, whatever its name is."""

import errno
import os
from pathlib import Path
from typing import Final

from adapter.errors import DocumentError, Problem

MAX_BYTES: Final = 20 * 1024 * 1024

_MIB: Final = 1024 * 1024

_REASONS: Final = {
    errno.ENOENT: "there is no such file",
    errno.EISDIR: "this is a folder; name the file in it",
    errno.EACCES: "may not be read: permission denied",
    errno.ENAMETOOLONG: "no file can have so long a name",
    errno.ENOTDIR: "what stands before it is a file and no folder",
}


def file_text(path: str | Path, *, max_bytes: int = MAX_BYTES) -> str:
    """The text of a file, UTF-8 with or without a byte order mark. Raises `DocumentError`, nothing else."""
    return decoded(file_bytes(path, max_bytes=max_bytes), str(path))


def file_bytes(path: str | Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """What is in a file. Raises `DocumentError`, nothing else."""
    file = str(path)
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        raise DocumentError(Problem(file=file, message=reason_of(error))) from error
    except ValueError:
        raise DocumentError(Problem(file=file.replace("\0", "?"), message="this cannot be a file's name")) from None
    if len(content) > max_bytes:
        size = f"{max_bytes // _MIB} MiB" if max_bytes >= _MIB else f"{max_bytes // 1024} KiB"
        raise DocumentError(Problem(file=file, message=f"is larger than {size}"))
    return content


def decoded(content: bytes, file: str) -> str:
    """The text of a file's bytes. Raises `DocumentError` with the line that is not UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DocumentError(Problem(file=file, line=line, message="is not UTF-8: save it in that encoding")) from None


def reason_of(error: OSError) -> str:
    """Why a file cannot be read or written."""
    return _REASONS.get(error.errno or 0) or error.strerror or "cannot be read"


# Those of pathlib raise for a name that is too long.
def exists(path: str | Path) -> bool:
    """Whether there is a file or a folder of this name; not for what can be no name."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: str | Path) -> bool:
    """Whether there is a file of this name."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: str | Path) -> bool:
    """Whether there is a folder of this name."""
    return os.path.isdir(path)  # noqa: PTH112
