import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeProgress, jsonProgress, lineProgress } from '../../../sidecar/src/cli/ui/progress-view.ts';
import type { Progress } from '../../../sidecar/src/protocol/worker-messages.ts';

const progress: Progress = { stage: 'track', framesDone: 40, framesTotal: 125, fps: 31.24, etaSeconds: 2.7 };

describe('describeProgress', () => {
  test.each([
    [progress, 'Tracking  40 of 125 frames  31.2 fps  3 s left'],
    [{ ...progress, etaSeconds: 125 }, 'Tracking  40 of 125 frames  31.2 fps  2 min 5 s left'],
    [{ ...progress, framesTotal: null, etaSeconds: null }, 'Tracking  40 frames  31.2 fps'],
    [{ stage: 'prepare', framesDone: 0, framesTotal: null, fps: 0, etaSeconds: null }, 'Preparing'],
  ] as [Progress, string][])('%#: %j', (given, text) => expect(describeProgress(given)).toBe(text));
});

function captured(stream: NodeJS.WriteStream): string[] {
  const written: string[] = [];
  vi.spyOn(stream, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  return written;
}

afterEach(() => vi.restoreAllMocks());

describe('lineProgress', () => {
  test('says one line when a stage starts and then every five seconds, on stderr', () => {
    const written = captured(process.stderr);
    let ms = 100_000;
    const view = lineProgress(() => ms);
    for (let i = 0; i < 11; i++) {
      view.update(progress);
      ms += 1000;
    }
    view.update({ ...progress, stage: 'solve' });
    expect(written.map((line) => line.split('  ')[0])).toEqual([
      'Tracking',
      'Tracking',
      'Tracking',
      'Solving',
    ]);
  });
});

describe('jsonProgress', () => {
  test('is one JSON object a line on stdout', () => {
    const written = captured(process.stdout);
    jsonProgress().update(progress);
    expect(written.map((line) => JSON.parse(line))).toEqual([{ event: 'progress', ...progress }]);
    expect(written[0]!.endsWith('\n')).toBe(true);
  });
});
