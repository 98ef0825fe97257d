import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stageOutput } from '../../../sidecar/src/pipeline/stage-output.ts';

const ours = new Set(['report.json', 'motion.jsonl.gz', 'overlay.mp4']);
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'staged-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const stage = (out: string, force = false) => stageOutput(out, { force, ours });
const everything = () => readdirSync(folder, { recursive: true }).map(String).sort();

describe('stageOutput', () => {
  test('the folder appears with all its files when they are committed', async () => {
    const staged = await stage(join(folder, 'a/b/out'));
    writeFileSync(join(staged.workDir, 'report.json'), '{}');
    expect(existsSync(staged.outDir)).toBe(false);
    await staged.commit();
    expect(everything()).toEqual(['a', 'a/b', 'a/b/out', 'a/b/out/report.json']);
  });

  test('a discarded run leaves nothing, not even the folders made for it', async () => {
    mkdirSync(join(folder, 'kept'));
    const staged = await stage(join(folder, 'kept/made/too/out'));
    writeFileSync(join(staged.workDir, 'report.json'), '{}');
    await staged.discard();
    expect(everything()).toEqual(['kept']);
  });

  test('a folder that was made for the run stays when somebody else put a file there', async () => {
    const staged = await stage(join(folder, 'made/out'));
    writeFileSync(join(folder, 'made/other.txt'), 'x');
    await staged.discard();
    expect(everything()).toEqual(['made', 'made/other.txt']);
  });

  test('an earlier result is replaced as a whole', async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'overlay.mp4'), 'old');
    writeFileSync(join(out, 'report.json'), 'old');
    const staged = await stage(out);
    writeFileSync(join(staged.workDir, 'report.json'), 'new');
    await staged.commit();
    expect(everything()).toEqual(['out', 'out/report.json']);
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('new');
  });

  test('an earlier result survives a run that fails', async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'report.json'), 'old');
    const staged = await stage(out);
    writeFileSync(join(staged.workDir, 'report.json'), 'new');
    await staged.discard();
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('old');
    expect(everything()).toEqual(['out', 'out/report.json']);
  });

  test("other people's files are refused, and kept with force", async () => {
    const out = join(folder, 'out');
    mkdirSync(out);
    writeFileSync(join(out, 'thesis.doc'), 'mine');
    writeFileSync(join(out, 'report.json'), 'old');
    await expect(stage(out)).rejects.toMatchObject({ code: 'output.exists' });
    const staged = await stage(out, true);
    writeFileSync(join(staged.workDir, 'report.json'), 'new');
    await staged.commit();
    expect(everything()).toEqual(['out', 'out/report.json', 'out/thesis.doc']);
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('new');
  });

  test('a file in the way is output.not-writable', async () => {
    writeFileSync(join(folder, 'file'), 'x');
    await expect(stage(join(folder, 'file'))).rejects.toMatchObject({ code: 'output.not-writable' });
    await expect(stage(join(folder, 'file/out'))).rejects.toMatchObject({ code: 'output.not-writable' });
  });

  test('two runs into one folder do not meet', async () => {
    const out = join(folder, 'out');
    const [one, two] = await Promise.all([stage(out), stage(out)]);
    expect(one.workDir).not.toBe(two.workDir);
    writeFileSync(join(one.workDir, 'report.json'), 'one');
    writeFileSync(join(two.workDir, 'report.json'), 'two');
    await one.commit();
    await two.commit();
    expect(everything()).toEqual(['out', 'out/report.json']);
    expect(readFileSync(join(out, 'report.json'), 'utf8')).toBe('two');
  });

  test('runs that end at the same moment all end well, and the folder is one of theirs', async () => {
    for (let round = 0; round < 20; round++) {
      const out = join(folder, `out${round}`);
      const runs = await Promise.all([stage(out), stage(out), stage(out)]);
      runs.forEach((run, k) => {
        writeFileSync(join(run.workDir, 'report.json'), String(k));
      });
      await Promise.all(runs.map((run) => run.commit()));
      expect(readdirSync(out)).toEqual(['report.json']);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});
