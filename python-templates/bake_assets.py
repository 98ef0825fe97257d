"""Makes, finds, tags and saves assets of any kind. Nothing is ever deleted."""

from __future__ import annotations

from typing import Dict, Tuple, Type, TypeVar

import unreal
from bake_disk import check_writable, explain_failed_save
from bake_engine import asset_library
from bake_errors import BakeError
from bake_job import Asset

Kind = TypeVar("Kind")

#: Start of every metadata tag of ours; others are left alone.
TAG_PREFIX = "AvatarTracker."


def check_place(asset: Asset, kind: Type[unreal.Object], what: str) -> None:
    """Refuses, before anything is changed, a path that holds something else or cannot be written.

    `what` is the kind in words, with its article.
    """
    if asset_library().does_asset_exist(asset.path) and not isinstance(
        unreal.load_asset(asset.path), kind
    ):
        raise BakeError(
            "asset.conflict",
            "{} exists and is not {}. Choose another name or folder.".format(asset.path, what),
        )
    check_writable(asset.path)


def open_asset(asset: Asset, kind: Type[Kind], factory: unreal.Factory) -> Tuple[Kind, bool]:
    """The asset to write into, and whether it is new. An existing one is updated in place."""
    if asset_library().does_asset_exist(asset.path):
        existing: Kind = unreal.load_asset(asset.path)
        return existing, False
    tools = unreal.AssetToolsHelpers.get_asset_tools()
    made = tools.create_asset(asset.name, asset.folder, kind, factory)
    if not isinstance(made, kind):
        raise BakeError("write.failed", "Unreal could not create {}.".format(asset.path))
    return made, True


def tag_asset(asset: unreal.Object, tags: Dict[str, str]) -> None:
    """Sets our metadata tags and takes away those of an earlier bake that are no longer true."""
    library = asset_library()
    for name in [str(name) for name in library.get_metadata_tag_values(asset)]:
        if name.startswith(TAG_PREFIX) and name not in tags:
            library.remove_metadata_tag(asset, name)
    for name, value in tags.items():
        library.set_metadata_tag(asset, name, value)


def save_asset(asset: unreal.Object, path: str) -> None:
    """Writes the asset to disk, or says why that was not possible."""
    # edits without a transaction need not mark the package as changed: saved in any case
    if not asset_library().save_loaded_asset(asset, False):
        raise explain_failed_save(path)
