"""Animation notifies: the class of a state, and what of the animation library works on them."""

from __future__ import annotations

from .api import published
from .objects import Factory, _Object
from .project import fault, odd, write_log
from .values import Name, _Struct, key_of


@published
class AnimNotifyState(_Object):
    """Abstract: the editor drops a state of this very class when it saves."""


@published
class Blueprint(_Object):
    def __init__(self):
        super().__init__()
        self._parent = None
        self._class = None

    def _generated(self):
        if self._class is None:
            self._class = type(self.get_name() + "_C", (self._parent,), {})
        return self._class

    def _snapshot(self):
        return {**super()._snapshot(), "parent": self._parent.__name__}


@published
class BlueprintFactory(Factory):
    pass


@published
class AnimNotifyEvent(_Struct):
    __slots__ = ("_start", "_duration", "_state_name")

    def __init__(self, start=0.0, duration=0.0, state_name=""):
        self._start, self._duration, self._state_name = start, duration, state_name


@published
class AnimationLibrary(_Object):
    @staticmethod
    def get_animation_curve_names(animation_sequence_base, curve_type):
        return [Name(name) for name, _, _ in animation_sequence_base._model.curves.values()]

    @staticmethod
    def get_float_keys(animation_sequence_base, curve_name):
        _, times, values = animation_sequence_base._model.curves[key_of(curve_name)]
        return list(times), list(values)

    @staticmethod
    def get_animation_notify_track_names(animation_sequence_base):
        return [Name(name) for name in animation_sequence_base._notify_tracks]

    @staticmethod
    def add_animation_notify_track(animation_sequence_base, notify_track_name, track_color=None):
        tracks = animation_sequence_base._notify_tracks
        if any(key_of(track) == key_of(notify_track_name) for track in tracks):
            write_log("Warning", "Track {} exists already".format(notify_track_name))
            return
        tracks[str(notify_track_name)] = []

    @staticmethod
    def remove_animation_notify_track(animation_sequence_base, notify_track_name):
        animation_sequence_base._notify_tracks.pop(str(notify_track_name), None)

    @staticmethod
    def add_animation_notify_state_event(
        animation_sequence_base, notify_track_name, start_time, duration, notify_state_class
    ):
        clip = animation_sequence_base
        events = clip._notify_tracks.get(str(notify_track_name))
        length = clip._model.frames / float(clip._model.rate)
        if events is None or not 0.0 <= start_time <= length or fault("notifyLost"):
            # that is all that the engine says
            write_log("Warning", "{} is not a track or {} no time".format(notify_track_name, start_time))
            return None
        if notify_state_class is AnimNotifyState:
            odd("a notify state of the abstract class")
        if start_time + duration > length + 1e-6 or duration <= 0.0:
            odd("a notify state outside the clip")
        if any(start_time < e._start + e._duration - 1e-6 and e._start < start_time + duration - 1e-6 for e in events):
            odd("notify states overlap")
        if fault("notifyMoved"):
            start_time = start_time / 2
        events.append(AnimNotifyEvent(start_time, duration, notify_state_class.__name__))
        return notify_state_class()

    @staticmethod
    def get_animation_notify_events_for_track(animation_sequence_base, notify_track_name):
        return list(animation_sequence_base._notify_tracks[str(notify_track_name)])

    @staticmethod
    def get_anim_notify_event_trigger_time(notify_event):
        return notify_event._start

    @staticmethod
    def get_anim_notify_event_duration(notify_event):
        return notify_event._duration
