import { expect, test } from 'vitest';
import { planAborts } from './abort-plan.ts';
import { AbortUser } from './abort-user.ts';
import { AbortWorld } from './abort-world.ts';
import { processesOfUser, temporaryFilesOfUser, unixSockets } from './host-remains.ts';
import { inParallel } from './power-off-plan.ts';

const JOB_COUNT = 200;
const JOBS_AT_ONCE = 4;

/** A hang is found; slowness is none. */
const TIMEOUT_MS = 3_600_000;

/** How long the last processes of a user may take to leave. */
const LEAVE_LIMIT_MS = 60_000;

/** Sockets without a file that could be of a job. */
const ABSTRACT_SOCKET = /^@.*(vmslot|qemu|libvirt|uml|linux)/i;

test(
  `after ${JOB_COUNT} aborted jobs there is nothing left on the machine`,
  { timeout: TIMEOUT_MS },
  async () => {
    await using user = await AbortUser.create();
    await using world = await AbortWorld.create(user);
    const others = (paths: readonly string[]) => paths.filter((path) => !path.includes(user.root));
    const before = {
      processes: processesOfUser(user.userId),
      files: others(temporaryFilesOfUser(user.userId)),
      sockets: unixSockets(),
    };
    const newOnes = (now: readonly string[], earlier: readonly string[]) => {
      const known = new Set(earlier);
      return now.filter((one) => !known.has(one));
    };
    const problems: string[] = [];
    const phases = new Map<string, number>();
    await inParallel(planAborts(JOB_COUNT), JOBS_AT_ONCE, async (order, index) => {
      const round = await world.round(order);
      const phase = `${order.driver} ${round.lastPhase ?? 'start'}`;
      phases.set(phase, (phases.get(phase) ?? 0) + 1);
      if (round.problems.length === 0) return;
      const what = `job ${index} ${JSON.stringify(order)}`;
      problems.push(`${what}: ${round.problems.join('; ')}\n${round.log}`);
    });
    expect(problems.join('\n')).toBe('');
    // Not all of them ended before there was a machine.
    for (const driver of ['qemu', 'uml', 'libvirt']) {
      expect([...phases.keys()]).toEqual(
        expect.arrayContaining([`${driver} prepare`, `${driver} boot`]),
      );
    }
    expect(await user.domains()).toBe('');
    expect(await user.domainFiles()).toEqual([]);
    await user.endDaemons();
    const processes = () => newOnes(processesOfUser(user.userId), before.processes);
    await expect.poll(processes, { timeout: LEAVE_LIMIT_MS }).toEqual([]);
    expect(await user.temporaryFiles()).toEqual([]);
    expect(newOnes(others(temporaryFilesOfUser(user.userId)), before.files)).toEqual([]);
    // Bridges of other users take turns meanwhile.
    const ofOthers = new RegExp(`^@vmslot-(?!${user.userId}-)`);
    const sockets = newOnes(unixSockets(), before.sockets).filter(
      (name) => name.includes(user.root) || (ABSTRACT_SOCKET.test(name) && !ofOthers.test(name)),
    );
    expect(sockets).toEqual([]);
  },
);
