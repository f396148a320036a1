import { removeStaleSocket } from '../guest-access/remove-stale-socket.ts';
import { HeldName } from './held-name.ts';
import { HolderWatch } from './holder-watch.ts';
import { isOfAnotherUser } from './is-of-another-user.ts';
import {
  turnWithout,
  type TakeTurnOptions,
  type Turn,
  type TurnKind,
  type TurnSource,
} from './turn.ts';
import { areFiles, turnNames, userIdOf, type TurnPlace } from './turn-names.ts';

/**
 * HostQueue lets the bridges of one user on one host do what is heavy in turns: few boots, and one save,
 * at a time. There is no program in the middle and no file: each turn is the name of a socket, and who
 * can listen on it holds the turn. Others connect to the holder and wait for the end of the connection,
 * which comes with the release of the turn or the death of the holder; then they try again. Those who
 * wait longest are told first.
 *
 * Other users of the host can take names or fill up a holder's connections. That may put the queue out of
 * order, which makes machines start or save at the same time, and no more: what another user is seen to
 * hold is not waited for, and no wait is longer than its limit.
 */
export class HostQueue implements TurnSource {
  readonly #place: TurnPlace;

  constructor(place: TurnPlace = {}) {
    this.#place = place;
  }

  async take(kind: TurnKind, options: TakeTurnOptions): Promise<Turn> {
    const { signal, waitLimitMs } = options;
    signal.throwIfAborted();
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), waitLimitMs);
    try {
      const turn = await this.#wait(kind, options, AbortSignal.any([signal, limit.signal]));
      if (signal.aborted) turn?.release();
      signal.throwIfAborted();
      return turn ?? turnWithout(`none was free within ${waitLimitMs / 1000} s`);
    } catch (error) {
      signal.throwIfAborted();
      return turnWithout((error as Error).message);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @returns undefined where `signal` aborts first */
  async #wait(
    kind: TurnKind,
    { holdLimitMs, onWait }: TakeTurnOptions,
    signal: AbortSignal,
  ): Promise<Turn | undefined> {
    const names = await turnNames(kind, this.#place);
    // Kept from one try to the next: each is a place in a holder's line.
    const watches = new Map<string, HolderWatch>();
    const strange = new Set<string>();
    let isTold = false;
    try {
      for (;;) {
        for (const name of names) {
          const turn = await this.#tryName(name, holdLimitMs);
          if (turn !== undefined) return turn;
        }
        if (signal.aborted) return undefined;
        for (const name of names) {
          const last = watches.get(name);
          if (last?.isEnded === false) continue;
          watches.set(name, new HolderWatch(name, last));
          if (await this.#isStrange(name)) strange.add(name);
          else strange.delete(name);
        }
        // Nobody owes it to us to release one.
        if (strange.size === names.length) {
          throw new Error(`another user of this host holds all ${names.length}`);
        }
        if (!isTold) onWait?.();
        isTold = true;
        await untilOneEnds(watches, signal);
      }
    } finally {
      for (const watch of watches.values()) watch[Symbol.dispose]();
    }
  }

  async #tryName(name: string, holdLimitMs: number): Promise<Turn | undefined> {
    const turn = await HeldName.take(name, { holdLimitMs });
    if (turn !== undefined || !areFiles(this.#place)) return turn;
    // Of two that find the same one stale, the later could remove what the earlier has made: then there
    // is one turn too many, until it ends.
    if ((await removeStaleSocket(name)) !== 'free') return undefined;
    return await HeldName.take(name, { holdLimitMs });
  }

  async #isStrange(name: string): Promise<boolean> {
    const { platform = process.platform } = this.#place;
    return platform === 'linux' && (await isOfAnotherUser(name, userIdOf(this.#place)));
  }
}

/** Waits for a change. */
async function untilOneEnds(watches: Map<string, HolderWatch>, signal: AbortSignal): Promise<void> {
  let giveUp: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  signal.addEventListener('abort', giveUp, { once: true });
  if (signal.aborted) giveUp();
  try {
    await Promise.race([aborted, ...[...watches.values()].map(({ ended }) => ended)]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
