import type { DriverUnderTest } from './driver-under-test.ts';

/** A driver with images that have no drivers for virtio. */
export function plainPcOf(under: DriverUnderTest): DriverUnderTest {
  return {
    ...under,
    name: `${under.name}, with the devices of a plain PC`,
    agentChannels: ['serial'],
    createGuest: async (...guest) => ({ ...(await under.createGuest(...guest)), devices: 'pc' }),
  };
}
