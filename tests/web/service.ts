import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, start } from '../sidecar/cli/command-line.ts';

/** A service of its own, with a workspace that goes with it. */
export interface Service {
  readonly http: string;
  readonly token: string;
  /** For the test's own files. */
  readonly folder: string;
  /** Asks the API as a script does. */
  ask(path: string): Promise<Response>;
  stop(): Promise<void>;
  /** At the same address, with the same token and workspace. */
  startAgain(): Promise<void>;
  remove(): void;
}

export async function startService(): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const token = randomBytes(32).toString('base64url');
  let running: Running;
  const run = async (port: string): Promise<string> => {
    // taken by the service as a parent would give it
    process.env.AVATAR_TRACKER_TOKEN = token;
    const workspace = join(folder, 'workspace');
    running = start(['serve', '--workspace', workspace, '--workers', '1', '--port', port]);
    return JSON.parse(await running.line((text) => text.includes('"listening"'))).http;
  };
  const http = await run('0');
  return {
    http,
    token,
    folder,
    ask: (path) => fetch(http + path, { headers: { Authorization: `Bearer ${token}` } }),
    async stop() {
      running.child.kill('SIGTERM');
      await running.finished;
    },
    startAgain: async () => void (await run(new URL(http).port)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
