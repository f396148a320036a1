import { randomBytes } from 'node:crypto';
import { createAgentClient, type AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import type { AgentUnderTest, ConformanceTransport, StartedAgent } from './agent-under-test.ts';
import { RawConnection } from './raw-connection.ts';

/** What a large body is where the transport does not say. */
const DEFAULT_BULK_BYTES = 8 * 1024 * 1024;

/** One agent for all cases. Disposing it ends the agent. */
export interface OpenedAgent extends AsyncDisposable {
  readonly features: readonly string[];
  /** The agent for one case, with a directory of its own; disposing it ends the case's connections. */
  forCase(index: number): AgentUnderTest & Disposable;
}

/** Starts an agent and makes a directory for each of `caseCount` cases. */
export async function openAgent(
  transport: ConformanceTransport,
  caseCount: number,
): Promise<OpenedAgent> {
  const started = await transport.start();
  const client = createAgentClient(started.address);
  const root = `${started.scratchParent}/conformance-${randomBytes(6).toString('hex')}`;
  const directories = Array.from({ length: caseCount }, (_, index) => `${root}/${index}`);
  const { features } = await client.system.getInfo({});
  await runAsRoot(client, ['/bin/mkdir', '-p', '-m', '0755', root, ...directories]);
  return {
    features,
    forCase: (index) =>
      agentForCase({ started, client, features, transport, scratch: directories[index] ?? root }),
    [Symbol.asyncDispose]: async () => {
      await runAsRoot(client, ['/bin/rm', '-rf', root]);
      await client.destroy();
      await started[Symbol.asyncDispose]();
    },
  };
}

/** Runs a program in the guest and waits for its end. @throws Error where it fails */
async function runAsRoot(client: AgentClient, argv: readonly string[]): Promise<void> {
  const taskId = `harness-${randomBytes(6).toString('hex')}`;
  const steps = [{ name: 'harness', argv: [...argv] }];
  for await (const { event } of client.task.run({ taskId, steps, user: 'root' })) {
    const { ended } = event ?? {};
    if (ended?.succeeded === false) {
      throw new Error(`${argv[0]} failed in the guest: ${ended.outcome?.message}`);
    }
  }
  await client.task.acknowledge({ taskId });
}

interface CaseOptions {
  readonly started: StartedAgent;
  readonly client: AgentClient;
  readonly features: readonly string[];
  readonly transport: ConformanceTransport;
  readonly scratch: string;
}

function agentForCase(options: CaseOptions): AgentUnderTest & Disposable {
  const { started, client, features, transport, scratch } = options;
  const { token } = started;
  const connections = new Set<RawConnection>();
  const connect = () => {
    const connection = new RawConnection(started.connect(), token);
    connections.add(connection);
    return connection;
  };
  return {
    client,
    features,
    scratch,
    token,
    connect,
    raw: async (request) => {
      const connection = connect();
      try {
        return await connection.call({
          ...request,
          headers: { connection: 'close', ...request.headers },
        });
      } finally {
        connection.destroy();
        connections.delete(connection);
      }
    },
    appUser: started.appUser,
    isBareHost: transport.isBareHost,
    bulkBytes: started.bulkBytes ?? DEFAULT_BULK_BYTES,
    [Symbol.dispose]: () => {
      for (const connection of connections) connection.destroy();
    },
  };
}
