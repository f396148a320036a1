export { FORWARD_CONNECT_TIMEOUT_MS } from './forward-limits.ts';
export { openLoopbackPort } from './open-loopback-port.ts';
