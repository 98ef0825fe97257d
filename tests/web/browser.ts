import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { expect } from 'vitest';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

export const hasChromium = CHROMIUM !== undefined;

export function launch(): Promise<Browser> {
  const flags =
    '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking ' +
    '--disable-component-update --disable-sync --use-angle=swiftshader --enable-unsafe-swiftshader';
  return chromium.launch({ executablePath: CHROMIUM, headless: true, args: flags.split(' ') });
}

/** Errors that a page throws, and what its policy keeps from it, also where nobody is told. */
export async function collectComplaints(page: Page): Promise<string[]> {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.text().startsWith('policy:')) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
  });
  return complaints;
}

/** Has the page keep every text that stands in these places, however short it stands there. */
export async function rememberTexts(page: Page, places: readonly string[]): Promise<void> {
  await page.addInitScript((selectors) => {
    const texts = new Set<string>();
    (window as unknown as { texts: Set<string> }).texts = texts;
    new MutationObserver(() => {
      for (const element of document.querySelectorAll(selectors)) texts.add(element.textContent ?? '');
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, places.join(', '));
}

export function rememberedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { texts: Set<string> }).texts]);
}

/** Runs axe-core by the rules of WCAG 2.2 A and AA and its best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // evaluated by the debugger: the page's policy lets no script in
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
    return violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
  });
  expect(found).toEqual([]);
}

type Test = (colour: { red: number; green: number; blue: number }) => boolean;
export const isOrange: Test = ({ red, green, blue }) => red > 150 && green > 60 && blue < 90;
export const isBlue: Test = ({ red, blue }) => blue > 150 && red < 100 && blue - red > 100;

/** How many pixels of what is on the screen pass, and their middle: shares of width and height. */
export async function findPixels(
  element: Locator,
  test: Test,
): Promise<{ count: number; x: number; y: number }> {
  const { width, height, data } = PNG.sync.read(await element.screenshot());
  let [count, x, y] = [0, 0, 0];
  for (let i = 0; i < width * height; i++) {
    const [red, green, blue] = data.subarray(i * 4, i * 4 + 3);
    if (!test({ red: red!, green: green!, blue: blue! })) continue;
    count++;
    x += i % width;
    y += Math.floor(i / width);
  }
  return { count, x: x / count / width, y: y / count / height };
}

/** Pixels of the landmark canvas within `radius` of a place (shares of its size) that have something drawn. */
export function drawnNear(page: Page, place: readonly [number, number], radius: number): Promise<number> {
  return page.evaluate(
    ([x, y, reach]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('.picture canvas');
      const context = canvas?.getContext('2d');
      if (!canvas || !context) return -1;
      const px = Math.round(reach! * canvas.width);
      const left = Math.round(x! * canvas.width) - px;
      const top = Math.round(y! * canvas.height) - px;
      const { data } = context.getImageData(left, top, 2 * px + 1, 2 * px + 1);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    },
    [...place, radius],
  );
}
