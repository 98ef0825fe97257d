import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const headers = fileURLToPath(new URL('include', import.meta.url));
const plugin = fileURLToPath(
  new URL('../../unreal-plugin/AvatarTracker/Source/AvatarTracker', import.meta.url),
);

/** C++ without its comments, texts and includes, and, in a header of the stand-in, without what is the stand-in's own. */
function codeOf(text: string): string {
  return text
    .replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
    .replace(/"(?:\\.|[^"\\])*"/g, '')
    .replace(/#include[^\n]*/g, '');
}

function withoutStub(code: string): string {
  let out = '';
  let rest = code;
  for (let at = rest.search(/namespace Stub\s*\{/); at >= 0; at = rest.search(/namespace Stub\s*\{/)) {
    out += rest.slice(0, at);
    let end = rest.indexOf('{', at) + 1;
    for (let depth = 1; depth > 0; end++) depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0;
    rest = rest.slice(end);
  }
  return (out + rest).replace(/\w*Stub\w*(::\w+)*/g, '');
}

const namesIn = (code: string) => new Set(code.match(/\b(?:[A-Z]|b[A-Z]|u?int\d)\w+\b/g));

function read(folder: string, ending: RegExp): { file: string; text: string }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/**
 * Names of the engine that the plugin uses: those that the stand-in declares. The plugin compiles against nothing
 * else, so that no name can be missing here.
 */
export function usedEngineNames(): string[] {
  const declared = namesIn(
    read(headers, /\.h$/)
      .filter(({ file }) => !/^Stub|\.generated\./.test(file))
      .map(({ text }) => withoutStub(codeOf(text)))
      .join('\n'),
  );
  const used = namesIn(
    read(plugin, /\.(h|cpp)$/)
      .map(({ text }) => codeOf(text))
      .join('\n'),
  );
  return [...declared].filter((name) => used.has(name)).sort();
}
