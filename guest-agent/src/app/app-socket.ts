import type { AppSession } from './app-session.ts';

/** A socket on which the programs of a task reach its session. Whoever opened it disposes of it. */
export interface AppSocket extends AsyncDisposable {
  /** For the environment of the programs. */
  readonly path: string;
  /** Cuts off all connections; further ones may come. */
  cutConnections(): void;
}

/** What an {@link OpenAppSocket} is given. */
export interface AppSocketOptions {
  readonly taskId: string;
  readonly session: AppSession;
  /** Directory for the socket, in one that no program can write in; replaced where it is there. */
  readonly directory: string;
  /** Who may connect, beside root. */
  readonly user: { readonly uid: number; readonly gid: number };
}

/**
 * Opens the socket of a task. Undefined where that cannot be, as with a path that is too long: then the
 * programs go without.
 */
export type OpenAppSocket = (options: AppSocketOptions) => Promise<AppSocket | undefined>;
