import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent } from '../../guest-agent/src/agent.ts';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import { LinkSession } from '../../host-bridge/src/link-session/link-session.ts';
import { createFastClock } from './fast-clock.ts';
import { FaultyLine, type FaultyLineOptions } from './faulty-line.ts';

/** How much faster than real time the link's timers run here. */
const CLOCK_FACTOR = 100;

/**
 * The real agent and the real client in one process, with a line between them that a test may damage.
 * Apps run as the user `nobody`, so the tests run as root. Dispose of it.
 */
export class FaultWorld implements AsyncDisposable {
  readonly line: FaultyLine;
  readonly session: LinkSession;
  readonly client: AgentClient;
  readonly agent: Agent;
  /** Directory for files that calls write and read. */
  readonly files: string;
  readonly #directory: string;

  private constructor(directory: string, line: FaultyLine, agent: Agent, session: LinkSession) {
    this.#directory = directory;
    this.files = join(directory, 'files');
    this.line = line;
    this.agent = agent;
    this.session = session;
    this.client = createAgentClient({ openStream: () => session.open() });
  }

  static async create(seed: number, faultOptions: FaultyLineOptions = {}): Promise<FaultWorld> {
    // In memory where there is such a place: the agent syncs each file to the disk.
    const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const directory = await mkdtemp(join(parent, 'vmslot-fault-'));
    // The app's user must be able to walk through it.
    await chmod(directory, 0o711);
    await mkdir(join(directory, 'files'));
    const line = new FaultyLine(seed, faultOptions);
    const clock = createFastClock(CLOCK_FACTOR);
    const secret = Buffer.alloc(32, 0x5a);
    const bootId = 'fault-test';
    const agent = new Agent({
      config: {
        seed: {
          version: 1,
          secret: secret.toString('base64url'),
          bootId,
          link: { kind: 'virtio-serial', portName: 'unused' },
          hostTimeMs: Date.now(),
        },
        listen: { kind: 'virtio-serial', portName: 'unused' },
        stateDirectory: join(directory, 'state'),
        appUser: 'nobody',
      },
      log: () => undefined,
      transport: line.guestEnd,
      // The machine's own groups are no business of a test without a machine.
      taskStore: { cgroupRoot: null },
      clock,
    });
    await agent.start();
    const session = new LinkSession({ dial: () => line.dial(), secret, bootId, clock });
    await session.ready();
    return new FaultWorld(directory, line, agent, session);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.destroy();
    this.session.close();
    await this.agent[Symbol.asyncDispose]();
    this.line.destroy();
    // What has been ended may still be writing.
    await rm(this.#directory, { recursive: true, maxRetries: 10 });
  }
}
