import {
  ensurePack,
  importModelFile,
  listModels,
  openModelStore,
  type Verification,
  verifyModels,
} from '../../models/index.ts';
import { AppError } from '../../protocol/errors.ts';
import type { CliContext } from '../cli-context.ts';
import { printColumns } from '../ui/print-columns.ts';

export interface ModelsFlags {
  json: boolean;
}

export async function list({ json }: ModelsFlags): Promise<void> {
  const models = await listModels(openModelStore());
  if (json) return printJson({ event: 'result', models });
  printColumns(
    models.map(({ name, pack, state, size, role }) => [name, pack, state, `${megabytes(size)} MB`, role]),
  );
}

export async function importFile(file: string, { json }: ModelsFlags): Promise<void> {
  const store = openModelStore();
  const models = (await importModelFile(store, file)).map(({ name }) => name);
  if (json) return printJson({ event: 'result', models });
  print(`Imported ${models.join(', ')} into ${store.dir}`);
}

export async function pull(pack: string, { json }: ModelsFlags, { signal }: CliContext): Promise<void> {
  const store = openModelStore();
  const origin = await ensurePack(store, pack, { signal, onProgress: json ? jsonReceived : received() });
  if (json) return printJson({ event: 'result', pack, origin });
  const how = { present: 'was here already', unpacked: 'was unpacked', downloaded: 'was fetched' }[origin];
  print(`${pack} ${how}: ${store.dir}`);
}

/** Exits with the code of `model.hash-mismatch` when a model is damaged. */
export async function verify({ json }: ModelsFlags): Promise<void> {
  const results = await verifyModels(openModelStore());
  if (json) printJson({ event: 'result', models: results });
  else printColumns(results.map(({ model, pack, state, problem }) => [model, pack, state, problem ?? '']));
  const damaged = results.filter(({ state }) => state === 'damaged');
  if (damaged.length > 0) throw damageOf(damaged);
}

export async function where({ json }: ModelsFlags): Promise<void> {
  const { dir } = openModelStore();
  if (json) return printJson({ event: 'result', dir });
  print(dir);
}

function damageOf(damaged: readonly Verification[]): AppError {
  return new AppError('model.hash-mismatch', `Damaged: ${damaged.map(({ model }) => model).join(', ')}.`);
}

/** Tells a person every tenth of the way. */
function received(): (bytes: number, size: number) => void {
  let told = 0;
  return (bytes, size) => {
    const tenth = Math.floor((10 * bytes) / size);
    if (tenth <= told) return;
    told = tenth;
    process.stderr.write(`${megabytes(bytes)} of ${megabytes(size)} MB\n`);
  };
}

function jsonReceived(bytes: number, size: number): void {
  printJson({ event: 'progress', bytes, size });
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function printJson(value: object): void {
  print(JSON.stringify(value));
}
