import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNutParser } from '../../../sidecar/src/video/nut-parser.ts';
import { nutHeaders, nutPictureHeader } from '../../../sidecar/src/video/nut-writer.ts';

interface Picture {
  pts: number;
  data: Uint8Array;
}

const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

function stream(width: number, height: number, pictures: readonly Picture[]): Uint8Array {
  const parts = pictures.flatMap(({ pts, data }) => [nutPictureHeader(pts, data.length), data]);
  return join(nutHeaders({ width, height, ticksPerSecond: 60_000, fps: 30 }), ...parts);
}

/** Parses with one buffer at a time, in pieces of the given lengths, pausing as the parser asks. */
function parse(bytes: Uint8Array, pictureBytes: number, pieces: readonly number[]) {
  const got: Picture[] = [];
  let size: unknown = null;
  const buffer = new Uint8Array(pictureBytes);
  let free = true;
  const parser = createNutParser({
    onStart: (frame, timeBase) => {
      size = { ...frame, ...timeBase };
    },
    nextBuffer: () => {
      if (!free) return null;
      free = false;
      return buffer;
    },
    onPicture: (pts) => got.push({ pts, data: buffer.slice() }),
  });
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const target = parser.target();
    expect(target.length).toBeGreaterThan(0);
    const count = Math.min(pieces[i % pieces.length]!, target.length, bytes.length - at);
    target.set(bytes.subarray(at, at + count));
    at += count;
    let more = parser.accept(count);
    while (!more) {
      // a stale target may be in use while the parser waits: its next one must still fit
      parser.target();
      free = true;
      more = parser.proceed();
    }
  }
  return { got, size };
}

describe('NUT', () => {
  it('gives back pictures and times, whatever the pieces they arrive in', () => {
    const picture = fc.record({ step: fc.integer({ min: 1, max: 1e9 }), seed: fc.integer() });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.array(picture, { minLength: 1, maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 9 }),
        (width, height, steps, pieces) => {
          let pts = 0;
          const pictures = steps.map(({ step, seed }) => {
            pts += step;
            const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (seed + i * 7) & 255);
            return { pts, data };
          });
          const { got, size } = parse(stream(width, height, pictures), width * height * 3, pieces);
          expect(size).toEqual({ width, height, num: 1, den: 60_000 });
          expect(got).toEqual(pictures);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('refuses what is not NUT', () => {
    expect(() => parse(new Uint8Array(64), 3, [64])).toThrow(/does not begin as NUT/);
  });

  it('refuses a picture of another size than the headers say', () => {
    const bytes = join(
      nutHeaders({ width: 2, height: 2, ticksPerSecond: 60_000, fps: 30 }),
      nutPictureHeader(0, 11),
      new Uint8Array(11),
    );
    expect(() => parse(bytes, 12, [100])).toThrow(/not 2 x 2 pixels/);
  });

  it('refuses a picture before the headers', () => {
    const signature = nutHeaders({ width: 2, height: 2, ticksPerSecond: 60_000, fps: 30 }).subarray(0, 25);
    expect(() => parse(join(signature, nutPictureHeader(0, 12)), 12, [100])).toThrow(/before the headers/);
  });
});
