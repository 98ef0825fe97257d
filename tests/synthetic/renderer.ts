import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Uniforms } from './scene-shader.ts';

/** Headless, with WebGL 2 on the software rasteriser, so that every machine draws the same picture. */
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
];

export interface RendererOptions {
  readonly executable: string;
  readonly shader: string;
  readonly width: number;
  readonly height: number;
}

export interface Renderer {
  /** One frame as PNG. */
  draw(uniforms: Uniforms): Promise<Buffer>;
  close(): Promise<void>;
}

/** What `renderer-page.js` leaves on the page's global object. */
interface ScenePage {
  setUpScene(setup: Omit<RendererOptions, 'executable'>): void;
  drawFrame(uniforms: Uniforms): Promise<string>;
}

const PAGE_SCRIPT = fileURLToPath(new URL('./renderer-page.js', import.meta.url));

/** Starts Chromium and compiles the scene; the caller closes it. */
export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const { executable, ...setup } = options;
  const browser = await chromium.launch({
    executablePath: executable,
    args: CHROMIUM_ARGUMENTS,
    // the caller hears the signals and closes
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: PAGE_SCRIPT });
    await page.evaluate((options) => (globalThis as unknown as ScenePage).setUpScene(options), setup);
    return {
      async draw(uniforms) {
        const text = await page.evaluate(
          (values) => (globalThis as unknown as ScenePage).drawFrame(values),
          uniforms,
        );
        return Buffer.from(text, 'base64');
      },
      close: () => browser.close(),
    };
  } catch (cause) {
    await browser.close();
    throw new Error(`Chromium could not set up the scene: ${(cause as Error).message}`, { cause });
  }
}
