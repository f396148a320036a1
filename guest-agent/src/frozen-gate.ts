import { APP_METHODS, SERVICES, type AnyMethod } from '@vmslot/proto/rpc';
import type { AppHandlers } from './app-socket/index.ts';
import { AgentError } from './errors.ts';
import type { AgentServices, BulkServices } from './http/index.ts';

/** Calls that only read, or that concern the machine: they go on while file systems are frozen. */
export const SERVED_WHILE_FROZEN: ReadonlySet<string> = new Set([
  'SystemService/GetInfo',
  'SystemService/GetMetrics',
  'SystemService/Resume',
  'SystemService/SetTime',
  'SystemService/PrepareCheckpoint',
  'SystemService/FreezeFileSystems',
  'SystemService/ThawFileSystems',
  'SystemService/WatchLog',
  'TaskService/Attach',
  'TaskService/List',
  'ProcessService/Watch',
  'ProcessService/Describe',
  'ProcessService/ListProcesses',
  'FileService/Stat',
  'FileService/ListDirectory',
  'FileService/GetSpace',
  'FileService/Checksum',
  'FileService/WatchFiles',
]);

/**
 * Services whose changing calls are refused with unavailable while file systems are frozen: their
 * writes would wait in the kernel for the thaw, and each would keep a thread that others need.
 */
export function refuseWhileFrozen(services: AgentServices, isFrozen: () => boolean): AgentServices {
  const gated = Object.entries(SERVICES).map(([serviceName, methods]) => {
    const service = services[serviceName as keyof AgentServices] as unknown as UntypedService;
    const handlers = Object.entries<AnyMethod>(methods).map(([name, { kind, label }]) => {
      const call: UntypedHandler = (...args) => (service[name] as UntypedHandler)(...args);
      if (SERVED_WHILE_FROZEN.has(label)) return [name, call];
      return [name, kind === 'unary' ? gateUnary(call, isFrozen) : gateStream(call, isFrozen)];
    });
    return [serviceName, Object.fromEntries(handlers)];
  });
  // The table of methods gives the types; here they are erased.
  return Object.fromEntries(gated) as AgentServices;
}

/** The same for uploads; downloads go on. */
export function refuseBulkWhileFrozen(bulk: BulkServices, isFrozen: () => boolean): BulkServices {
  return {
    ...bulk,
    receiveArchive: async (...args) => {
      assertThawed(isFrozen);
      return await bulk.receiveArchive(...args);
    },
    writeFile: async (...args) => {
      assertThawed(isFrozen);
      return await bulk.writeFile(...args);
    },
    writeUpload: async (...args) => {
      assertThawed(isFrozen);
      return await bulk.writeUpload(...args);
    },
    receiveTree: async (...args) => {
      assertThawed(isFrozen);
      return await bulk.receiveTree(...args);
    },
  };
}

/** Calls of programs that are answered without a write: a program may begin, and knows what to do. */
export const APP_SERVED_WHILE_FROZEN: ReadonlySet<string> = new Set([
  'join',
  'report',
  'getUpload',
]);

/** The same for the calls of programs. */
export function refuseAppWhileFrozen(handlers: AppHandlers, isFrozen: () => boolean): AppHandlers {
  const gated = Object.keys(APP_METHODS).map((name) => {
    const call = handlers[name as keyof AppHandlers] as unknown as UntypedHandler;
    if (APP_SERVED_WHILE_FROZEN.has(name)) return [name, call] as const;
    return [name, gateUnary(call, isFrozen)] as const;
  });
  // The table of methods gives the types; here they are erased.
  return Object.fromEntries(gated) as unknown as AppHandlers;
}

type UntypedHandler = (...args: unknown[]) => unknown;
type UntypedService = Readonly<Record<string, UntypedHandler>>;

function gateUnary(call: UntypedHandler, isFrozen: () => boolean): UntypedHandler {
  return async (...args) => {
    assertThawed(isFrozen);
    return await call(...args);
  };
}

function gateStream(call: UntypedHandler, isFrozen: () => boolean): UntypedHandler {
  return async function* (...args) {
    assertThawed(isFrozen);
    yield* call(...args) as AsyncIterable<unknown>;
  };
}

function assertThawed(isFrozen: () => boolean): void {
  if (!isFrozen()) return;
  throw new AgentError('unavailable', 'file systems are frozen: call again after the thaw');
}
