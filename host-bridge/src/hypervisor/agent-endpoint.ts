import { MAX_SERIAL_IN_FLIGHT_BYTES, type AgentChannel, type AgentEndpoint } from './driver.ts';

/** Where the agent of a machine is dialled whose channel of that kind ends at a unix socket. */
export function agentEndpoint(
  path: string,
  channel: AgentChannel = 'virtio-serial',
): AgentEndpoint {
  const maxInFlightBytes = channel === 'serial' ? MAX_SERIAL_IN_FLIGHT_BYTES : undefined;
  return { kind: 'unix-socket', path, maxInFlightBytes };
}
