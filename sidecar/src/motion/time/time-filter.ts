import type { Side } from '../../skeleton/body-bones.ts';
import type { Quat } from '../../skeleton/quaternion.ts';
import type { Region } from '../clip/regions.ts';
import type { FaceRegion } from '../face/face-regions.ts';
import type { RotationTracks } from './rotation-tracks.ts';

/** Cut-off (-3 dB) of the low-pass while a bone is nearly still and while it moves fast, Hz. */
export interface Cutoff {
  readonly still: number;
  readonly moving: number;
}

/** Columns in rows of numbers: row i has them at `i * stride` and an offset. */
export interface Columns {
  readonly stride: number;
  readonly offsets: readonly number[];
}

/** How the unseen frames of one region are filled. */
export interface Bridge {
  /** A byte a frame: see `STATE`. */
  readonly states: Uint8Array;
  /** How far each frame is told by what was seen of the region, 0 to 1; where it hangs on another. */
  readonly told?: Float64Array;
  /** Fills a bone's unseen frames; `base` is its rotation where nothing is known. */
  rotations(tracks: RotationTracks, bone: number, base: Quat): void;
  /** Fills rows of `width` numbers whose base is 0. */
  numbers(values: Float32Array, width: number): void;
}

/**
 * Everything of the solve that looks across frames, over a window of frames that follow each other: the whole
 * clip offline, one frame live. Keys tell tracks apart from one window to the next.
 */
export interface TimeFilter {
  /** Clears, in `seen`, the frames in which a tracked hand cannot be true. */
  doubtHands(seen: Uint8Array, tracks: RotationTracks, hand: number, side: Side): void;
  /** @param carrier a byte a frame: whether what the region hangs on is in sight, and the region with it. */
  bridge(
    region: Region | FaceRegion | 'face' | 'blink' | 'shoulders' | 'apart',
    seen: Uint8Array,
    carrier?: Uint8Array,
  ): Bridge;
  /** Takes out frames in which a digit stands off, all of it; `bones` of one digit. In place, before the low-pass. */
  repairDigit(tracks: RotationTracks, bones: readonly number[]): void;
  /** Low-pass of one bone's rotations, in place. */
  rotations(tracks: RotationTracks, bone: number, cutoff: Cutoff): void;
  /** Low-pass of columns of numbers, in place; a fixed cut-off in Hz. */
  numbers(key: string, values: Float32Array, columns: Columns, hertz: number): void;
}

/**
 * Opens a window of frames. @param times of its frames, seconds, rising from window to window.
 * @param cuts its frames that begin a scene: nothing is carried across them.
 */
export type OpenFilter = (times: Float64Array, cuts?: readonly number[]) => TimeFilter;
