import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepLandmarks, recallLandmarks } from '../../../../sidecar/src/pipeline/segments/kept-landmarks.ts';
import { createJsonlWriter } from '../../../../sidecar/src/protocol/jsonl-file.ts';
import type { LandmarkHeader } from '../../../../sidecar/src/protocol/landmarks.ts';
import { tempFolder } from '../../bake/temp-folder.ts';

const header = (file: string): LandmarkHeader => ({
  format: 'avatar-tracker.landmarks',
  version: 1,
  source: { file, sha256: 'ab', width: 4, height: 3, fps: 25, frameCount: 1, durationSeconds: 0.04 },
  tracker: { name: 'mediapipe-holistic', models: [], mode: 'smart' },
});

async function keep(folder: string): Promise<string> {
  const path = join(tempFolder(), 'landmarks.jsonl.gz');
  const writer = await createJsonlWriter(path, header('a.mp4'));
  await writer.write(Buffer.from('{"frame":0}\n'));
  const { sha256 } = await writer.close();
  await keepLandmarks(folder, header('a.mp4'), { path, sha256 });
  return path;
}

describe('a kept landmark file', () => {
  test('comes back byte for byte, and only for its own header', async () => {
    const folder = tempFolder();
    const path = await keep(folder);
    const again = join(tempFolder(), 'again.gz');
    expect(await recallLandmarks(folder, header('a.mp4'), again)).toBe(true);
    expect(readFileSync(again)).toEqual(readFileSync(path));
    expect(await recallLandmarks(folder, header('b.mp4'), again)).toBe(false);
    expect(await recallLandmarks(tempFolder(), header('a.mp4'), again)).toBe(false);
  });

  test('is not taken when it is damaged, and leaves nothing behind', async () => {
    const folder = tempFolder();
    await keep(folder);
    const kept = readdirSync(folder).find((name) => name.endsWith('.gz'))!;
    writeFileSync(join(folder, kept), 'damaged');
    const out = tempFolder();
    expect(await recallLandmarks(folder, header('a.mp4'), join(out, 'landmarks.jsonl.gz'))).toBe(false);
    expect(readdirSync(out)).toEqual([]);
  });

  test('that cannot be kept is no failure', async () => {
    const path = join(tempFolder(), 'nothing');
    await keepLandmarks(tempFolder(), header('a.mp4'), { path, sha256: '' });
    const folder = tempFolder();
    await keepLandmarks(folder, header('a.mp4'), { path, sha256: '' });
    expect(readdirSync(folder)).toEqual([]);
  });
});
