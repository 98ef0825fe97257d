/** Where the camera stands: metres, y up; the figure faces +z and its left is +x. */
interface Place {
  readonly label: string;
  /** What it looks at. */
  readonly target: readonly [number, number, number];
  readonly position: readonly [number, number, number];
}

export type View = 'upper' | 'whole' | 'side' | 'above';

export const VIEWS: Readonly<Record<View, Place>> = {
  upper: { label: 'Upper body', target: [0, 1.27, 0.1], position: [0, 1.33, 1.95] },
  whole: { label: 'Whole body', target: [0, 0.86, 0], position: [0, 1.05, 3.5] },
  side: { label: 'From its left', target: [0, 1.3, 0.1], position: [1.85, 1.34, 0.2] },
  above: { label: 'From above', target: [0, 1.2, 0.15], position: [0, 2.9, 0.55] },
};
