import { expect, test } from 'vitest';
import type { AgentChannel, DriverCapabilities } from '../hypervisor/driver.ts';
import { matchDriver } from './match-driver.ts';

function probe(network: boolean, agentChannels: readonly AgentChannel[]) {
  return { driver: 'small', capabilities: { network, agentChannels } as DriverCapabilities };
}

test('the best channel of the driver is taken, or the one that the job names', () => {
  const both = probe(false, ['virtio-serial', 'serial']);
  expect(matchDriver({ network: false, agentLink: 'auto' }, both)).toBe('virtio-serial');
  expect(matchDriver({ network: false, agentLink: 'serial' }, both)).toBe('serial');
  const serial = probe(true, ['serial']);
  expect(matchDriver({ network: true, agentLink: 'auto' }, serial)).toBe('serial');
});

test('all that is missing is told in one line', () => {
  const asked = { network: true, agentLink: 'virtio-serial' } as const;
  expect(() => matchDriver(asked, probe(false, ['serial']))).toThrow(
    expect.objectContaining({
      code: 'unsupported',
      message:
        'the driver small cannot give the VM a network (<enable_network>) nor an agent link by ' +
        'virtio-serial (<agent_link>): choose another driver, or ask for less',
    }),
  );
  expect(() => matchDriver({ ...asked, network: false }, probe(false, ['serial']))).toThrow(
    /give the VM an agent link/,
  );
  expect(() => matchDriver({ network: true, agentLink: 'auto' }, probe(false, []))).toThrow(
    /network/,
  );
});

test('an image for a plain PC has the agent on a serial port', () => {
  const both = probe(true, ['virtio-serial', 'serial']);
  const image = { devices: 'pc' } as const;
  for (const agentLink of ['auto', 'serial'] as const) {
    expect(matchDriver({ network: true, agentLink }, both, image)).toBe('serial');
  }
  const asked = { network: false, agentLink: 'virtio-serial' } as const;
  expect(() => matchDriver(asked, both, image)).toThrow(
    'cannot give the VM, whose image has drivers for a plain PC only, an agent link by virtio-serial',
  );
});
