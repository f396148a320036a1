import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BOINC_FILES } from '@vmslot/proto/boinc';
import type { RunSummary } from '../report/reporter.ts';
import { safeText } from './client-log.ts';
import type { ClientSession } from './client-session.ts';
import { headOf } from './describe-end.ts';
import type { AfterFailure } from './postponements.ts';
import { flushTrickles } from './flush-trickles.ts';
import { finishStderr } from './stderr-file.ts';

/** How the process ends. */
export interface TaskEnd {
  readonly exitCode: number;
  /** True: it was told to end by a signal, and should die by it, so that the client counts nothing. */
  readonly bySignal: boolean;
}

/** How often it is tried again to write on a disk that is full, and for how long. */
export const ROOM_RETRY_MS = 5_000;
export const ROOM_WAIT_LIMIT_MS = 3_600_000;

/**
 * Tells the client how a task ended: the last status, the log with its head, then the file that the
 * client looks for, last of all. Never throws: where even that fails, the exit status must speak.
 */
export async function endTask(session: ClientSession, summary: RunSummary): Promise<TaskEnd> {
  const { reporter } = session;
  if (summary.outcome !== 'succeeded') await session.reserve.release();
  reporter.finished(summary);
  // A job that came to its end by itself has one, whatever was wished meanwhile.
  const wish =
    summary.outcome === 'terminated' || summary.outcome === 'aborted' ? session.wish : undefined;
  if (wish === 'abort') return { exitCode: summary.exitCode, bySignal: false };
  if (wish !== undefined) return await leave(session, wish === 'signal');
  if (summary.outcome === 'succeeded') return await finish(session, summary, undefined);
  if (summary.outcome === 'interrupted' || summary.outcome === 'terminated') {
    return await leave(session, true);
  }
  const wishedDelayS = summary.appWords?.retryAfterS || undefined;
  const after = await session.postponements.after(summary.outcome, wishedDelayS);
  if (after.kind === 'error') return await finish(session, summary, after);
  return await postpone(session, summary, after);
}

/** The client, or whoever ended us, knows what comes next. */
async function leave(session: ClientSession, bySignal: boolean): Promise<TaskEnd> {
  await sendLast(session, 'later');
  return { exitCode: 0, bySignal };
}

async function finish(
  session: ClientSession,
  summary: RunSummary,
  after: AfterFailure | undefined,
): Promise<TaskEnd> {
  const { reporter, directory } = session;
  const { exitCode } = summary;
  await attempt(session, 'the last status', () =>
    sendLast(session, summary.outcome === 'succeeded' ? 'succeeded' : 'failed'),
  );
  await writeHead(session, summary, after);
  // Of a success the app alone has something to say.
  const { appWords, message: why = appWords?.message ?? '' } = summary;
  const message = why === '' ? undefined : safeText(why);
  // The client forgets a finish file where it has just asked the task to leave; this one stays.
  await attempt(session, 'the end', () => session.markFinished(summary));
  await attempt(session, BOINC_FILES.finishCalled, () =>
    directory.writeFinish({
      exitCode,
      message,
      isNotice: message !== undefined && appWords?.isNotice === true,
    }),
  );
  reporter.close();
  return { exitCode, bySignal: false };
}

/**
 * What the client shows of a task that waits. It puts the text as it is into the XML of its state and of
 * its replies, so `<boot_timeout_s>` would be an element, and hide what follows.
 */
export function waitReason({ phase, message, outcome }: RunSummary): string {
  return safeText(`${phase}: ${message ?? outcome}`)
    .replaceAll(/[<>]/g, '')
    .replaceAll('&', '+');
}

async function postpone(
  session: ClientSession,
  summary: RunSummary,
  after: AfterFailure & { readonly kind: 'postpone' },
): Promise<TaskEnd> {
  const reason = waitReason(summary);
  await attempt(session, 'the last status', () => sendLast(session, 'later'));
  await writeHead(session, summary, after);
  await attempt(session, BOINC_FILES.temporaryExit, () =>
    whenThereIsRoom(() =>
      session.directory.writeTemporaryExit({
        delayS: after.delayS,
        reason,
        isNotice: summary.appWords?.isNotice === true,
      }),
    ),
  );
  return { exitCode: 0, bySignal: false };
}

/**
 * Without this file the client would start the task again at once, and give it up after the hundredth
 * time. So on a full disk this program waits for room; a client that wants it gone meanwhile kills it,
 * which counts for nothing.
 */
export async function whenThereIsRoom(
  write: () => Promise<void>,
  pause: (delayMs: number) => Promise<unknown> = delay,
): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += ROOM_RETRY_MS) {
    try {
      return await write();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const isFull = code === 'ENOSPC' || code === 'EDQUOT';
      if (!isFull || waitedMs >= ROOM_WAIT_LIMIT_MS) throw error;
    }
    await pause(ROOM_RETRY_MS);
  }
}

/** @param end `later`: the slot stays for another life, which hands over what waits */
async function sendLast(
  session: ClientSession,
  end: 'succeeded' | 'failed' | 'later',
): Promise<void> {
  const { attachedOrNot: attached, observer } = session;
  if (attached === undefined || (observer === undefined && end === 'later')) return;
  const { runtime, outbox } = attached;
  // A job that an earlier life has finished: of figures the client knows more than this one.
  const { wuCpuTimeS, fractionDoneEnd } = session.knownData;
  const status = observer?.status ?? {
    currentCpuTimeS: wuCpuTimeS,
    checkpointCpuTimeS: wuCpuTimeS,
  };
  const last = end === 'succeeded' ? { ...status, fractionDone: fractionDoneEnd } : status;
  const tell = async () => {
    if (await outbox.pump()) runtime.noticeTrickle();
    await runtime.sendLast(last);
  };
  await tell();
  if (end === 'later') return;
  const leftCount = await flushTrickles({ outbox, tell });
  if (leftCount > 0) {
    session.reporter.warning(
      'finish',
      `the client took no trickle any more: ${leftCount} are lost`,
    );
  }
}

async function writeHead(
  session: ClientSession,
  summary: RunSummary,
  after: AfterFailure | undefined,
): Promise<void> {
  const { reporter, directory } = session;
  const appendix = (['stdout', 'stderr'] as const).flatMap((stream) => {
    const lines = reporter.appTail(stream);
    return lines.length === 0 ? [] : [`--- the app's ${stream}, its end ---`, ...lines];
  });
  const head = headOf(session, summary, after);
  if (!session.isUnderClient) {
    // Nobody keeps a file for us: whoever reads along gets the head at the end.
    for (const line of [...appendix, ...head]) reporter.log(line);
    return;
  }
  await attempt(session, BOINC_FILES.stderr, () =>
    finishStderr(join(directory.path, BOINC_FILES.stderr), head, appendix),
  );
}

async function attempt(
  session: ClientSession,
  what: string,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    session.reporter.warning('finish', `${what}: ${(error as Error).message}`);
  }
}
