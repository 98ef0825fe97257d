import { text } from 'node:stream/consumers';
import type { JobService } from '../../jobs/job-service.ts';
import type { ServerMessage } from '../../protocol/messages.ts';

const REPORT_FILE = 'report.json';

/** What a finished job made: its files, and how Unreal takes them in. */
export async function resultMessage(jobs: JobService, job: string): Promise<ServerMessage> {
  const artifacts = await jobs.artifacts(job);
  const unreal = await unrealLine(jobs, job);
  return { type: 'result', job, artifacts, unreal, script: unreal === null ? null : scriptOf(unreal) };
}

/** The line stands in the report; a job without one has none. */
async function unrealLine(jobs: JobService, job: string): Promise<string | null> {
  try {
    const { read } = await jobs.openArtifact(job, REPORT_FILE);
    const { unreal } = JSON.parse(await text(read())) as { unreal?: unknown };
    return typeof unreal === 'string' ? unreal : null;
  } catch {
    return null;
  }
}

/** The path in a line of `unrealLine`: the one text between quotes that ends in `.py`. */
function scriptOf(line: string): string | null {
  const quoted = /"(?:[^"\\]|\\.)*\.py"/.exec(line)?.[0];
  if (quoted === undefined) return null;
  return line.startsWith('py import') ? (JSON.parse(quoted) as string) : quoted.slice(1, -1);
}
