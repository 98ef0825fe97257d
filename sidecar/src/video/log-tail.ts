import type { Readable } from 'node:stream';

/** Different lines that are kept; a broken hour-long clip repeats a handful of them thousands of times. */
const MAX_LINES = 24;
const MAX_LINE_LENGTH = 400;

export interface LogTail {
  /** Different lines in the order of their first appearance, repeats counted as `(n times)`. */
  lines(): string[];
  /** The last line, empty when nothing was said. */
  last(): string;
  /** Resolves when the stream has ended. */
  readonly ended: Promise<void>;
}

/** Memory addresses differ from run to run and say nothing: `[h264 @ 0x5647]` becomes `[h264]`. */
const tidy = (line: string) =>
  line
    .replaceAll(/ @ 0x[0-9a-f]+/g, '')
    .slice(0, MAX_LINE_LENGTH)
    .trim();

/** Collects what a tool says on stderr in bounded memory. */
export function createLogTail(stream: Readable): LogTail {
  const counts = new Map<string, number>();
  let rest = '';
  let last = '';
  const add = (raw: string) => {
    const line = tidy(raw);
    if (line === '') return;
    last = line;
    if (counts.has(line) || counts.size < MAX_LINES) counts.set(line, (counts.get(line) ?? 0) + 1);
  };
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = (lines.pop() ?? '').slice(0, MAX_LINE_LENGTH * 2);
    for (const line of lines) add(line);
  });
  const ended = new Promise<void>((resolve) => {
    stream.once('close', () => {
      add(rest);
      resolve();
    });
    // a pipe that breaks while the tool is being killed is no news
    stream.on('error', () => resolve());
  });
  return {
    lines: () => [...counts].map(([line, count]) => (count > 1 ? `${line} (${count} times)` : line)),
    last: () => last,
    ended,
  };
}
