/**
 * What `--mode` chooses: the pose model (0 lite, 1 full, 2 heavy) and how many frames one tracked frame stands for.
 * `fps`: frames a second of the whole command on the 5 s sample, two cores of an AMD EPYC; `npm run bench -- speed`.
 */
export const MODES = {
  'ultra-fast': { complexity: 0, stride: 2, fps: 30, summary: 'lite body model, every second frame' },
  fast: { complexity: 0, stride: 1, fps: 23, summary: 'lite body model, every frame' },
  smart: { complexity: 1, stride: 1, fps: 23, summary: 'full body model, every frame' },
  quality: { complexity: 2, stride: 1, fps: 15, summary: 'heavy body model, every frame' },
} as const satisfies Record<string, { complexity: 0 | 1 | 2; stride: number; fps: number; summary: string }>;

export type Mode = keyof typeof MODES;

/** Where models run; `auto` measures what the machine has and keeps the fastest that is right. */
export const DEVICES = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];
