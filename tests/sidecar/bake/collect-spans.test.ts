import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSpanCollector } from '../../../sidecar/src/bake/collect-spans.ts';
import type { BakeSpan } from '../../../sidecar/src/protocol/bake-job.ts';
import { makeHeader } from './motion-fixture.ts';

/** Spans of frames with these flags, and of these settings. */
function collect(flags: readonly (readonly string[])[], settings: Record<string, unknown> = {}) {
  const header = { ...makeHeader({ frames: Math.max(1, flags.length) }), settings };
  const spans = createSpanCollector(header);
  flags.forEach((names, frame) => {
    spans.add({ frame, flags: [...names] });
  });
  return spans.finish();
}

const problem = (label: string, from: number, to: number, part = 'body') => ({
  kind: 'problem',
  part,
  label,
  from,
  to,
});

describe('createSpanCollector', () => {
  it('gives brows, eyes and mouth to the face', () => {
    expect(
      collect([['mouthBridged', 'leftBrowUnseen', 'headBridged']]).spans.map(({ part }) => part),
    ).toEqual(['face', 'face', 'body']);
  });

  it('makes one span of flags in a row, body and face apart', () => {
    const flags = [
      [],
      ['leftHandBridged'],
      ['leftHandBridged', 'faceUnseen'],
      [],
      ['leftHandBridged'],
      ['cut'],
    ];
    expect(collect(flags)).toEqual({
      spans: [
        problem('left hand bridged', 1, 2),
        problem('face unseen', 2, 2, 'face'),
        problem('left hand bridged', 4, 4),
      ],
      omitted: 0,
    });
  });

  it('takes contacts and problems of the settings over, and joins what touches or overlaps', () => {
    const settings = {
      contacts: [
        { kind: 'handFace', a: 'index_l', b: 'face', from: 1, to: 3 },
        { kind: 'handFace', a: 'index_l', b: 'face', from: 4, to: 5 },
        { kind: 'palms', a: 'palm_l', b: 'palm_r', from: 4, to: 99 },
      ],
      problems: [
        { kind: 'crossedHands', from: 0, to: 2 },
        { kind: 'faceHidden', from: 2, to: 3 },
      ],
    };
    expect(collect([[], [], [], [], [], [], []], settings).spans).toEqual([
      problem('crossed hands', 0, 2),
      { kind: 'contact', part: 'body', label: 'left index on face', from: 1, to: 5 },
      problem('face hidden', 2, 3, 'face'),
      { kind: 'contact', part: 'body', label: 'left palm on right palm', from: 4, to: 6 },
    ]);
  });

  it('ignores settings that hold no spans', () => {
    const odd = [null, 3, {}, { kind: '', from: 0, to: 1 }, { kind: 'x', from: 3, to: 1 }, { kind: 'x' }];
    expect(collect([[]], { contacts: odd, problems: 'none' }).spans).toEqual([]);
  });

  it('keeps the longest of a label that has too many', () => {
    // 600 spans of one frame, and one of three at the end
    const flags = Array.from({ length: 1204 }, (_, frame) =>
      frame % 2 || frame > 1200 ? ['headUnseen'] : [],
    );
    const { spans, omitted } = collect(flags);
    expect([spans.length, omitted]).toEqual([500, 101]);
    expect(spans.at(-1)).toEqual(problem('head unseen', 1201, 1203));
  });

  it('covers exactly the flagged frames, in order, without overlap, whatever the flags', () => {
    const names = ['leftHandBridged', 'leftHandUnseen', 'faceBridged', 'other'];
    const frames = fc.array(fc.subarray(names), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(frames, (flags) => {
        const { spans } = collect(flags);
        const covered = (label: string) =>
          spans.filter((span) => span.label === label).flatMap(({ from, to }) => range(from, to));
        for (const name of names.slice(0, 3)) {
          const label = name.replace(/([A-Z])/g, ' $1').toLowerCase();
          expect(covered(label)).toEqual(
            flags.flatMap((flagged, frame) => (flagged.includes(name) ? [frame] : [])),
          );
        }
        expect(spans.some(({ label }) => label === 'other')).toBe(false);
        const starts = spans.map((span: BakeSpan) => span.from);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
      }),
    );
  });

  it('gives spans that the job takes, whatever the settings hold', () => {
    const span = fc.record(
      { kind: fc.string(), a: fc.string(), b: fc.string(), from: fc.double(), to: fc.double() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(span, fc.jsonValue())), (contacts) => {
        for (const { label, from, to } of collect([[], [], []], { contacts }).spans) {
          expect(label).toMatch(/^[a-z0-9 ,-]{1,60}$/);
          expect(from <= to && from >= 0 && to <= 2).toBe(true);
        }
      }),
    );
  });
});

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
