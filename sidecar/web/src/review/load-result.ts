import type { Artifact } from '../../../src/protocol/job.ts';
import { type LandmarkFrame, LandmarkHeaderSchema } from '../../../src/protocol/landmarks.ts';
import { type MotionHeader, MotionHeaderSchema } from '../../../src/protocol/motion.ts';
import { ReportSchema } from '../../../src/protocol/report.ts';
import { ApiError } from '../api/api-error.ts';
import type { Api } from '../api/create-api.ts';
import { readLines } from '../api/read-lines.ts';
import { createLandmarks, type Landmarks } from '../motion/create-landmarks.ts';

/** Frames between two looks at how far the landmarks are. */
const REPORT_EVERY = 100;

export function artifactPath(job: string, name: string): string {
  return `/api/jobs/${job}/artifacts/${name}`;
}

/** The header of a motion file: the rest of the file is not fetched. */
export async function loadMotionHeader(api: Api, path: string, signal: AbortSignal): Promise<MotionHeader> {
  for await (const line of readLines(await api.read(path, signal)))
    return MotionHeaderSchema.parse(JSON.parse(line));
  throw damaged('motion');
}

/** The line of a report that runs the script in Unreal Editor. */
export async function loadUnrealLine(api: Api, path: string, signal: AbortSignal): Promise<string> {
  const report: unknown = await new Response(await api.read(path, signal)).json();
  return ReportSchema.pick({ unreal: true }).parse(report).unreal;
}

/** Reads a landmark file; `onFrames` is told now and then, and at the end. */
export async function loadLandmarks(
  api: Api,
  { path, signal, onFrames }: { path: string; signal: AbortSignal; onFrames(landmarks: Landmarks): void },
): Promise<void> {
  const landmarks = createLandmarks();
  let header = false;
  for await (const line of readLines(await api.read(path, signal))) {
    const value: unknown = JSON.parse(line);
    if (!header) header = LandmarkHeaderSchema.safeParse(value).success;
    else landmarks.append(value as LandmarkFrame);
    if (!header) throw damaged('landmark');
    if (landmarks.count % REPORT_EVERY === 1) onFrames(landmarks);
  }
  onFrames(landmarks);
}

/** @throws ApiError when a job made no such file. */
export function findArtifact(artifacts: readonly Artifact[], kind: Artifact['kind']): Artifact {
  const found = artifacts.find((artifact) => artifact.kind === kind);
  if (found === undefined) throw damaged(kind);
  return found;
}

function damaged(what: string): ApiError {
  return new ApiError(0, { message: `The ${what} file cannot be read.`, fix: 'Run the job again.' });
}
