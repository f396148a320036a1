/** What the store of tasks and that of processes are told alike: where to keep things, and how to run them. */
export interface StoreOptions {
  /** Directory of the agent, made where it is missing. */
  readonly stateDirectory: string;
  /** Where groups may be made; undefined: the machine's cgroup v2 mount; null: use none. */
  readonly cgroupRoot?: string | null | undefined;
  /** User of what names none. */
  readonly defaultUser: string;
  /** File of passwd(5). */
  readonly passwordFile: string;
  /** Milliseconds of a clock that never goes back, and goes on over a restart of the agent. */
  readonly nowMs: () => number;
}

export const DEFAULT_STORE_OPTIONS: StoreOptions = {
  stateDirectory: '/var/lib/vmslot',
  cgroupRoot: undefined,
  defaultUser: 'app',
  passwordFile: '/etc/passwd',
  nowMs: () => Number(process.hrtime.bigint() / 1000n) / 1000,
};
