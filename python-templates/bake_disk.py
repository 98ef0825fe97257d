"""What the disk lets us do: files that are read-only, and room for new ones."""

from __future__ import annotations

import os
import shutil
import stat
from typing import Optional

import unreal
from bake_engine import asset_library
from bake_errors import BakeError

#: Packages that lie in the project's own content folder.
PROJECT_MOUNT = "/Game/"
#: Room for an editor to save a clip besides the clip's own bytes: compressed data, derived data, temporary copies.
SPARE_BYTES = 64 * 1024 * 1024
#: An asset takes more than its numbers in the data file: source keys, compressed keys, a temporary copy.
SIZE_FACTOR = 4


def check_space(size: int) -> None:
    """Refuses to begin when the project's disk has no room for `size` bytes of numbers."""
    needed = SIZE_FACTOR * size + SPARE_BYTES
    free = free_bytes()
    if free is not None and free < needed:
        raise _full(free, needed)


def free_bytes() -> Optional[int]:
    """Free bytes of the disk that holds the project; None when nobody can tell."""
    try:
        return shutil.disk_usage(_content_folder()).free
    except OSError:
        return None


def explain_failed_save(path: str) -> BakeError:
    """Why Unreal did not save: the two reasons that can be seen from here, or a sentence with the usual ones."""
    free = free_bytes()
    if free is not None and free < SPARE_BYTES:
        return _full(free, SPARE_BYTES)
    file = package_file(path)
    if file is not None and _is_read_only(file):
        return _locked(path, file)
    return BakeError(
        "save.failed",
        "Unreal could not save {}. Is the file read-only, not checked out, or held by another program?".format(
            path
        ),
    )


def check_writable(path: str) -> None:
    """Refuses an asset whose file cannot be replaced; tries to check it out first."""
    file = package_file(path)
    if file is None or not _is_read_only(file):
        return
    asset = unreal.load_asset(path) if asset_library().does_asset_exist(path) else None
    if asset is not None:
        # under source control a file is read-only until it is checked out
        asset_library().checkout_loaded_asset(asset)
    if _is_read_only(file):
        raise _locked(path, file)


def package_file(path: str) -> Optional[str]:
    """File of an asset of the project; None for one of a plugin, whose place is not known here."""
    if not path.startswith(PROJECT_MOUNT):
        return None
    return os.path.join(_content_folder(), path[len(PROJECT_MOUNT) :] + ".uasset")


def _content_folder() -> str:
    return str(unreal.Paths.convert_relative_path_to_full(unreal.Paths.project_content_dir()))


def _is_read_only(file: str) -> bool:
    """True for an existing file without its write bit, which is also what Windows calls read-only."""
    try:
        return os.stat(file).st_mode & stat.S_IWRITE == 0
    except OSError:
        return False


def _locked(path: str, file: str) -> BakeError:
    return BakeError(
        "asset.locked",
        "{} cannot be updated: its file {} is read-only. Check it out or make it writable, or choose another "
        "name or folder.".format(path, file),
    )


def _full(free: int, needed: int) -> BakeError:
    return BakeError(
        "disk.full",
        "The project's disk has {} MB free and {} MB are needed. Make room and run the script again.".format(
            free // 2**20, -(-needed // 2**20)
        ),
    )
