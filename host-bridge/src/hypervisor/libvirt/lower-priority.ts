import { readdir, writeFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { runCommand } from '../command.ts';
import { findProgram } from '../find-program.ts';

/**
 * Lets everybody else on the machine go before a process, with all its threads. As far as the host lets
 * us: nothing fails where it does not. Linux keeps both nice value and policy per thread, and the nice
 * value of the whole session beside them: sched(7), "The autogroup feature".
 */
export async function lowerPriority(pid: number): Promise<void> {
  await ifPossible(() =>
    writeFile(`/proc/${pid}/autogroup`, String(constants.priority.PRIORITY_LOW)),
  );
  await ifPossible(async () => {
    for (const thread of await readdir(`/proc/${pid}/task`)) {
      setPriority(Number(thread), constants.priority.PRIORITY_LOW);
    }
  });
  await ifPossible(async () => {
    const program = await findProgram('chrt');
    if (program === undefined) return;
    await runCommand(program, ['--idle', '--all-tasks', '--pid', '0', String(pid)]);
  });
}

async function ifPossible(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // No such file on this host, a thread that has just ended, or no right to: the machine runs as well.
  }
}
