import type { LaunchedProcess, ProcessExit } from './launch.ts';

/**
 * Resolves when a process and all of its channels are at their end: what it wrote last comes in after it has
 * gone. The owner still reads the channels.
 */
export async function processOver(launched: LaunchedProcess): Promise<ProcessExit> {
  const closed = launched.channels.map((stream) => {
    const close = new Promise<void>((resolve) => stream.once('close', () => resolve()));
    // A reset says no more than the end: the process is gone.
    stream.on('error', () => stream.destroy()).on('end', () => stream.destroy());
    return close;
  });
  const [exit] = await Promise.all([launched.exited, ...closed]);
  return exit;
}
