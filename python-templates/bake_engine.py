"""What the running Unreal Editor offers: its version, its asset library, how it was started."""

from __future__ import annotations

import re
from typing import List, Tuple, Type, Union

from bake_errors import BakeError, some

try:
    import unreal
except ImportError:
    raise SystemExit(
        "This script runs inside Unreal Editor. Enable the Python Editor Script Plugin, open the Output Log "
        'and enter:  py "path/of/this/script.py"'
    ) from None

#: The sequencer data model, which every call here is made for, came with 5.2.
OLDEST_ENGINE: Tuple[int, int] = (5, 2)
#: The versions that the script is written for.
FIRST_KNOWN_ENGINE: Tuple[int, int] = (5, 4)
LAST_KNOWN_ENGINE: Tuple[int, int] = (5, 8)

#: Classes without which no clip can be made or checked.
REQUIRED_CLASSES = (
    "AnimSequence",
    "AnimSequenceFactory",
    "AnimationCurveIdentifier",
    "AnimationCurveIdentifierExtensions",
    "AnimationLibrary",
    "AnimPoseEvaluationOptions",
    "AnimPoseExtensions",
    "AssetToolsHelpers",
    "RichCurveKey",
)

AssetLibrary = Union[Type["unreal.EditorAssetLibrary"], "unreal.EditorAssetSubsystem"]


def check_engine() -> Tuple[str, List[str]]:
    """The engine's version text and warnings; refuses an engine that cannot bake."""
    text = str(unreal.SystemLibrary.get_engine_version())
    match = re.match(r"(\d+)\.(\d+)", text)
    version = (int(match.group(1)), int(match.group(2))) if match else (0, 0)
    if version < OLDEST_ENGINE:
        raise BakeError(
            "engine.unsupported",
            "This is Unreal Engine {}. Baking needs 5.4 or newer.".format(text),
        )
    missing = [name for name in REQUIRED_CLASSES if not hasattr(unreal, name)]
    if missing:
        raise BakeError(
            "engine.unsupported",
            "This editor lacks {}. Enable the plugins Python Editor Script Plugin, Editor Scripting "
            "Utilities and Animation Data, then restart it.".format(some(missing)),
        )
    asset_library()
    if version < FIRST_KNOWN_ENGINE or version > LAST_KNOWN_ENGINE:
        return text, ["Unreal Engine {} is outside 5.4 to 5.8, which this script knows.".format(text)]
    return text, []


def asset_library() -> AssetLibrary:
    """The editor's asset functions, from the scripting plugin or, where it is off, from the editor itself."""
    if hasattr(unreal, "EditorAssetLibrary"):
        return unreal.EditorAssetLibrary
    subsystem = unreal.get_editor_subsystem(unreal.EditorAssetSubsystem)
    if subsystem is None:
        raise BakeError(
            "engine.unsupported",
            "The editor's asset functions are not available. Enable the plugin Editor Scripting Utilities.",
        )
    return subsystem


def refuse_missing(missing: List[str], what: str, plugins: str) -> None:
    """Refuses `what` where classes that it needs are missing, which is how a disabled plugin shows."""
    if missing:
        raise BakeError(
            "plugin.missing",
            "{} needs {}, which this editor lacks. Enable {} in Edit > Plugins and restart the editor.".format(
                what, some(missing), plugins
            ),
        )


def await_assets(folders: List[str]) -> None:
    """Lets the asset registry know the folders; until then the asset functions answer no.

    A starting editor is still reading the disk; a commandlet reads only what it is told to.
    """
    registry = unreal.AssetRegistryHelpers.get_asset_registry()
    if registry.is_loading_assets():
        registry.wait_for_completion()
    if not registry.is_search_all_assets():
        registry.scan_paths_synchronous(folders)


def is_unattended() -> bool:
    """True when nobody watches: a commandlet, or an editor started with -unattended."""
    command_line = str(unreal.SystemLibrary.get_command_line()).lower()
    return bool(unreal.SystemLibrary.is_unattended()) or "-run=" in command_line


def finish_compilation() -> None:
    """Waits for the compression of new clips: some versions crash when a commandlet ends before it."""
    if hasattr(unreal, "AutomationUtilsBlueprintLibrary") and hasattr(
        unreal.AutomationUtilsBlueprintLibrary, "finish_all_asset_compilation"
    ):
        unreal.AutomationUtilsBlueprintLibrary.finish_all_asset_compilation()


def say(message: str) -> None:
    unreal.log("Avatar Tracker: {}".format(message))


def warn(message: str) -> None:
    unreal.log_warning("Avatar Tracker: {}".format(message))


def complain(message: str) -> None:
    unreal.log_error("Avatar Tracker: {}".format(message))
