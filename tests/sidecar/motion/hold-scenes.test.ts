import { describe, expect, it } from 'vitest';
import { CONTACT_PAIRS } from '../../../sidecar/src/motion/contacts/contact-pairs.ts';
import { lockFeet } from '../../../sidecar/src/motion/contacts/lock-feet.ts';
import { holdScenes } from '../../../sidecar/src/motion/hold-scenes.ts';
import { createRotationTracks, writeRotation } from '../../../sidecar/src/motion/time/rotation-tracks.ts';
import { type Span, scenesOf, spansFrom, spansWithin } from '../../../sidecar/src/motion/time/scenes.ts';
import { metahumanSkeleton } from '../../../sidecar/src/skeleton/metahuman-skeleton.ts';
import { createRig } from '../../../sidecar/src/skeleton/rig.ts';

const FRAMES = 60;
const CUT = 30;
const rig = createRig(metahumanSkeleton());
const times = Float64Array.from({ length: FRAMES }, (_, i) => i / 30);

/** Somebody who stands and whose pelvis trembles; after the cut 4 cm to the side. */
function standing() {
  const tracks = createRotationTracks(FRAMES, rig.size);
  const pelvis = new Float32Array(FRAMES * 3);
  const rest = rig.translations[rig.bone.pelvis]!;
  for (let i = 0; i < FRAMES; i++) {
    for (let bone = 0; bone < rig.size; bone++) writeRotation(tracks, i, bone, rig.rotations[bone]!);
    pelvis.set([rest[0]! + 0.2 * Math.sin(i) + (i < CUT ? 0 : 4), rest[1]!, rest[2]! - 2], i * 3);
  }
  return { tracks, pelvis };
}
const seen = (frames: number) => ({ l: new Uint8Array(frames).fill(1), r: new Uint8Array(frames).fill(1) });

describe('holdScenes', () => {
  it('locks the feet of each scene as if it were alone', () => {
    const { tracks, pelvis } = standing();
    const expected = [0, CUT].map((from) => {
      const alone = standing();
      const to = from + CUT;
      const row = rig.size * 4;
      const scene = { ...alone.tracks, frames: CUT, values: alone.tracks.values.slice(from * row, to * row) };
      const here = { pelvis: alone.pelvis.slice(from * 3, to * 3), times: times.slice(from, to) };
      return { spans: lockFeet(scene, rig, { ...here, seen: seen(CUT) }), values: scene.values, ...here };
    });
    const { footing } = holdScenes(tracks, rig, {
      pelvis,
      times,
      cuts: [CUT],
      contacts: [],
      legs: seen(FRAMES),
    });
    expect(footing).toEqual([
      { side: 'l', from: 0, to: CUT },
      { side: 'r', from: 0, to: CUT },
      { side: 'l', from: CUT, to: FRAMES },
      { side: 'r', from: CUT, to: FRAMES },
    ]);
    expect([...tracks.values]).toEqual(expected.flatMap(({ values }) => [...values]));
    expect([...pelvis]).toEqual(expected.flatMap((scene) => [...scene.pelvis]));

    const across = standing();
    holdScenes(across.tracks, rig, {
      pelvis: across.pelvis,
      times,
      cuts: [],
      contacts: [],
      legs: seen(FRAMES),
    });
    expect(across.tracks.values).not.toEqual(tracks.values);
  });

  it('ends a contact at a cut', () => {
    const { tracks, pelvis } = standing();
    const pair = CONTACT_PAIRS.find(({ kind }) => kind === 'handTorso')!;
    const { contacts, footing } = holdScenes(tracks, rig, {
      pelvis,
      times,
      cuts: [CUT],
      contacts: [{ pair, from: 20, to: 40 }],
      legs: null,
    });
    expect(contacts.map(({ from, to }) => [from, to])).toEqual([
      [20, CUT],
      [CUT, 40],
    ]);
    expect(footing).toEqual([]);
  });
});

describe('scenesOf', () => {
  it('lies between cuts; spans are cut to it and put back', () => {
    expect(scenesOf([], 5)).toEqual([{ from: 0, to: 5 }]);
    const [first, second] = scenesOf([0, 3, 5], 5) as [Span, Span];
    expect([first, second]).toEqual([
      { from: 0, to: 3 },
      { from: 3, to: 5 },
    ]);
    const spans = [
      { from: 1, to: 4 },
      { from: 4, to: 5 },
    ];
    expect(spansWithin(spans, first)).toEqual([{ from: 1, to: 3 }]);
    expect(spansWithin(spans, second)).toEqual([
      { from: 0, to: 1 },
      { from: 1, to: 2 },
    ]);
    expect(spansFrom([{ from: 1, to: 2 }], second)).toEqual([{ from: 4, to: 5 }]);
  });
});
