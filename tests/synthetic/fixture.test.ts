import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { frameCount, poseAt } from './clip.ts';
import { CLIPS } from './clips.ts';
import { contactsOf, gapsOf } from './contacts.ts';
import { createRig } from './rig.ts';
import { buildSkeleton, wholeProportions } from './skeleton.ts';
import { startTruth, type Truth, truthFrame } from './truth.ts';

const MAX_BYTES = 700_000;
const fixture = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url));
const video = fixture('sample.mp4');
const clip = CLIPS.sample!;

/** Where the content of the first box of this kind within the movie header starts (ISO 14496-12). */
function box(kind: string): number {
  const at = video.indexOf(kind, video.indexOf('moov', 0, 'latin1'), 'latin1');
  if (at < 0) throw new Error(`sample.mp4 has no box ${kind}.`);
  return at + kind.length;
}

describe('tests/fixtures/sample', () => {
  it('is small', () => {
    expect(video.length).toBeGreaterThan(50_000);
    expect(video.length).toBeLessThan(MAX_BYTES);
    expect(fixture('sample.truth.json.gz').length).toBeLessThan(100_000);
  });

  it('lasts five seconds at 25 frames a second, 640 by 640, H.264', () => {
    const [timescale, duration] = [
      video.readUInt32BE(box('mvhd') + 12),
      video.readUInt32BE(box('mvhd') + 16),
    ];
    expect(duration / timescale).toBeCloseTo(clip.seconds, 2);
    expect(video.readUInt32BE(box('stsz') + 8)).toBe(frameCount(clip));
    expect([video.readUInt16BE(box('avc1') + 24), video.readUInt16BE(box('avc1') + 26)]).toEqual([640, 640]);
  });

  it('has the truth of every frame, as the clip is defined today', () => {
    const kept = JSON.parse(gunzipSync(fixture('sample.truth.json.gz')).toString('utf8')) as Truth;
    const rig = createRig(buildSkeleton(clip.proportions));
    const { frames, contacts, ...header } = kept;
    const { frames: _, contacts: __, ...expected } = startTruth('sample', clip, rig.joints);
    expect(header).toEqual(expected);
    expect(frames).toHaveLength(frameCount(clip));
    const gaps = frames.map((frame, i) => {
      const pose = poseAt(clip, i / clip.fps);
      const posed = rig.pose(pose);
      const fresh = truthFrame(posed, pose.face);
      for (const [name, place] of Object.entries(fresh.joints)) {
        // the last digit may round the other way on another machine
        expect(frame.joints[name]).toEqual(place.map((x) => expect.closeTo(x, 3)));
      }
      expect(frame.face).toEqual(fresh.face);
      return gapsOf(posed, pose.face, wholeProportions(clip.proportions));
    });
    expect(contacts).toEqual(contactsOf(gaps));
  });
});
