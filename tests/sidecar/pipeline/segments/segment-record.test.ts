import { describe, expect, test } from 'vitest';
import {
  decodeRecord,
  encodeRecord,
  RECORD_BYTES,
} from '../../../../sidecar/src/pipeline/segments/segment-record.ts';
import { LandmarkFrameSchema } from '../../../../sidecar/src/protocol/landmarks.ts';
import { fullFrame } from './landmark-fixture.ts';

const blendshapes = Float32Array.from({ length: 52 }, (_, i) => i / 52);

describe('a frame of a checkpoint', () => {
  test('has whole float64 steps', () => expect(RECORD_BYTES % 8).toBe(0));

  test('keeps every field that a landmark frame has, bit for bit', () => {
    const landmarks = fullFrame(3, 0.1);
    const back = decodeRecord(encodeRecord({ landmarks, blendshapes }));
    expect(back).toEqual({ landmarks, blendshapes });
    expect(Object.keys(back.landmarks).sort()).toEqual(Object.keys(LandmarkFrameSchema.shape).sort());
  });

  test.each(['pose', 'world', 'leftHand', 'rightHand', 'leftHandWorld', 'rightHandWorld', 'face'] as const)(
    'without %s',
    (part) => {
      const landmarks = { ...fullFrame(1), [part]: null };
      expect(decodeRecord(encodeRecord({ landmarks, blendshapes: null }))).toEqual({
        landmarks,
        blendshapes: null,
      });
    },
  );

  test('in the middle of a scene', () => {
    const { cut: _, ...landmarks } = fullFrame(1);
    expect(decodeRecord(encodeRecord({ landmarks, blendshapes: null })).landmarks).toEqual(landmarks);
  });

  test('with the face of the plain mesh, which has no irises', () => {
    const landmarks = fullFrame(1);
    landmarks.face!.length = 468;
    expect(decodeRecord(encodeRecord({ landmarks, blendshapes: null })).landmarks.face).toEqual(
      landmarks.face,
    );
  });
});
