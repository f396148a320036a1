import type {
  Accelerator,
  AgentChannel,
  DriverCapabilities,
  HypervisorDriver,
  VmImage,
} from '../../host-bridge/src/hypervisor/driver.ts';
import type { TinyGuestAction } from './tiny-guest.ts';

/** What a driver's test hands to the suites. */
export interface DriverUnderTest {
  readonly name: string;
  createDriver(): HypervisorDriver;
  /** Accelerator that every machine of the project has. */
  readonly accelerator: Accelerator;
  /** One that cannot exist on the platform of the test. */
  readonly impossibleAccelerator: Accelerator;
  /** What its probe must state. What is not stated must be refused. */
  readonly capabilities: DriverCapabilities;
  /** Ways to the agent that a machine of the image has, the best first. Default: all that the driver states. */
  readonly agentChannels?: readonly AgentChannel[];
  /** Memory of a machine with a tiny guest. */
  readonly memoryBytes: number;
  /** Most bytes that a machine may take of the slot when it has just been started. */
  readonly maxStartBytes: number;
  /** Files of the image without which it cannot be used. */
  readonly neededFiles: readonly ('diskFile' | 'kernelFile' | 'initrdFile' | 'bootFile')[];
  /** `limitCpu` only gives an order, which has been obeyed once the next call has. Default false. */
  readonly limitsLater?: boolean;
  /** A machine that is started paused runs a little before. Default false. */
  readonly pausesLate?: boolean;
  /** Makes an image with a guest that this driver can run. */
  createGuest(directory: string, action: TinyGuestAction): Promise<VmImage>;
  /**
   * What a machine's end tells where its process was killed. Default `SIGKILL`; another text for a
   * hypervisor whose process is somebody else's child, so that nobody learns the signal.
   */
  readonly killedDetail?: string;
  /** Fails where what is on the disk of the slot's machine is damaged; nobody has it open. */
  checkDisk(slotDirectory: string): Promise<void>;
  /** Nothing that a killed machine could leave outside the slot is there. Default: nothing to look at. */
  checkNothingLeft?(): Promise<void>;
}

/** Ways to the agent in the machines of the suites, the best first. */
export function agentChannelsOf(under: DriverUnderTest): readonly AgentChannel[] {
  return under.agentChannels ?? under.capabilities.agentChannels;
}
