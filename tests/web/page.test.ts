import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPage } from '../../sidecar/scripts/build-page.mjs';
import type { Job } from '../../sidecar/src/protocol/job.ts';
import { openJsonl } from '../../sidecar/src/protocol/jsonl-file.ts';
import { type LandmarkFrame, LandmarkHeaderSchema } from '../../sidecar/src/protocol/landmarks.ts';
import { ffmpeg } from '../sidecar/cli/command-line.ts';
import {
  collectComplaints,
  drawnNear,
  expectAccessible,
  findPixels,
  hasChromium,
  isBlue,
  isOrange,
  launch,
  rememberedTexts,
  rememberTexts,
} from './browser.ts';
import { type Service, startService } from './service.ts';

const sample = fileURLToPath(new URL('../fixtures/sample.mp4', import.meta.url));
const SLOW = 120_000;

describe.skipIf(!hasChromium)('the page, in Chromium, with the service and a clip', () => {
  let service: Service;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let clip = '';

  const jobs = async () => ((await (await service.ask('/api/jobs')).json()) as { jobs: Job[] }).jobs;
  const row = (name: string) =>
    page
      .getByRole('listitem')
      .filter({ has: page.getByRole('button', { name, exact: false }) })
      .first();
  const timeText = () => page.locator('.time-text').textContent();
  const slider = () => page.getByRole('slider', { name: 'Time' });

  beforeAll(async () => {
    await buildPage();
    service = await startService();
    clip = join(service.folder, 'hello.mp4');
    await ffmpeg(['-i', sample, '-t', '1', '-c', 'copy', clip]);
    browser = await launch();
    page = await browser.newPage({
      viewport: { width: 1280, height: 1000 },
      colorScheme: 'light',
      acceptDownloads: true,
    });
    page.setDefaultTimeout(SLOW);
    complaints = await collectComplaints(page);
    await rememberTexts(page, ['.live', '.job-progress .quiet']);
  }, SLOW);
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    service?.remove();
  }, SLOW);

  test('takes the token out of the address, and asks for one when it is wrong', async () => {
    await page.goto(`${service.http}/#token=${'x'.repeat(43)}`);
    await page.getByText('The service does not know this token.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Token of the service').fill(service.token);
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByText('Connected', { exact: true }).waitFor();
    await page.goto('about:blank');
    await page.goto(`${service.http}/#token=${service.token}`);
    await page.getByText('Connected', { exact: true }).waitFor();
    expect(page.url()).toBe(`${service.http}/`);
    await page.reload();
    await page.getByText('Connected', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  test(
    'sends a clip over a connection that breaks, and shows its motion while it is tracked',
    async () => {
      let broken = 0;
      await page.route('**/api/uploads/*', (route) =>
        route.request().method() === 'PATCH' && broken++ === 0 ? route.abort() : route.continue(),
      );
      await page.getByLabel('Mode').selectOption('fast');
      await page.getByLabel('Body type').selectOption('m_med_nrw');
      await page.locator('input[type=file]').setInputFiles(clip);
      await page.getByText('Waiting for the connection').waitFor();
      await page.locator('.job-state.running').first().waitFor();
      expect(broken).toBe(2);
      await page.getByText('Done', { exact: true }).first().waitFor();
      const texts = await rememberedTexts(page);
      expect(texts).toContain(' live');
      expect(
        texts.some((text) => /^Tracking · \d+ of \d+ frames · [\d.]+ frames\/s · \d+ s left$/.test(text)),
      ).toBe(true);
      const [job] = await jobs();
      expect(job).toMatchObject({ name: 'hello', skeleton: 'm_med_nrw', live: true });
      expect(job!.options.mode).toBe('fast');
    },
    SLOW,
  );

  test(
    'shows the figure beside the video, and does not mirror it',
    async () => {
      await page.getByRole('heading', { name: 'To look at' }).waitFor();
      await slider().focus();
      await page.keyboard.press('Home');
      await expect
        .poll(async () => (await findPixels(page.locator('.figure-pane canvas'), isOrange)).count)
        .toBeGreaterThan(500);
      const left = await findPixels(page.locator('.figure-pane canvas'), isOrange);
      const right = await findPixels(page.locator('.figure-pane canvas'), isBlue);
      expect(right.count).toBeGreaterThan(500);
      // it faces us: its left is at our right
      expect(left.x).toBeGreaterThan(0.5);
      expect(right.x).toBeLessThan(0.5);
    },
    SLOW,
  );

  test('draws the landmarks where the tracker saw them', async () => {
    await slider().focus();
    await page.keyboard.press('Home');
    const [job] = await jobs();
    const file = join(service.folder, 'landmarks.jsonl.gz');
    writeFileSync(
      file,
      new Uint8Array(
        await (await service.ask(`/api/jobs/${job!.id}/artifacts/landmarks.jsonl.gz`)).arrayBuffer(),
      ),
    );
    const { frames } = await openJsonl(file, LandmarkHeaderSchema);
    let first: LandmarkFrame | null = null;
    for await (const frame of frames) {
      first = frame as LandmarkFrame;
      break;
    }
    for (const hand of [first!.leftHand!, first!.rightHand!])
      for (const point of [0, 4, 8, 20]) {
        const [x, y] = hand[point]!;
        expect(await drawnNear(page, [x, y], 0.004)).toBeGreaterThan(0);
      }
    expect(await drawnNear(page, [0.03, 0.03], 0.02)).toBe(0);
    await page.getByLabel('Landmarks', { exact: true }).uncheck();
    expect(await page.locator('.picture canvas').count()).toBe(0);
    await page.getByLabel('Landmarks', { exact: true }).check();
  });

  test('goes through the clip by keyboard and tells where it is', async () => {
    await slider().focus();
    await page.keyboard.press('Home');
    expect(await timeText()).toMatch(/^0:00\.00 .* frame 0$/);
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight');
    expect(await timeText()).toMatch(/^0:00\.10 .* frame 3$/);
    expect(await slider().getAttribute('aria-valuetext')).toMatch(
      /^0:00\.10, frame 3, Body \d+ %, Left hand \d+ %, Right hand \d+ %, Face \d+ %$/,
    );
    await expect
      .poll(() => page.evaluate(() => document.querySelector('video')!.currentTime))
      .toBeCloseTo(0.101, 2);
    await page.keyboard.press('ArrowLeft');
    expect(await timeText()).toMatch(/frame 2$/);
    await page.keyboard.press(' ');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await page.getByRole('button', { name: 'Play' }).waitFor();
    expect(Number.parseFloat((await timeText())!.slice(2))).toBeGreaterThan(0.9);
  });

  test('goes to a stretch that is worth a look', async () => {
    const span = page.getByRole('button', { name: /^left leg unseen/ });
    await span.click();
    expect(await timeText()).toMatch(/^0:00\.00 /);
    for (const region of ['Body', 'Left hand', 'Right hand', 'Face'])
      expect(await page.getByRole('img', { name: new RegExp(`^${region}: seen in 100 %`) }).count()).toBe(1);
  });

  test('hands out every file as it is', async () => {
    const [job] = await jobs();
    const { artifacts } = (await (await service.ask(`/api/jobs/${job!.id}/artifacts`)).json()) as {
      artifacts: { name: string; sha256: string }[];
    };
    expect(await page.locator('.file').count()).toBe(artifacts.length);
    for (const { name, sha256 } of artifacts.filter(({ name: file }) => /motion|\.py$/.test(file))) {
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name: new RegExp(`^${name.replaceAll('.', '\\.')}`) }).click();
      const download = await coming;
      expect(download.suggestedFilename()).toBe(name);
      const bytes = await readFile(await download.path());
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(page.url()).toBe(`${service.http}/`);
    const line = await page.getByLabel('In Unreal Editor, in the Output Log').inputValue();
    expect(line).toMatch(/^py ".*build_animation\.py"$/);
  });

  test('is usable without eyes and in the dark, wide and narrow', async () => {
    await expectAccessible(page);
    await page.getByLabel('Colours').selectOption('dark');
    await expectAccessible(page);
    await page.setViewportSize({ width: 390, height: 800 });
    await expectAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 1000 });
    await page.getByLabel('Colours').selectOption('system');
  });

  test(
    'says why a job failed',
    async () => {
      const bad = join(service.folder, 'notes.mp4');
      writeFileSync(bad, 'this is no video');
      await page.locator('input[type=file]').setInputFiles(bad);
      await page.locator('.job-failure').waitFor();
      const failed = (await jobs()).find(({ name }) => name === 'notes')!;
      expect(failed.state).toBe('failed');
      expect(await page.locator('.job-failure').textContent()).toBe(
        `${failed.error!.message.replace(failed.input.path, 'notes.mp4')}${failed.error!.fix}`,
      );
      expect(await page.getByRole('status').textContent()).toContain('notes failed');
      await expectAccessible(page);
    },
    SLOW,
  );

  test(
    'takes a clip that the service has already',
    async () => {
      await page.getByText('A file on the machine of the service').click();
      const path = page.getByLabel('Path of the video');
      await path.fill(join(service.folder, 'nowhere.mp4'));
      await page.getByRole('button', { name: 'Track', exact: true }).click();
      await page.getByRole('alert').getByText('does not exist').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Put this message away' }).click();
      const before = (await jobs()).length;
      // the answer comes when the job is over, after all news of it
      const late = async (route: Route) => {
        const response = await route.fetch();
        const { id } = (await response.json()) as Job;
        const state = async () => (await jobs()).find((job) => job.id === id)?.state;
        await expect.poll(state, { timeout: SLOW }).toBe('done');
        await route.fulfill({ response });
      };
      await page.route('**/api/jobs', late, { times: 1 });
      await path.fill(clip);
      await page.getByRole('button', { name: 'Track', exact: true }).click();
      await page.getByRole('heading', { name: 'hello' }).waitFor();
      await page.getByRole('heading', { name: 'To look at' }).waitFor();
      expect(await path.inputValue()).toBe('');
      expect(await jobs()).toHaveLength(before + 1);
    },
    SLOW,
  );

  test(
    'cancels a job, tries it again, and removes it',
    async () => {
      const long = join(service.folder, 'long.mp4');
      await ffmpeg(['-stream_loop', '4', '-i', sample, '-c', 'copy', long]);
      await page.locator('input[type=file]').setInputFiles(long);
      await row('long').locator('.job-state.running').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Cancel long' }).click();
      await row('long').locator('.job-state.cancelled').waitFor();
      await page.getByRole('button', { name: 'Try long again' }).click();
      await row('long').locator('.job-state:is(.queued, .running)').waitFor();
      await page.getByRole('button', { name: 'Cancel long' }).click();
      await row('long').locator('.job-state.cancelled').waitFor();
      page.once('dialog', (dialog) => void dialog.accept());
      await page.getByRole('button', { name: 'Remove' }).click();
      await expect.poll(async () => (await jobs()).map(({ name }) => name)).not.toContain('long');
      await expect.poll(() => page.getByRole('button', { name: /^long/ }).count()).toBe(0);
    },
    SLOW,
  );

  test(
    'goes on when the service is back',
    async () => {
      await service.stop();
      await page.getByText('No connection, trying again').waitFor();
      await service.startAgain();
      await page.getByText('Connected', { exact: true }).waitFor();
      await row('hello').getByRole('button').first().click();
      await page.getByRole('heading', { name: 'To look at' }).waitFor();
    },
    SLOW,
  );

  test('nothing was thrown, and the policy kept nothing back', () => {
    expect(complaints).toEqual([]);
  });
});
