import { networkInterfaces } from 'node:os';

/** Network that QEMU's user-mode stack makes for the guest: its first three bytes, its DNS server. */
export const GUEST_NETWORK = { prefix: [10, 0, 2], dnsHost: 3 } as const;

/** How long the list of the host's own addresses is used before it is read again. */
export const HOST_ADDRESSES_MAX_AGE_MS = 10_000;

const ETHERNET_BYTES = 14;
const IP_BYTES = 20;
const ETHERTYPE_IPV4 = 0x0800;
const ETHERTYPE_ARP = 0x0806;
const TCP = 6;
const UDP = 17;
const PORT_DNS = 53;
const PORT_DHCP = 67;

/** Decides about one Ethernet frame that the guest sends. */
export type FrameFilter = (frame: Uint8Array) => boolean;

/**
 * Filter between a guest and QEMU's user-mode network (libslirp). That stack opens a socket of the
 * host to whatever address the guest names, 127.0.0.1 included, and maps all of its own network
 * 10.0.2.0/24 to the host's loopback; it has no switch against either. So frames pass only when they
 * are ARP, DHCP, DNS to the stack's own server, or IPv4 to a unicast address that is not the host's.
 * Link-local addresses are closed as well: cloud machines keep credentials there.
 *
 * @param isHostAddress whether a dotted IPv4 address is one of the host's own
 */
export function createFrameFilter(isHostAddress: (address: string) => boolean): FrameFilter {
  return (frame) => {
    if (frame.length < ETHERNET_BYTES) return false;
    const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
    const etherType = view.getUint16(12);
    if (etherType === ETHERTYPE_ARP) return true;
    // IPv6 is off in the stack; anything else, such as a VLAN tag, would hide what is inside.
    if (etherType !== ETHERTYPE_IPV4 || frame.length < ETHERNET_BYTES + IP_BYTES) return false;
    // Version 4 without options: a source route would lead elsewhere.
    if (view.getUint8(ETHERNET_BYTES) !== 0x45) return false;
    const bytes = frame.subarray(ETHERNET_BYTES + 16, ETHERNET_BYTES + 20);
    const address = bytes.join('.');
    const service = serviceOf(view);
    if (address === '255.255.255.255') return service === `${UDP}/${PORT_DHCP}`;
    const [first = 0, second, third, host] = bytes;
    const { prefix, dnsHost } = GUEST_NETWORK;
    if (first === prefix[0] && second === prefix[1] && third === prefix[2]) {
      if (host === dnsHost)
        return service === `${UDP}/${PORT_DNS}` || service === `${TCP}/${PORT_DNS}`;
      return service === `${UDP}/${PORT_DHCP}`;
    }
    // 0.0.0.0 is the host itself to Linux (ip(7)); 224 and above is multicast and reserved.
    if (first === 0 || first === 127 || first >= 224) return false;
    if (first === 169 && second === 254) return false;
    return !isHostAddress(address);
  };
}

/** Protocol and destination port, or undefined for fragments and other protocols. */
function serviceOf(view: DataView): string | undefined {
  const protocol = view.getUint8(ETHERNET_BYTES + 9);
  const moreOrOffset = view.getUint16(ETHERNET_BYTES + 6) & 0x3fff;
  const portOffset = ETHERNET_BYTES + IP_BYTES + 2;
  if (protocol !== TCP && protocol !== UDP) return undefined;
  if (moreOrOffset !== 0 || view.byteLength < portOffset + 2) return undefined;
  return `${protocol}/${view.getUint16(portOffset)}`;
}

/** Asks the system for the host's own IPv4 addresses, at most once in {@link HOST_ADDRESSES_MAX_AGE_MS}. */
export function createHostAddressCheck(
  now: () => number = () => performance.now(),
  read: typeof networkInterfaces = networkInterfaces,
): (address: string) => boolean {
  let readAt = Number.NEGATIVE_INFINITY;
  let addresses = new Set<string>();
  return (address) => {
    if (now() - readAt >= HOST_ADDRESSES_MAX_AGE_MS) {
      readAt = now();
      addresses = new Set(
        Object.values(read()).flatMap((entries) => (entries ?? []).map((entry) => entry.address)),
      );
    }
    return addresses.has(address);
  };
}
