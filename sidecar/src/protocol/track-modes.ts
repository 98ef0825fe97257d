/**
 * What `--mode` chooses: the pose model (0 lite, 1 full, 2 heavy), how many frames one tracked frame stands for, and
 * whether hands are the mean of several readings.
 * `fps`: frames a second of the whole command on the 5 s sample, two cores of an Intel Xeon; `npm run bench -- speed`.
 */
export const MODES = {
  'ultra-fast': {
    complexity: 0,
    stride: 2,
    averageHands: false,
    fps: 41,
    summary: 'lite body model, every second frame',
  },
  fast: {
    complexity: 0,
    stride: 1,
    averageHands: false,
    fps: 28,
    summary: 'lite body model, every frame',
  },
  smart: {
    complexity: 1,
    stride: 1,
    averageHands: false,
    fps: 28,
    summary: 'full body model, every frame',
  },
  quality: {
    // the heavy model is better on whole bodies (pose2sim 10.4 degrees, full 12.1), and worse on what signers record:
    // upper bodies of half-body clips 9.2, 10.7, 11.5 degrees where the full one has 7.2, 7.8, 8.3
    complexity: 1,
    stride: 1,
    averageHands: true,
    fps: 14,
    summary: 'full body model, hands read 3 times',
  },
} as const satisfies Record<string, ModeChoices>;

interface ModeChoices {
  complexity: 0 | 1 | 2;
  stride: number;
  averageHands: boolean;
  fps: number;
  summary: string;
}

export type Mode = keyof typeof MODES;

/** Where models run; `auto` measures what the machine has and keeps the fastest that is right. */
export const DEVICES = ['auto', 'cpu', 'cuda', 'dml', 'coreml', 'webgpu'] as const;
export type Device = (typeof DEVICES)[number];
