/** One file of an app version, as `version.xml` describes it. */
export interface AppVersionFile {
  readonly physicalName: string;
  /** Name in the slot directory; none: the app finds the file under its physical name only. */
  readonly logicalName?: string | undefined;
  readonly mainProgram: boolean;
  /** The slot gets a copy and not a soft link. */
  readonly copyFile: boolean;
  /** The file is offered compressed as well. */
  readonly gzip: boolean;
  readonly path: string;
  readonly sizeBytes: number;
  readonly md5: string;
}

/** An app version that the project hands out. */
export interface AppVersion {
  readonly appName: string;
  readonly versionNum: number;
  readonly platform: string;
  readonly planClass: string;
  /** CPUs that a task of it uses. */
  readonly avgNcpus: number;
  readonly apiVersion: string;
  readonly isWrapper: boolean;
  readonly dontThrottle: boolean;
  readonly needsNetwork: boolean;
  readonly filePrefix: string;
  readonly files: readonly AppVersionFile[];
}

/** What {@link readAppVersion} is told; the directory is one that `update_versions` would take. */
export interface AppVersionOptions {
  readonly appName: string;
  /** 104 is what people call 1.04. */
  readonly versionNum: number;
  /** Holds `version.xml` and the files it names. */
  readonly directory: string;
  /** Default: `x86_64-pc-linux-gnu`, which Debian's client reports on x86_64. */
  readonly platform?: string | undefined;
  readonly planClass?: string | undefined;
  /** Default: 1. */
  readonly avgNcpus?: number | undefined;
}
