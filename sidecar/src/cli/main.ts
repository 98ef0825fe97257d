// Entry of the command line. A worker process takes longest to come up, so it is started before anything else.
import { forkWorker } from '../pipeline/fork-worker.ts';

const args = process.argv.slice(2);
const needsWorker = args[0] === 'track' && !args.includes('--help') && !args.includes('-h');
const worker = needsWorker ? forkWorker() : null;

// a reader that closes the pipe early, as `head` does, ends the output and nothing else
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

try {
  const { runCli } = await import('./run-cli.ts');
  process.exitCode = await runCli(args, { worker });
} finally {
  worker?.kill('SIGKILL');
}
