/**
 * Process that assembles an image; the builder starts it, in a user namespace where it is not root.
 * Takes {@link AssembleInputs} as JSON in its only argument; says what failed in one line on standard error.
 */
import process from 'node:process';
import { assembleImage, type AssembleInputs } from './assemble.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
process.umask(0o022);
try {
  await assembleImage(JSON.parse(process.argv[2] ?? '') as AssembleInputs, stop.signal);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
