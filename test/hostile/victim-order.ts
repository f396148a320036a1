import type { FileRangeOptions } from '../../host-bridge/src/agent-client/index.ts';

/** What a {@link Victim} is told to do with the agent at a socket; plain data. */
export type VictimOrder =
  /** Waits until the link is up, for a while. */
  | { readonly act: 'link'; readonly waitMs: number }
  /** Follows a task to its end, as the supervisor does, for a BOINC client. */
  | {
      readonly act: 'run';
      readonly stepCount?: number;
      readonly outputLimitBytes?: number;
      readonly trickleFiles?: readonly string[];
      /** Intermediate outputs besides `out`. */
      readonly early?: readonly string[];
    }
  /** Fetches the outputs of the job and puts them in place. */
  | { readonly act: 'collect'; readonly diskLimitBytes?: number; readonly fileOnly?: boolean }
  /** Sends the inputs. */
  | { readonly act: 'send' }
  /** Makes a unary call, or reads a stream to its end. */
  | {
      readonly act: 'call';
      readonly service: 'file' | 'system' | 'task' | 'process';
      readonly method: string;
      readonly timeoutMs?: number;
    }
  /** Reads a file of the guest. */
  | { readonly act: 'get-file'; readonly range?: FileRangeOptions };

/** An order with where to carry it out. */
export interface VictimTask {
  readonly order: VictimOrder;
  readonly socketPath: string;
  /** Fresh directory; the slot is `slot` in it, outputs go to `results`. */
  readonly directory: string;
}

/** What came of an order. */
export interface VictimResult {
  /** `ok`, or name and code of the error: `RpcError internal`. */
  readonly outcome: string;
  /** The error as a person would see it. */
  readonly message: string;
  /** What came of a call: messages, or bytes of a file. */
  readonly replyCount: number;
  /** Of a run: what was taken over from the guest. */
  readonly fraction: number;
  readonly cpuTimeMs: number;
  /** True where every figure is a finite number in its range, and every text one printable line. */
  readonly figuresAreSane: boolean;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  readonly trickleCount: number;
  /** Length of what was logged for people, in UTF-16 units. */
  readonly logLength: number;
  /** True where the log holds nothing that a terminal would act on. */
  readonly logIsPrintable: boolean;
  /** Paths below `results`. */
  readonly results: readonly string[];
  /** Paths in the directory that no rule allows. */
  readonly strays: readonly string[];
  /** Highest memory of the process so far. */
  readonly peakRssBytes: number;
}
