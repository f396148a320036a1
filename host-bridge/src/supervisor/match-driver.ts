import type { AgentChannel, DriverProbe, VmImage } from '../hypervisor/driver.ts';
import { HypervisorError } from '../hypervisor/errors.ts';
import type { Job } from '../job/index.ts';

/**
 * What a job asks for, brought together with what the driver can do and what its image has drivers for.
 *
 * @returns how the agent is reached
 * @throws HypervisorError `unsupported`, with all that is missing
 */
export function matchDriver(
  job: Pick<Job, 'network' | 'agentLink'>,
  { driver, capabilities }: Pick<DriverProbe, 'driver' | 'capabilities'>,
  { devices = 'virtio' }: Pick<VmImage, 'devices'> = {},
): AgentChannel {
  const { network } = capabilities;
  const agentChannels = capabilities.agentChannels.filter(
    (channel) => devices === 'virtio' || channel === 'serial',
  );
  const channel =
    job.agentLink === 'auto'
      ? agentChannels[0]
      : agentChannels.find((offered) => offered === job.agentLink);
  const missing = [
    job.network && !network ? 'a network (<enable_network>)' : undefined,
    channel === undefined ? `an agent link by ${job.agentLink} (<agent_link>)` : undefined,
  ].filter((text) => text !== undefined);
  if (channel !== undefined && missing.length === 0) return channel;
  const whose = devices === 'virtio' ? '' : ', whose image has drivers for a plain PC only,';
  throw new HypervisorError(
    'unsupported',
    `the driver ${driver} cannot give the VM${whose} ${missing.join(' nor ')}: choose another driver, or ask for less`,
  );
}
