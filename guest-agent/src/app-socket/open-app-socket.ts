import { once } from 'node:events';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { APP_METHODS } from '@vmslot/proto/rpc';
import type { AppSocket, AppSocketOptions } from '../app/index.ts';
import { createMethodServer, type MethodHandlers } from '../http/index.ts';
import { canChangeUser } from '../user/user-directory.ts';
import * as limits from './socket-limits.ts';

/** Handlers for the methods of AppService. */
export type AppHandlers = MethodHandlers<typeof APP_METHODS>;

/** What {@link openAppSocket} needs of the agent. */
export interface AppSocketContext {
  /** One line for whoever reads the guest's console. */
  readonly log: (line: string) => void;
  /** Wraps the handlers, as to refuse calls at times. Default: they are called as they are. */
  readonly gate?: (handlers: AppHandlers) => AppHandlers;
  /** True while nothing can be written: then Join and Report are answered from memory. Default: never. */
  readonly isFrozen?: () => boolean;
}

/**
 * Opens the socket on which the programs of a task call AppService: `socket` in a directory of its own,
 * which the user of the task may pass and not change; the socket is that user's. See `OpenAppSocket`.
 * Where that is not possible the log says so, and the task runs without: programs that do not call lose
 * nothing, and those that do find no agent.
 */
export async function openAppSocket(
  options: AppSocketOptions,
  { gate = (handlers) => handlers, isFrozen = () => false, log }: AppSocketContext,
): Promise<AppSocket | undefined> {
  const { directory, taskId } = options;
  const path = join(directory, 'socket');
  if (Buffer.byteLength(path) > limits.MAX_SOCKET_PATH_BYTES) {
    log(`task ${taskId}: its programs cannot call the agent, ${path} is too long for a socket`);
    return undefined;
  }
  const logFault = paceLog(log);
  const server = createMethodServer({
    methods: APP_METHODS,
    handlers: gate(handlersOf(options, { isFrozen, log })),
    onInternalError: (error, where) => logFault(`task ${taskId}, ${where}: ${String(error)}`),
    maxConnectionCount: limits.MAX_APP_CONNECTION_COUNT,
    maxRequestBytes: limits.MAX_APP_REQUEST_BYTES,
    maxLargeCount: limits.MAX_LARGE_APP_REQUESTS,
    smallRequestBytes: limits.SMALL_APP_REQUEST_BYTES,
    maxHeaderBytes: limits.MAX_APP_HEADER_BYTES,
    timeoutMs: limits.APP_TIMEOUT_MS,
  });
  const close = async () => {
    server.closeAllConnections();
    // One that does not listen says so, and is closed as well.
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  };
  try {
    await listen(server, path, options);
  } catch (error) {
    log(`task ${taskId}: its programs cannot call the agent: ${String(error)}`);
    await close();
    return undefined;
  }
  // A connection that could not be taken, for lack of memory or descriptors, is one caller's loss.
  server.on('error', (error) =>
    logFault(`task ${taskId}, a call of its programs: ${String(error)}`),
  );
  return {
    path,
    cutConnections: () => server.closeAllConnections(),
    async [Symbol.asyncDispose]() {
      await close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function listen(
  server: Server,
  path: string,
  { directory, user }: AppSocketOptions,
): Promise<void> {
  // What an earlier life of the agent has left; nobody else could.
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { mode: 0o700 });
  server.listen(path);
  await once(server, 'listening');
  await chmod(path, 0o600);
  if (!canChangeUser()) return;
  await chown(path, user.uid, user.gid);
  await chown(directory, 0, user.gid);
  await chmod(directory, 0o710);
}

/** Passes on one line in FAULT_LOG_MS: a program can cause as many faults as it likes. */
function paceLog(log: AppSocketContext['log']): AppSocketContext['log'] {
  let nextMs = Number.NEGATIVE_INFINITY;
  let leftOutCount = 0;
  return (line) => {
    const nowMs = performance.now();
    if (nowMs < nextMs) {
      leftOutCount += 1;
      return;
    }
    log(leftOutCount === 0 ? line : `${line} (and ${leftOutCount} before it)`);
    nextMs = nowMs + limits.FAULT_LOG_MS;
    leftOutCount = 0;
  };
}

function handlersOf(
  { session, taskId }: AppSocketOptions,
  { isFrozen, log }: Required<Pick<AppSocketContext, 'isFrozen' | 'log'>>,
): AppHandlers {
  let isLogged = false;
  return {
    join: async (request) => {
      const response = await session.join(request, { mayWrite: !isFrozen() });
      // Once, or a program could fill the log with it.
      if (!isLogged) log(`task ${taskId}: a program joined, ${JSON.stringify(request.library)}`);
      isLogged = true;
      return response;
    },
    report: (request) => session.takeReport(request, { mayWrite: !isFrozen() }),
    checkpoint: (request) => session.checkpoint(request),
    sendTrickle: (request) => session.sendTrickle(request),
    receiveTrickle: (request) => session.receiveTrickle(request),
    requestUpload: (request) => session.requestUpload(request),
    getUpload: (request) => session.getUpload(request),
    finish: (request) => session.takeFinish(request),
  };
}
