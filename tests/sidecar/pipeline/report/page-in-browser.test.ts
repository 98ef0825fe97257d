import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderPage } from '../../../../sidecar/src/pipeline/report/page/render-page.ts';
import { collectComplaints, expectAccessible, hasChromium, launch } from '../../../web/browser.ts';
import { pageContent } from './page-content.ts';

describe.skipIf(!hasChromium)('needs Chromium: the report page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)(
    'is accessible and complete in %s, without a script',
    async (colorScheme) => {
      const page = await browser.newPage({ colorScheme, offline: true });
      const complaints = collectComplaints(page);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(renderPage(pageContent));
      await page.getByText('The same as tables').click();
      await expectAccessible(page);
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
