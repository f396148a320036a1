import type { Duplex } from 'node:stream';
import type { AgentAddress, AgentClient } from '../../host-bridge/src/agent-client/index.ts';
import type { RawConnection, RawRequest, RawResponse } from './raw-connection.ts';

/** What a case is given: one agent, whatever it is reached by. */
export interface AgentUnderTest {
  /** The host's own client. */
  readonly client: AgentClient;
  /**
   * Makes a request that no proper client would make, on a connection of its own, and gives the reply.
   * Sends the agent's token where one is needed and `headers` name none.
   */
  raw(request: RawRequest): Promise<RawResponse>;
  /** A new connection, for what is no proper HTTP. Ended with the case, if not before. */
  connect(): RawConnection;
  /** As GetInfo has them. */
  readonly features: readonly string[];
  /** A directory of this case alone in the guest: empty, absolute, root's, mode 0755. */
  readonly scratch: string;
  /** User that programs run as where nothing else is said. Not root. */
  readonly appUser: string;
  /** True where the agent runs on this machine and not in one of its own. */
  readonly isBareHost: boolean;
  /** A body of so many bytes is large here: some seconds at most on this transport. */
  readonly bulkBytes: number;
  /** What a socket wants with every request; undefined on a link, which has proved it. */
  readonly token: string | undefined;
}

/** A running agent, as a transport gives it to the harness. Disposing it ends the agent. */
export interface StartedAgent extends AsyncDisposable {
  readonly address: AgentAddress;
  /** Opens another connection. */
  readonly connect: () => Duplex;
  /** Directory in the guest, there already, in which the harness makes one for the cases. */
  readonly scratchParent: string;
  readonly appUser: string;
  /** Default: 8 MiB. */
  readonly bulkBytes?: number;
  /** Secret of the agent where it is a socket. */
  readonly token?: string;
}

/** A way to reach an agent. */
export interface ConformanceTransport {
  /** For people. */
  readonly name: string;
  readonly isBareHost: boolean;
  /** True where requests need a token. */
  readonly hasToken: boolean;
  start(): Promise<StartedAgent>;
}
