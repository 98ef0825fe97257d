import { examine } from '../../jobs/doctor/examine.ts';
import type { Finding } from '../../jobs/doctor/finding.ts';
import { AppError } from '../../protocol/errors.ts';
import type { CliContext } from '../cli-context.ts';

export interface DoctorFlags {
  workspace?: string;
  port: number;
  quick: boolean;
  json: boolean;
}

const MARKS = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' } as const satisfies Record<
  Finding['state'],
  string
>;

/** Runs `doctor`; throws the error of the first thing that failed, after all were looked at. */
export async function doctorAction(
  { workspace, port, quick, json }: DoctorFlags,
  { signal }: CliContext,
): Promise<void> {
  const findings = await examine({
    workspace,
    port,
    quick,
    signal,
    onFinding(finding) {
      const text = json ? JSON.stringify({ event: 'finding', ...finding }) : describe(finding);
      process.stdout.write(`${text}\n`);
    },
  });
  signal.throwIfAborted();
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  const counts = { ok: count('ok'), warnings: count('warning'), failed: count('failed') };
  if (json) process.stdout.write(`${JSON.stringify({ event: 'result', ...counts })}\n`);
  const failed = findings.find(({ state }) => state === 'failed');
  if (failed)
    throw new AppError(failed.code ?? 'internal', `${counts.failed} of ${findings.length} checks failed.`);
}

function describe({ check, state, text, fix }: Finding): string {
  return `${MARKS[state]}  ${check}: ${text}${fix === undefined ? '' : `\n         ${fix}`}`;
}
