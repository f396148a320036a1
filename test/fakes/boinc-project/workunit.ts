/** One input file of a workunit. */
export interface WorkunitInput {
  /** Name in the project directory; unlike any other of the project. */
  readonly physicalName: string;
  /** Name in the slot directory. */
  readonly openName: string;
  readonly copyFile: boolean;
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** One output file that a result may upload. */
export interface WorkunitOutput {
  readonly physicalName: string;
  readonly openName: string;
  readonly maxBytes: number;
  readonly copyFile: boolean;
  readonly optional: boolean;
  /** As the template says: the app makes the file, the client need not have it at the start. */
  readonly generatedLocally: boolean;
  readonly uploadWhenPresent: boolean;
}

/** What the client does with a workunit; `undefined` stands for the client's own default. */
export interface WorkunitBounds {
  readonly fpopsEst?: number | undefined;
  readonly fpopsBound?: number | undefined;
  readonly memoryBoundBytes?: number | undefined;
  readonly diskBoundBytes?: number | undefined;
  /** Until when the client must report. Default: one day. */
  readonly delayBoundS?: number | undefined;
}

/** A workunit with its only result. */
export interface Workunit {
  readonly name: string;
  /** Name of the task that a client runs, `NAME_0`. */
  readonly resultName: string;
  readonly appName: string;
  readonly commandLine: string;
  readonly inputs: readonly WorkunitInput[];
  readonly outputs: readonly WorkunitOutput[];
  readonly bounds: WorkunitBounds;
  /** Only clients attached with this account key get it. Default: any. */
  readonly account?: string | undefined;
}

interface CommonOptions extends WorkunitBounds {
  /** Letters, digits and `_`; unlike any other of the project. */
  readonly name: string;
  readonly appName: string;
  /** Only clients attached with this account key get it; see `ProjectServer.addAccount`. */
  readonly account?: string | undefined;
  readonly commandLine?: string | undefined;
}

/** A workunit as files: `in.xml`, `out.xml`, `command-line` and the input files. */
export interface WorkunitFromTemplates extends CommonOptions {
  readonly directory: string;
}

/** A workunit of a few small texts, for a test that has no files. */
export interface DirectWorkunit extends CommonOptions {
  /** Content by open name. */
  readonly inputs?: Readonly<Record<string, string | Uint8Array>> | undefined;
  /** Open names, or more than that. Default: none. */
  readonly outputs?: readonly (string | DirectOutput)[] | undefined;
}

/** An output of a {@link DirectWorkunit}. */
export interface DirectOutput {
  readonly openName: string;
  /** Default: 1 MB. */
  readonly maxBytes?: number | undefined;
  readonly optional?: boolean | undefined;
  readonly copyFile?: boolean | undefined;
}
