import type { Stage } from '../../src/protocol/worker-messages.ts';

/** `0:04.36`: minutes, seconds and hundredths. */
export function clock(seconds: number): string {
  const hundredths = Math.max(0, Math.round(seconds * 100));
  const rest = hundredths % 6000;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${Math.floor(hundredths / 6000)}:${two(Math.floor(rest / 100))}.${two(rest % 100)}`;
}

/** `8 s`, `3 min`, `2 h 5 min`: a time to wait, rounded up. */
export function wait(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `734 B`, `1.2 MB`: multiples of 1000. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `97 %` */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  prepare: 'Preparing',
  track: 'Tracking',
  solve: 'Solving',
  bake: 'Writing files',
  overlay: 'Drawing the overlay',
  report: 'Measuring the result',
};

const BUILD = { f: 'Female', m: 'Male' } as const;
const HEIGHT = { srt: 'short', med: 'medium', tal: 'tall' } as const;
const WEIGHT = { unw: 'slim', nrw: 'average', ovw: 'heavy' } as const;

/** `f_med_nrw` is "Female, medium, average"; another name stays as it is. */
export function bodyTypeWords(name: string): string {
  const [build, height, weight] = name.split('_');
  const words = [
    BUILD[build as keyof typeof BUILD],
    HEIGHT[height as keyof typeof HEIGHT],
    WEIGHT[weight as keyof typeof WEIGHT],
  ];
  return words.some((word) => word === undefined) ? name : words.join(', ');
}
