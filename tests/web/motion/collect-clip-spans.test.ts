import { expect, test } from 'vitest';
import type { MotionHeader } from '../../../sidecar/src/protocol/motion.ts';
import { collectClipSpans } from '../../../sidecar/web/src/motion/collect-clip-spans.ts';
import { smallClip } from './clip.ts';

test('flags in a row and the header’s lists become spans in seconds of the video', () => {
  const clip = smallClip([0, 1, 1, 0, 0].map((flags, i) => ({ time: 2 + i / 10, flags })));
  const settings = {
    contacts: [{ kind: 'palms', from: 3, to: 4 }],
    problems: [{ kind: 'blur', from: 0, to: 99 }],
  };
  const header = { settings, curves: [], frameCount: 5 } as unknown as MotionHeader;
  const spans = collectClipSpans(header, clip).map(({ from, to, ...rest }) => ({
    ...rest,
    from: Number(from.toFixed(6)),
    to: Number(to.toFixed(6)),
  }));
  expect(spans).toEqual([
    { kind: 'problem', label: 'blur', from: 2, to: 2.5 },
    { kind: 'problem', label: 'left hand bridged', from: 2.1, to: 2.3 },
    { kind: 'contact', label: 'palms', from: 2.3, to: 2.5 },
  ]);
});
