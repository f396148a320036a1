/** Types of `boinc.mjs`, which says how it works. Functions keep to the limits of docs/app-api.md. */

/** How the program takes part. All are true by default. */
export interface InitOptions {
  /** It says how the task ends. */
  readonly mainProgram?: boolean;
  /** It heeds suspend, quit and abort. */
  readonly handleProcessControl?: boolean;
  /** It ends by itself when told to; false: it looks at {@link status}. */
  readonly directProcessAction?: boolean;
}

/** How the end is shown. */
export interface EndOptions {
  /** The volunteer should see the message, not only the log. Default: false. */
  readonly isNotice?: boolean;
}

/** Neither the agent nor the disk takes what was to be sent, or the agent refuses it for good. */
export declare class BoincError extends Error {}

/** What the program should know and do now. Changes once a second at the most. */
export declare const status: {
  /** It should not compute; the agent stops it as well. */
  suspended: boolean;
  /** It should end without {@link finish}. */
  quitRequest: boolean;
  /** It should end for good. */
  abortRequest: boolean;
  /** {@link parseInitDataFile} brings something new, and sets this back. */
  rereadInitDataFile: boolean;
  networkSuspended: boolean;
  /** Bytes of memory of all its processes; 0: not known. */
  workingSetSize: number;
  /** The most that it should take, in bytes; 0: not known. */
  maxWorkingSetSize: number;
};

/** Facts of the task, by the names of init_data.xml. Empty or 0 where not known. */
export declare const initData: {
  appName: string;
  planClass: string;
  wuName: string;
  resultName: string;
  userName: string;
  teamName: string;
  /** The work directory. */
  projectDir: string;
  /** XML. */
  projectPreferences: string;
  appVersion: number;
  userid: number;
  teamid: number;
  hostid: number;
  /** Of the BOINC client; 0: there is none. */
  majorVersion: number;
  minorVersion: number;
  release: number;
  userTotalCredit: number;
  userExpavgCredit: number;
  hostTotalCredit: number;
  hostExpavgCredit: number;
  /** CPU seconds of earlier lives up to the last checkpoint. */
  wuCpuTime: number;
  /** Seconds. */
  startingElapsedTime: number;
  /** Seconds between checkpoints that the volunteer wants. */
  checkpointPeriod: number;
  ncpus: number;
  rscFpopsEst: number;
  rscFpopsBound: number;
  /** Bytes. */
  rscMemoryBound: number;
  rscDiskBound: number;
  /** Unix time in seconds; 0: none. */
  computationDeadline: number;
};

/**
 * Begins. Call it first; again, it does nothing. Waits 2 s for the agent at the most.
 *
 * @throws {Error} in a worker thread
 */
export declare function init(options?: InitOptions): Promise<void>;

/**
 * Ends the program: fraction done 1, what was not told yet, status, then process.exit.
 *
 * @param status 0 is success; the low 8 bits count. Default: 0
 * @param message a line for people, at most 1,023 bytes. Default: none
 */
export declare function finish(
  status?: number,
  message?: string,
  options?: EndOptions,
): Promise<never>;

/**
 * Ends the program with 0; it is started again later.
 *
 * @param delayS seconds, 0 to 86,400; else 300
 * @throws where standalone and the file boinc_temporary_exit cannot be written
 */
export declare function temporaryExit(
  delayS: number,
  reason?: string,
  options?: EndOptions,
): Promise<never>;

/** True until an agent has answered. */
export declare function isStandalone(): boolean;

/** Asks for the facts again. True: {@link initData} is new; false: nobody tells them now. */
export declare function parseInitDataFile(): Promise<boolean>;

/** How far the work is, 0 to 1. What is no number is not told. */
export declare function fractionDone(fraction: number): Promise<void>;

/** The last one; -1: none. */
export declare function getFractionDone(): number;

/** Operations so far in this life of the program. What is negative or no number is passed over. */
export declare function opsCumulative(fp: number, integer?: number): void;

/** Operations in a second of CPU time. */
export declare function opsPerCpuSec(fp: number, integer?: number): void;

/** Where a browser finds the program's graphics, in the guest; cut to 255 bytes. */
export declare function webGraphicsUrl(url: string): void;

/** HOST:PORT of a remote desktop; cut to 255 bytes. */
export declare function remoteDesktopAddr(address: string): void;

/** The program waits for a network. */
export declare function needNetwork(): void;

/** It waits no more. */
export declare function networkDone(): void;

/** True: the network must not be used now. */
export declare function networkPoll(): boolean;

/** Whether to write a checkpoint now. If so, a critical section has begun: {@link checkpointCompleted} ends it. */
export declare function timeToCheckpoint(): Promise<boolean>;

/** All that is needed to go on from here is written. */
export declare function checkpointCompleted(): Promise<void>;

/** Checkpoints not more often than this, whatever the volunteer wants. */
export declare function setMinCheckpointPeriod(seconds: number): void;

/** From here the program must not be ended. May be nested; the agent respects it for 10 s at the most. */
export declare function beginCriticalSection(): Promise<void>;

/** The end of one. A program that was told to end meanwhile ends here. */
export declare function endCriticalSection(): Promise<void>;

/** Runs what must not be cut in two, and gives its result. */
export declare function criticalSection<Result>(
  work: () => Result | Promise<Result>,
): Promise<Result>;

/**
 * Sends a message to the project's server: once, in order, by the next life of the program if need be.
 *
 * @param variety 1 to 255 of [A-Za-z0-9._-]
 * @param text at most 65,536 bytes
 * @throws {RangeError} for others
 * @throws {BoincError}
 */
export declare function sendTrickleUp(variety: string, text: string | Uint8Array): Promise<void>;

/**
 * The oldest message of the project's server that was not given yet, or null. The agent hears that it is taken
 * with the next call: a program that ends before is given it again in its next life.
 */
export declare function receiveTrickleDown(): Promise<Uint8Array | null>;

/**
 * Asks for an output file, by its logical name, to be uploaded now; do not write it any more.
 *
 * @throws {RangeError} for a name of more than 255 bytes or with control characters
 * @throws {BoincError}
 */
export declare function uploadFile(name: string): Promise<void>;

/** What became of it: 0 or 1 uploaded, below 0 failed for good; null: on its way, or not known. */
export declare function uploadStatus(name: string): Promise<number | null>;
