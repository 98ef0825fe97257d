import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const CHROMIUM_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome.exe',
];
const CHROMIUM_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names: readonly string[]): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Path of a Chromium or Chrome on this machine (`CHROMIUM_PATH` comes first), or null. */
export function findChromium(): string | null {
  const stated = process.env.CHROMIUM_PATH;
  if (stated) return isExecutable(stated) ? stated : null;
  return [...onPath(CHROMIUM_NAMES), ...CHROMIUM_PLACES].find(isExecutable) ?? null;
}

/** Path of ffmpeg on this machine (`FFMPEG_PATH` comes first), or null. */
export function findFfmpeg(): string | null {
  const stated = process.env.FFMPEG_PATH;
  if (stated) return isExecutable(stated) ? stated : null;
  return onPath(['ffmpeg', 'ffmpeg.exe']).find(isExecutable) ?? null;
}

/** Both programs, or an error that says which one is missing and how to get it. */
export function requirePrograms(): { chromium: string; ffmpeg: string } {
  const chromium = findChromium();
  const ffmpeg = findFfmpeg();
  if (!chromium) {
    throw new Error(
      'No Chromium was found to render with. Install one (Debian: apt install chromium) or set CHROMIUM_PATH to it.',
    );
  }
  if (!ffmpeg) {
    throw new Error(
      'No ffmpeg was found to encode with. Install it (Debian: apt install ffmpeg) or set FFMPEG_PATH to it.',
    );
  }
  return { chromium, ffmpeg };
}
