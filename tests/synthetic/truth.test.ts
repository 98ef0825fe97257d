import { describe, expect, it } from 'vitest';
import { project } from './truth.ts';

describe('project', () => {
  const view = { width: 200, height: 100, camera: { ro: [0, 1, 4], ta: [0, 1, 0], fl: 2 } } as const;

  it('has the target in the middle and the performer’s left at the right', () => {
    expect(project(view, [0, 1, 0])).toEqual([100, 50]);
    expect(project(view, [1, 1, 0])).toEqual([125, 50]);
    expect(project(view, [0, 2, 0])).toEqual([100, 25]);
  });
});
