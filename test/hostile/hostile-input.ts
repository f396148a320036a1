import type { Duplex } from 'node:stream';
import type { LyingGuest } from './lying-guest.ts';
import type { VictimOrder, VictimResult } from './victim-order.ts';

/** A request as it came to a {@link LyingAgent}. */
export interface HostRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 for the first request of this input, over all connections. */
  readonly index: number;
}

/** What the agent does, on the layer where the lie is told. */
export type Lie =
  /** The link is in order; each request is answered with bytes of the liar's choice. */
  | {
      readonly layer: 'http';
      readonly answer: (request: HostRequest, stream: Duplex) => Promise<void> | void;
    }
  /** The hello is in order; what follows are frames of the liar's choice. */
  | { readonly layer: 'frames'; readonly talk: (guest: LyingGuest) => void }
  /** Nothing is in order: bytes on the bare pipe. */
  | { readonly layer: 'bytes'; readonly talk: (pipe: Duplex) => Promise<void> | void };

/** One malicious thing that a guest may do, and what becomes of it. */
export interface HostileInput {
  /** Unique; holds the number of the hole where there is one. */
  readonly title: string;
  /** What the bridge is doing meanwhile. */
  readonly order: VictimOrder;
  readonly lie: Lie;
  /**
   * What must come of it. Several outcomes where it hangs on which of two limits is met first; every
   * one is an end that is allowed.
   */
  readonly expected: Partial<Omit<VictimResult, 'outcome'>> & {
    readonly outcome: string | readonly string[];
  };
}
