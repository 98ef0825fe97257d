"""Assets as a whole: making, finding, importing, tagging and saving them."""

from __future__ import annotations

import os

from .animation import AnimSequence, snapshot
from .api import PROJECT, TYPES, published
from .media import SoundWave
from .notifies import Blueprint
from .objects import _Object
from .project import STATE, fault, odd, package_path, write_log


class _AssetFunctions:
    """What the scripting plugin's library and the editor's subsystem share."""

    @staticmethod
    def exists(asset_path):
        path = package_path(asset_path)
        return path in STATE.assets and STATE.knows(path)

    @staticmethod
    def save(asset):
        path = asset._path
        if fault("saveFails") is not None and fault("saveFails").lower() in path.lower():
            return False
        if isinstance(asset, AnimSequence):
            if asset._locked:
                odd("{} saved while locked".format(path))
            STATE.disk[path] = snapshot(asset)
        else:
            STATE.extras[path] = asset._snapshot()
        return True

    @staticmethod
    def checkout(asset):
        """Under source control the file becomes writable, else nothing happens."""
        if not PROJECT.get("sourceControl"):
            write_log("Error", "CheckoutLoadedAsset: source control is not enabled")
            return False
        file = os.path.join(PROJECT["contentDir"], asset._path[len("/Game/") :] + ".uasset")
        os.chmod(file, 0o644)
        return True


@published
class EditorAssetLibrary(_Object):
    @staticmethod
    def does_asset_exist(asset_path):
        return _AssetFunctions.exists(asset_path)

    @staticmethod
    def save_loaded_asset(asset_to_save, only_if_is_dirty=True):
        if only_if_is_dirty:
            odd("saved only if marked as changed")
        return _AssetFunctions.save(asset_to_save)

    @staticmethod
    def checkout_loaded_asset(asset_to_checkout):
        return _AssetFunctions.checkout(asset_to_checkout)

    @staticmethod
    def set_metadata_tag(object, tag, value):
        object._tags[str(tag)] = value

    @staticmethod
    def get_metadata_tag_values(object):
        return dict(object._tags)

    @staticmethod
    def remove_metadata_tag(object, tag):
        del object._tags[str(tag)]


@published
class EditorAssetSubsystem(_Object):
    def does_asset_exist(self, asset_path):
        return _AssetFunctions.exists(asset_path)

    def save_loaded_asset(self, asset_to_save, only_if_is_dirty=True):
        return _AssetFunctions.save(asset_to_save)

    def checkout_loaded_asset(self, asset_to_checkout):
        return _AssetFunctions.checkout(asset_to_checkout)

    def set_metadata_tag(self, object, tag, value):
        object._tags[str(tag)] = value

    def get_metadata_tag_values(self, object):
        return dict(object._tags)

    def remove_metadata_tag(self, object, tag):
        del object._tags[str(tag)]


@published
class AssetImportTask(_Object):
    def __init__(self):
        super().__init__()
        self.filename = self.destination_path = self.destination_name = ""
        self.automated = self.replace_existing = self.save = False


@published
class AssetTools(_Object):
    def create_asset(self, asset_name, package_path, asset_class, factory, calling_context="None"):
        path = "{}/{}".format(package_path, asset_name)
        if path.lower() in STATE.assets:
            odd("create_asset on an existing path")
            return None
        if fault("createFails") is not None and fault("createFails").lower() in path.lower():
            return None
        return _add(asset_class(), path, factory._values)

    def import_asset_tasks(self, import_tasks):
        for task in import_tasks:
            if not task.automated:
                odd("a dialog of an import")
            path = "{}/{}".format(task.destination_path, task.destination_name)
            existing = STATE.assets.get(path.lower())
            if not task.filename.endswith(".wav") or not os.path.isfile(task.filename) or fault("importFails"):
                write_log("Error", "Failed to import {}".format(task.filename))
                continue
            if existing is not None and not task.replace_existing:
                write_log("Warning", "{} exists".format(path))
                continue
            sound = existing or _add(SoundWave(), path, {})
            sound._file = task.filename
            if task.save:
                _AssetFunctions.save(sound)


def _add(made, path, values):
    made._path = path
    if isinstance(made, AnimSequence):
        made._skeleton = values.get("target_skeleton")
        made._preview = values.get("preview_skeletal_mesh")
    if isinstance(made, Blueprint):
        made._parent = values.get("parent_class")
    STATE.assets[path.lower()] = made
    # what was just made is known
    STATE.scanned.add(path.rpartition("/")[0].lower())
    return made


@published
class AssetToolsHelpers(_Object):
    @staticmethod
    def get_asset_tools():
        return AssetTools()


@published
class AssetRegistry(_Object):
    def is_loading_assets(self):
        return STATE.registry == "loading"

    def wait_for_completion(self):
        STATE.registry = "ready"

    def is_search_all_assets(self):
        return STATE.registry != "unscanned"

    def scan_paths_synchronous(self, paths, force_rescan=False, ignore_deny_list_scan_filters=False):
        STATE.scanned.update(path.lower() for path in paths)


@published
class AssetRegistryHelpers(_Object):
    @staticmethod
    def get_asset_registry():
        return AssetRegistry()


def load_asset(name, type=None, follow_redirectors=True):
    asset = STATE.assets.get(package_path(name))
    if asset is None:
        write_log("Error", "Failed to load {}".format(name))
    return asset


def load_class(outer, name, type=None):
    """The class that a Blueprint generates: its path, its name and `_C`."""
    blueprint = STATE.assets.get(package_path(name))
    if not isinstance(blueprint, Blueprint) or not name.endswith("_C") or fault("classLost"):
        write_log("Error", "Failed to load class {}".format(name))
        return None
    return blueprint._generated()


def add_described(description):
    """An asset that the project holds from the start: `kind`, `path`, and inner `state`."""
    made = _add(TYPES[description["kind"]](), description["path"], description)
    for name, value in description.get("state", {}).items():
        setattr(made, name, value)
    return made
