import { describe, expect, it } from 'vitest';
import { createClipStore } from '../../../../sidecar/src/motion/clip/clip-store.ts';
import { findSeen } from '../../../../sidecar/src/motion/clip/find-seen.ts';
import { createFaceReader } from '../../../../sidecar/src/motion/face/face-reader.ts';
import { FACE_REGIONS, type FaceRegion } from '../../../../sidecar/src/motion/face/face-regions.ts';
import { createFaceSampler, FACE_SAMPLE } from '../../../../sidecar/src/motion/face/face-sampler.ts';
import { createHandCover } from '../../../../sidecar/src/motion/face/hand-cover.ts';
import { measureFace } from '../../../../sidecar/src/motion/face/measure-face.ts';
import { type SolvedFace, solveFace } from '../../../../sidecar/src/motion/face/solve-face.ts';
import { STATE } from '../../../../sidecar/src/motion/time/bridge-gaps.ts';
import { openClipFilter } from '../../../../sidecar/src/motion/time/clip-filter.ts';
import type { LandmarkFrame } from '../../../../sidecar/src/protocol/landmarks.ts';
import { ARKIT_INDEX } from '../../../../sidecar/src/skeleton/arkit.ts';
import { quat } from '../../../../sidecar/src/skeleton/quaternion.ts';
import { camera, canonicalFace, type Point } from './canonical-face.ts';

const AT = [0, 0, -120] as const;
const PIXELS = camera.focal / 120;

/** A closed hand whose landmarks all lie within a cm of a place on the face, cm from its middle. */
function handAt(x: number, y: number): Point[] {
  return Array.from({ length: 21 }, (_, k) => [
    0.5 + ((x + (k % 5) * 0.2 - 0.4) * PIXELS) / camera.width,
    0.5 - ((y + Math.floor(k / 5) * 0.2 - 0.4) * PIXELS) / camera.height,
    0,
  ]);
}

function frameOf(index: number, face: Point[] | null, rightHand: Point[] | null): LandmarkFrame {
  return {
    frame: index,
    time: index / 25,
    pose: null,
    world: null,
    leftHand: null,
    rightHand,
    leftHandWorld: null,
    rightHandWorld: null,
    face,
    confidence: { body: 0, leftHand: 0, rightHand: rightHand === null ? 0 : 1, face: 1 },
  };
}

describe('createHandCover', () => {
  it('covers what lies within a finger of the hand', () => {
    const cover = createHandCover(camera);
    expect(cover.read(frameOf(0, null, handAt(0, 0)), PIXELS)).toBe(true);
    expect(cover.covers(0.5, 0.5)).toBe(true);
    expect(cover.covers(0.5 + (4 * PIXELS) / camera.width, 0.5)).toBe(false);
  });

  it('covers nothing without hands', () => {
    const cover = createHandCover(camera);
    expect(cover.read(frameOf(0, null, null), PIXELS)).toBe(false);
    expect(cover.covers(0.5, 0.5)).toBe(false);
  });
});

describe('createFaceSampler', () => {
  let bits = 0;
  const coveredBy = (hand: Point[] | null, change: (face: Point[]) => void = () => {}): FaceRegion[] => {
    const face = canonicalFace(quat(), AT);
    change(face);
    const out = new Float32Array(FACE_SAMPLE.size);
    createFaceSampler(camera).sample(out, 0, { ...frameOf(0, null, hand), face }, null);
    bits = out[FACE_SAMPLE.covered]!;
    return FACE_REGIONS.filter((_, k) => (bits & (1 << k)) !== 0);
  };

  it('tells the parts that a hand lies over', () => {
    expect(coveredBy(null)).toEqual([]);
    expect(coveredBy(handAt(0, -3.5))).toEqual(['mouth']);
    expect(coveredBy(handAt(3, 4.4))).toContain('leftBrow');
    expect(coveredBy(handAt(3, 4.4))).not.toContain('rightBrow');
    expect(coveredBy(handAt(12, 0))).toEqual([]);
  });

  it('counts a face as covered with a cheek alone', () => {
    expect(coveredBy(handAt(3.2, 0.4))).toEqual([]);
    expect(bits).toBe(1 << FACE_REGIONS.length);
    coveredBy(handAt(12, 0));
    expect(bits).toBe(0);
  });

  it('counts a mouth as covered with one of its corners', () => {
    const apart = (face: Point[]): void => {
      face[291] = [0.5 + (2.8 * PIXELS) / camera.width, face[291]![1], face[291]![2]];
    };
    expect(coveredBy(handAt(3.4, -3.5), apart)).toEqual(['mouth']);
    expect(coveredBy(handAt(3.4, -3.5))).toEqual([]);
  });
});

describe('solveFace', () => {
  const COVERED = [10, 16] as const;

  /** Forty frames of a face that smiles throughout the second half; a hand before it for six frames. */
  function solve(hand: Point[], change: (face: Point[], index: number) => void): SolvedFace {
    const clip = createClipStore(createFaceSampler(camera));
    for (let i = 0; i < 40; i++) {
      const face = canonicalFace(quat(), AT).map((point): Point => [...point]);
      change(face, i);
      clip.append(frameOf(i, face, i >= COVERED[0] && i < COVERED[1] ? hand : null), null);
    }
    const times = Float64Array.from({ length: 40 }, (_, i) => i / 25);
    const seen = findSeen(clip);
    return solveFace(
      createFaceReader(measureFace(clip, seen.face, 1)),
      clip,
      { from: 0, seen },
      openClipFilter(times),
    );
  }
  const openJaw = (face: Point[], index: number): void => {
    if (index >= COVERED[0] && index < COVERED[1]) face[14]![1] += (3 * PIXELS) / camera.height;
  };

  it('bridges the covered part and flags it, the rest stays live', () => {
    const solved = solve(handAt(0, -3.5), openJaw);
    expect(solved.regions.mouth[12]).toBe(STATE.bridged);
    expect(solved.regions.mouth[20]).toBe(STATE.seen);
    expect(solved.regions.leftBrow[12]).toBe(STATE.seen);
    expect(solved.states[12]).toBe(STATE.seen);
    // the jaw that the mesh made up behind the hand is not shown
    expect(solved.arkit[12 * 52 + ARKIT_INDEX.JawOpen]).toBe(0);
  });

  it('bridges a little before and after, while the mesh gives way', () => {
    const { mouth } = solve(handAt(0, -3.5), openJaw).regions;
    expect([...mouth.subarray(7, 19)]).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
  });

  it('reads the same jaw where no hand is', () => {
    const solved = solve(handAt(30, 0), openJaw);
    expect(solved.regions.mouth[12]).toBe(STATE.seen);
    expect(solved.arkit[12 * 52 + ARKIT_INDEX.JawOpen]).toBeGreaterThan(0.8);
  });

  it('believes nothing of a mesh that the hand has pulled out of shape', () => {
    const solved = solve(handAt(0, -3.5), (face, index) => {
      if (index >= 12 && index < 14) face[10]![1] -= (6 * PIXELS) / camera.height;
    });
    expect([...solved.states.subarray(9, 17)]).toEqual([1, 2, 2, 2, 2, 2, 2, 1]);
    // the face is there again, but its parts are not yet what they show
    expect([...solved.regions.leftBrow.subarray(7, 19)]).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1]);
  });
});
