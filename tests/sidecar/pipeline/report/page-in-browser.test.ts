import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPage } from '../../../../sidecar/src/pipeline/report/page/render-page.ts';
import { findChromium } from '../../../synthetic/programs.ts';
import { pageContent } from './page-content.ts';

const program = findChromium();

/** What axe-core finds by the rules of WCAG 2.2 A and AA and its best practices. */
async function violations(page: Page): Promise<string[]> {
  // evaluated by the debugger: the page's policy lets no script in
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return await page.evaluate<string[]>(
    "axe.run().then(({ violations }) => violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')))",
  );
}

describe.skipIf(program === null)('needs Chromium: the report page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: program!,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)(
    'is accessible and complete in %s, without a script',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme, offline: true });
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(renderPage(pageContent));
      await page.getByText('The same as tables').click();
      expect(await violations(page)).toEqual([]);
      expect(complaints).toEqual([]);
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
      expect(
        await page
          .locator('.picture img')
          .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
      ).toBe(1);
      await page.close();
    },
  );

  it('hides and shows what the tracker saw, by keyboard', async () => {
    const page = await browser.newPage();
    await page.setContent(renderPage(pageContent));
    const overlay = page.locator('.overlay').first();
    expect(await overlay.isVisible()).toBe(true);
    await page.locator('#landmarks').focus();
    await page.keyboard.press('Space');
    expect(await overlay.isVisible()).toBe(false);
    await page.close();
  });

  it('does not scroll sideways on a telephone', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
    await page.setContent(renderPage(pageContent));
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    await page.close();
  });
});
