import { resolve } from 'node:path';

/**
 * The one line that a person enters in Unreal's Output Log to run a script.
 *
 * @example unrealLine('out/build_animation.py') // 'py "/home/me/out/build_animation.py"'
 */
export function unrealLine(script: string): string {
  const path = resolve(script).replaceAll('\\', '/');
  if (!path.includes('"')) return `py "${path}"`;
  // the command has no escape for a quote inside a path; a JSON string is a Python one as well
  return `py import runpy; runpy.run_path(${JSON.stringify(path)}, run_name="__main__")`;
}
