import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepPicture, recallPicture } from '../../../../sidecar/src/pipeline/report/kept-pictures.ts';
import { tempFolder } from '../../bake/temp-folder.ts';

describe('a kept picture', () => {
  test('comes back at its own time alone', async () => {
    const folder = tempFolder();
    await keepPicture(folder, 1.2000001, Uint8Array.of(1, 2, 3));
    expect([...(await recallPicture(folder, 1.2))!]).toEqual([1, 2, 3]);
    expect(await recallPicture(folder, 1.201)).toBeNull();
    expect(readdirSync(join(folder, 'pictures'))).toEqual(['1200.jpg']);
  });

  test('is none where nothing is kept, or cannot be', async () => {
    await keepPicture(null, 1, Uint8Array.of(1));
    expect(await recallPicture(null, 1)).toBeNull();
    await keepPicture('/dev/null', 1, Uint8Array.of(1));
    expect(await recallPicture('/dev/null', 1)).toBeNull();
  });
});
