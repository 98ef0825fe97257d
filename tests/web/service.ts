import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../sidecar/cli/command-line.ts';

/** A service of its own, with a workspace that goes with it. */
export interface Service {
  readonly http: string;
  readonly token: string;
  readonly folder: string;
  /** Asks the API as a script does. */
  ask(path: string): Promise<Response>;
  stop(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const { child, line, finished } = start([
    'serve',
    '--workspace',
    join(folder, 'workspace'),
    '--workers',
    '1',
  ]);
  const { http, tokenFile } = JSON.parse(await line((text) => text.includes('"listening"')));
  const token = readFileSync(tokenFile, 'utf8').trim();
  return {
    http,
    token,
    folder,
    ask: (path) => fetch(http + path, { headers: { Authorization: `Bearer ${token}` } }),
    async stop() {
      child.kill('SIGTERM');
      await finished;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
