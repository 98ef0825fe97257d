import type { ClipStore } from '../clip/clip-store.ts';
import { createTrackSmoother } from '../time/smooth-rotations.ts';
import { createBodyReader } from './body-evidence.ts';
import type { Camera } from './view-ray.ts';

/** Cut-off of the distance's low-pass, Hz: a performer steps, the frame-by-frame estimate trembles. */
const DEPTH_HERTZ = 0.7;

/**
 * Distance of the hips from the camera for each frame, cm, smoothed; frames without a body keep the last one's.
 *
 * @param seen a byte a frame: 1 where there is a body.
 */
export function measureDepth(
  clip: ClipStore,
  seen: Uint8Array,
  times: Float64Array,
  camera: Camera,
): Float32Array {
  const depths = new Float32Array(clip.length);
  const read = createBodyReader(clip, camera);
  const first = seen.indexOf(1);
  let last = first < 0 ? 0 : read(first).depth;
  for (let frame = 0; frame < clip.length; frame++) {
    if (seen[frame] === 1) last = read(frame).depth;
    depths[frame] = last;
  }
  createTrackSmoother(times).numbers(depths, 1, 0, DEPTH_HERTZ);
  return depths;
}
