"""Level Sequences: bindings, tracks, sections, marked frames."""

from __future__ import annotations

import copy

from .api import PROJECT, VERSION, published
from .level import LEVEL, Actor
from .objects import Factory, _Object
from .project import fault, odd
from .values import ENUMS, FrameNumber, FrameRate, _Struct

TICKS = 24000


@published
class MovieSceneMarkedFrame(_Struct):
    __slots__ = ("frame_number", "label")

    def __init__(self, frame_number=None, label=""):
        self.frame_number, self.label = frame_number or FrameNumber(), label


@published
class MovieSceneSkeletalAnimationParams(_Struct):
    __slots__ = ("animation",)

    def __init__(self):
        self.animation = None


@published
class MovieSceneSection(_Object):
    def __init__(self):
        super().__init__()
        self._range = None

    def has_start_frame(self):
        return self._range is not None

    def get_start_frame_seconds(self):
        return self._edge(0)

    def get_end_frame_seconds(self):
        return self._edge(1)

    def set_range_seconds(self, start_time, end_time):
        end = end_time / 2 if fault("sequenceCut") else end_time
        # edges lie on ticks
        self._range = tuple(round(edge * TICKS) / TICKS for edge in (start_time, end))

    def _edge(self, index):
        if self._range is None:
            odd("edge of a section without range")
            return -1.0
        return self._range[index]

    def _snapshot(self):
        return {"kind": type(self).__name__, "range": self._range}


@published
class MovieSceneSkeletalAnimationSection(MovieSceneSection):
    def __init__(self):
        super().__init__()
        self._params = MovieSceneSkeletalAnimationParams()

    @property
    def params(self):
        """A copy, as the engine gives it."""
        return copy.copy(self._params)

    @params.setter
    def params(self, value):
        self._params = copy.copy(value)

    def _snapshot(self):
        played = self._params.animation
        return {**super()._snapshot(), "plays": None if played is None else played._path}


@published
class MovieSceneAudioSection(MovieSceneSection):
    def __init__(self):
        super().__init__()
        self._sound = None

    def set_sound(self, sound):
        self._sound = sound

    def _snapshot(self):
        return {**super()._snapshot(), "plays": self._sound._path}


@published
class MovieSceneMediaSection(MovieSceneSection):
    def __init__(self):
        super().__init__()
        self.media_source = self.media_texture = None
        self.start_frame_offset = FrameNumber()

    def _snapshot(self):
        return {
            **super()._snapshot(),
            "plays": self.media_source._path,
            "texture": self.media_texture._path,
            "offset": self.start_frame_offset.value,
        }


@published
class MovieSceneTrack(_Object):
    _section = MovieSceneSection

    def __init__(self):
        super().__init__()
        self._display_name, self._sections = type(self).__name__, []

    def get_display_name(self):
        return self._display_name

    def set_display_name(self, name):
        self._display_name = name

    def get_sections(self):
        return list(self._sections)

    def add_section(self):
        section = self._section()
        self._sections.append(section)
        return section

    def _snapshot(self):
        sections = [section._snapshot() for section in self._sections]
        return {"kind": type(self).__name__, "name": self._display_name, "sections": sections}


@published
class MovieSceneSkeletalAnimationTrack(MovieSceneTrack):
    _section = MovieSceneSkeletalAnimationSection


@published
class MovieSceneAudioTrack(MovieSceneTrack):
    _section = MovieSceneAudioSection


@published
class MovieSceneMediaTrack(MovieSceneTrack):
    _section = MovieSceneMediaSection


class _Tracks:
    """What a sequence and a binding share."""

    def _add_track(self, kind):
        self._tracks.append(kind())
        return self._tracks[-1]

    def _find_tracks(self, kind):
        return [track for track in self._tracks if type(track) is kind]


@published
class MovieSceneBindingProxy(_Tracks, _Struct):
    def __init__(self, name, object=None, template=None):
        self._name, self._object, self._template = name, object, template
        self._parent, self._tracks, self._sequence = None, [], None

    def get_name(self):
        return self._name

    def get_display_name(self):
        return self._name

    def set_display_name(self, display_name):
        self._name = display_name

    def get_object_template(self):
        return self._template

    def set_parent(self, parent_binding):
        self._parent = parent_binding

    def get_child_possessables(self):
        return [binding for binding in self._sequence._bindings if binding._parent is self]

    def add_track(self, track_type):
        return self._add_track(track_type)

    def find_tracks_by_exact_type(self, track_type):
        return self._find_tracks(track_type)

    def _snapshot(self):
        mesh = None if self._template is None else self._template._components[0]._mesh
        return {
            "name": self._name,
            "parent": None if self._parent is None else self._parent._name,
            "spawned": self._template is not None,
            "mesh": None if mesh is None else mesh._path,
            "tracks": [track._snapshot() for track in self._tracks],
        }


@published
class LevelSequenceFactoryNew(Factory):
    pass


@published
class MovieSceneSequenceExtensions(_Object):
    """Stands for the plugin whose methods the sequence classes have."""


@published
class LevelSequence(_Tracks, _Object):
    def __init__(self):
        super().__init__()
        self._rate, self._playback = FrameRate(30, 1), [0.0, 5.0]
        self._bindings, self._tracks, self._marks, self._read_only = [], [], [], False

    def is_read_only(self):
        return self._read_only

    def get_tick_resolution(self):
        return FrameRate(TICKS, 1)

    def get_display_rate(self):
        return self._rate

    def set_display_rate(self, display_rate):
        self._rate = display_rate

    def get_playback_end_seconds(self):
        return self._playback[1]

    def set_playback_start_seconds(self, start_time):
        self._playback[0] = start_time

    def set_playback_end_seconds(self, end_time):
        self._playback[1] = end_time

    def get_bindings(self):
        return list(self._bindings)

    def add_possessable(self, object_to_possess):
        held = object_to_possess in LEVEL or any(object_to_possess in actor._components for actor in LEVEL)
        if not held:
            odd("possesses what is not in the level")
        is_actor = isinstance(object_to_possess, Actor)
        name = object_to_possess._label if is_actor else object_to_possess.get_name()
        return self._bind(MovieSceneBindingProxy(name, object=object_to_possess))

    def add_spawnable_from_class(self, class_to_spawn):
        return self._bind(MovieSceneBindingProxy(class_to_spawn.__name__, template=class_to_spawn()))

    def add_track(self, track_type):
        return self._add_track(track_type)

    def find_tracks_by_exact_type(self, track_type):
        return self._find_tracks(track_type)

    def get_marked_frames_from_sequence(self, time_unit=None):
        return list(self._marks)

    def add_marked_frame_to_sequence(self, marked_frame, time_unit=None):
        self._marks.append(marked_frame)
        return len(self._marks) - 1

    def delete_marked_frame(self, delete_index):
        del self._marks[delete_index]

    def _bind(self, binding):
        binding._sequence = self
        self._bindings.append(binding)
        return binding

    def _snapshot(self):
        return {
            **super()._snapshot(),
            "fps": self._rate.numerator / self._rate.denominator,
            "playback": self._playback,
            "bindings": [binding._snapshot() for binding in self._bindings],
            "tracks": [track._snapshot() for track in self._tracks],
            "marks": [[mark.frame_number.value, mark.label] for mark in self._marks],
        }
