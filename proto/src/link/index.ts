export type { LinkClock, LinkTimer } from './clock.ts';
export { GuestLink, type GuestLinkSettings } from './guest-link.ts';
export { isBootId } from './handshake.ts';
export { HostLink, type HostLinkSettings } from './host-link.ts';
export { LinkError, type LinkErrorCode } from './errors.ts';
export { LinkStream } from './link-stream.ts';
export { Link, type LinkCounters, type LinkPeer, type LinkSettings } from './link.ts';
export { DEFAULT_LINK_OPTIONS, verifyLinkOptions, type LinkOptions } from './options.ts';
