const EXIT_USAGE = 64;
const EXIT_FAILED = 1;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs a tool of this folder, which SIGINT and SIGTERM end, and prints what it made; gives the exit code.
 *
 * @param read the command line; throws with the usage
 */
export async function runCommand<Command>(
  read: () => Command,
  work: (command: Command, signal: AbortSignal) => Promise<object>,
): Promise<number> {
  let command: Command;
  try {
    command = read();
  } catch (error) {
    console.error((error as Error).message);
    return EXIT_USAGE;
  }
  const started = Date.now();
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('Stopped before the work was complete.'));
  for (const name of STOP_SIGNALS) process.once(name, stop);
  try {
    const made = await work(command, stopping.signal);
    console.log(JSON.stringify({ ...made, seconds: ((Date.now() - started) / 1000).toFixed(1) }));
    return 0;
  } catch (error) {
    console.error((error as Error).message);
    return EXIT_FAILED;
  } finally {
    for (const name of STOP_SIGNALS) process.off(name, stop);
  }
}

/** A whole number of the command line; throws with what is wrong with it, and the usage. */
export function wholeNumber(text: string, what: string, usage: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${what} takes a whole number, not "${text}".\n${usage}`);
  return Number(text);
}
