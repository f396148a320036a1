import { randomUUID } from 'node:crypto';
import { vmslot } from '@vmslot/proto/agent';
import { findMarked } from './find-marked.ts';
import {
  kill,
  type ProcessFixture,
  readUntil,
  shell,
  start,
  watch,
} from './process-store-fixture.ts';

type Spec = vmslot.agent.v1.ProcessSpec.$Properties;

const { ResourceKind } = vmslot.agent.v1;

const few = (user: string, count: number) => ({
  // Counted over all programs of a user, so one whom no other test uses.
  user,
  resourceLimits: [{ kind: ResourceKind.RESOURCE_KIND_PROCESSES, soft: count }],
});

/** Programs that do not want to be ended; each prints "up" when its tree stands. */
export const NASTY: Readonly<Record<string, Spec>> = {
  'double fork': shell('( (exec sleep 1000) & ) ; echo up; wait; exec sleep 1000'),
  'sessions of their own': shell('setsid sleep 1000 & setsid setsid sleep 1000 & echo up; wait'),
  nohup: shell('nohup sh -c "nohup sleep 1000 & wait" >/dev/null 2>&1 & echo up; wait'),
  'another user': shell(
    'setpriv --reuid=daemon --regid=daemon --clear-groups setsid sh -c "sleep 1000 & echo up; wait" & wait',
    { user: 'root' },
  ),
  'a fork bomb': shell('echo up; b() { b | b & }; b; while :; do sleep 1; done', few('games', 100)),
  'deaf to signals': shell(
    'trap "" TERM HUP INT QUIT USR1; (trap "" TERM; sleep 1000) & echo up; while :; do sleep 1000; done',
  ),
  stopped: shell('sleep 1000 & kill -STOP $!; echo up; kill -STOP $$'),
  'running away by forking': shell('echo up; h() { (h &); }; h; exec sleep 1000', few('news', 200)),
  'a leader that has left': shell('(setsid sh -c "echo up; sleep 1000" &); read -r x', {
    streamInput: true,
  }),
  'a daemon with closed streams': shell(
    'setsid sh -c "exec <&- >&- 2>&-; cd /; umask 0; sleep 1000" & echo up; exec sleep 1000',
  ),
  'orphans of orphans': shell(
    'for i in 1 2 3; do (for j in 1 2 3; do (sleep 1000 &) & done; exit) & done; echo up; exec sleep 1000',
  ),
};

async function killOne(fixture: ProcessFixture, id: string, kind: string, mark: string) {
  const spec = NASTY[kind] ?? {};
  await start(fixture, id, { ...spec, env: { MARK: mark } });
  await readUntil(fixture, id, 'up\n');
  if (kind === 'a leader that has left') {
    // The end of the first process ends the others by itself.
    await fixture.service.writeInput({ processId: id, close: true });
    await watch(fixture, id);
  } else {
    await kill(fixture, id);
  }
}

/** A tree that was killed, and the numbers of the processes that were left when that was answered. */
export interface KilledTree {
  readonly kind: string;
  readonly left: readonly number[];
}

/** Starts a tree of each kind, kills them all, and gives those of which something is left; for tests. */
export async function killNastyTrees(
  fixture: ProcessFixture,
  round: number,
): Promise<KilledTree[]> {
  const trees = await Promise.all(
    Object.keys(NASTY).map(async (kind, index) => {
      const id = `tree-${round}-${index}`;
      const mark = `vmslot-${randomUUID()}`;
      await killOne(fixture, id, kind, mark);
      const left = findMarked(mark);
      await fixture.service.forget({ processId: id });
      return { kind, left };
    }),
  );
  return trees.filter(({ left }) => left.length > 0);
}
