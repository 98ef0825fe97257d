import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { unrealLine } from '../../../sidecar/src/bake/unreal-line.ts';

it('quotes the absolute path', () => {
  expect(unrealLine('/a b/字/build_animation.py')).toBe('py "/a b/字/build_animation.py"');
  expect(unrealLine('out/x.py')).toBe(`py "${resolve('out/x.py')}"`);
});

it('runs a path that holds a quote through Python', () => {
  expect(unrealLine('/a"b/x.py')).toBe('py import runpy; runpy.run_path("/a\\"b/x.py", run_name="__main__")');
});
