import { STATUS_PORT_NAME } from '@vmslot/proto/status';
import { AgentError } from './errors.ts';
import { findVirtioPort, type FindVirtioPortOptions } from './listen/find-virtio-port.ts';
import { openStatusSink, type StatusSink } from './status/index.ts';

export interface OpenStatusPortOptions extends FindVirtioPortOptions {
  /** Told why a port that is there cannot be used. */
  readonly log: (line: string) => void;
}

/**
 * Opens the port for status lines; the caller disposes of the sink. A machine need not have the port,
 * and whatever else is wrong with it keeps no agent from serving.
 *
 * @returns undefined where there is no such port, or none that can be used
 */
export async function openStatusPort({
  log,
  ...where
}: OpenStatusPortOptions): Promise<StatusSink | undefined> {
  try {
    return openStatusSink(await findVirtioPort(STATUS_PORT_NAME, where));
  } catch (error) {
    if (error instanceof AgentError && error.code === 'not_found') return undefined;
    log(`no status is told: ${String(error)}`);
    return undefined;
  }
}
