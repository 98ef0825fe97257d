import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Uniforms } from './scene-shader.ts';

const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
];
/** WebGL 2 on Chromium's own software rasteriser, so that every machine draws the same picture. */
const SAME_EVERYWHERE = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** WebGL 2 on the machine's own OpenGL: a graphics card, or Mesa, which is five times as fast without one. */
const OWN_GRAPHICS = ['--use-angle=gl-egl', '--ozone-platform=headless'];

export interface RendererOptions {
  readonly executable: string;
  readonly shader: string;
  readonly width: number;
  readonly height: number;
  /** Default image/png. */
  readonly type?: 'image/png' | 'image/jpeg';
  /** Draw with the machine's own OpenGL: faster, and not the same to the bit on every machine. */
  readonly ownGraphics?: boolean;
}

export interface Renderer {
  /** One frame, of the type asked for. */
  draw(uniforms: Uniforms): Promise<Buffer>;
  close(): Promise<void>;
}

/** What `renderer-page.js` leaves on the page's global object. */
interface ScenePage {
  setUpScene(setup: Omit<RendererOptions, 'executable' | 'ownGraphics'>): void;
  drawFrame(uniforms: Uniforms): Promise<string>;
}

const PAGE_SCRIPT = fileURLToPath(new URL('./renderer-page.js', import.meta.url));

/** Starts Chromium and compiles the scene; the caller closes it. */
export async function createRenderer(options: RendererOptions): Promise<Renderer> {
  const { executable, ownGraphics = false, ...setup } = options;
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...CHROMIUM_ARGUMENTS, ...(ownGraphics ? OWN_GRAPHICS : SAME_EVERYWHERE)],
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
