import { setTimeout as pause } from 'node:timers/promises';
import { planAborts } from './abort-plan.ts';
import { AbortUser } from './abort-user.ts';
import { AbortWorld } from './abort-world.ts';
import { processesOfUser, temporaryFilesOfUser, unixSockets } from './host-remains.ts';
import { inParallel } from './power-off-plan.ts';

const JOBS_AT_ONCE = 4;

/** How long the last processes of a user may take to leave. */
const LEAVE_LIMIT_MS = 60_000;
const LEAVE_POLL_MS = 100;

/** Sockets without a file that could be of a job. */
const ABSTRACT_SOCKET = /^@.*(vmslot|qemu|libvirt|uml|linux)/i;

/** What many aborted jobs came to. */
export interface AbortedJobs {
  /** Of single jobs, with their logs. */
  readonly problems: readonly string[];
  /** How many ended in each phase, by `driver phase`. */
  readonly phases: ReadonlyMap<string, number>;
  /** What is on the machine now and was not before: processes, files, sockets, domains. */
  readonly remains: readonly string[];
}

/** Starts jobs under all drivers as one user, several at once, and aborts each at a moment of its own. */
export async function abortJobs(count: number): Promise<AbortedJobs> {
  await using user = await AbortUser.create();
  await using world = await AbortWorld.create(user);
  const { userId, root } = user;
  const foreign = (paths: readonly string[]) => paths.filter((path) => !path.includes(root));
  // Bridges of other users take turns meanwhile.
  const ofOthers = new RegExp(`^@vmslot-(?!${userId}-)`);
  const jobSockets = () =>
    unixSockets().filter(
      (name) => name.includes(root) || (ABSTRACT_SOCKET.test(name) && !ofOthers.test(name)),
    );
  const look = () => [
    ...processesOfUser(userId).map((one) => `process ${one}`),
    ...foreign(temporaryFilesOfUser(userId)).map((one) => `file ${one}`),
    ...jobSockets().map((one) => `socket ${one}`),
  ];
  const before = new Set(look());
  const problems: string[] = [];
  const phases = new Map<string, number>();
  await inParallel(planAborts(count), JOBS_AT_ONCE, async (order, index) => {
    const round = await world.round(order);
    const phase = `${order.driver} ${round.lastPhase ?? 'start'}`;
    phases.set(phase, (phases.get(phase) ?? 0) + 1);
    if (round.problems.length === 0) return;
    const what = `job ${index} ${JSON.stringify(order)}`;
    problems.push(`${what}: ${round.problems.join('; ')}\n${round.log}`);
  });
  const domains = [await user.domains(), ...(await user.domainFiles())].filter((one) => one !== '');
  await user.endDaemons();
  const deadlineMs = performance.now() + LEAVE_LIMIT_MS;
  let news = look().filter((one) => !before.has(one));
  while (news.length > 0 && performance.now() < deadlineMs) {
    await pause(LEAVE_POLL_MS);
    news = look().filter((one) => !before.has(one));
  }
  const files = await user.temporaryFiles();
  const remains = [
    ...news,
    ...domains.map((one) => `domain ${one}`),
    ...files.map((one) => `file ${one}`),
  ];
  return { problems, phases, remains };
}
