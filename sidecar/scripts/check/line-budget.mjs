// Files stay short enough to be read at once; data tables and tests may be longer.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SOURCE = /\.(ts|tsx|mjs|py|cpp|h|glsl)$/;
const LONGER = /\.test\.ts$|\.data\.|tables|stub/;
const LIMIT = 300;
const LONG_LIMIT = 600;

const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
});
const over = files
  .split('\0')
  .filter((file) => SOURCE.test(file))
  .map((file) => ({
    file,
    lines: readFileSync(file, 'utf8').split('\n').length - 1,
    limit: LONGER.test(file) ? LONG_LIMIT : LIMIT,
  }))
  .filter(({ lines, limit }) => lines > limit);
for (const { file, lines, limit } of over) console.error(`${file}: ${lines} lines, the budget is ${limit}`);
process.exitCode = over.length > 0 ? 1 : 0;
