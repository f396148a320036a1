import { closeSync, fstatSync, lstatSync } from 'node:fs';
import { AgentError } from '../errors.ts';
import { nameIn, openDirectoryIn, openTrustedDirectory } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';
import { parsePath, quoted } from './path-policy.ts';
import { isTrustedDirectory, MAX_FOLLOWED_LINKS, readTrustedLink } from './trusted-link.ts';

/** An open directory and a name in it. */
export interface Located {
  readonly directory: number;
  /** Empty: the directory itself, which is the root of the file system. */
  readonly name: string;
  /** True where nobody but root can change a name on the way, or in this directory. */
  readonly isTrusted: boolean;
}

/**
 * Walks an absolute path from the root, a component at a time from descriptor to descriptor, opens
 * the parent of its last component, and closes it when `use` is done.
 *
 * No link is followed that anybody but root could have made: only links that root owns, in
 * directories that root alone can write to, reached through such directories alone, so that `/bin`
 * may be a link to `usr/bin`; at most `MAX_FOLLOWED_LINKS`. The last component is never followed;
 * `use` sees to that with calls that do not.
 * @throws AgentError with invalid_argument for a path that `parsePath` refuses, not_found,
 *   failed_precondition where a link or a file is in the way
 */
export async function withParent<T>(
  path: string,
  use: (located: Located) => T | Promise<T>,
): Promise<T> {
  const components = parsePath(path);
  const name = components.pop() ?? '';
  const walk = new Walk(path);
  try {
    walk.go(components);
    return await use({ directory: walk.directory, name, isTrusted: walk.isTrusted });
  } finally {
    closeSync(walk.directory);
  }
}

/** As {@link withParent}, but opens the directory at `path` itself. */
export async function withDirectory<T>(
  path: string,
  use: (directory: number, isTrusted: boolean) => T | Promise<T>,
): Promise<T> {
  return await withParent(path, async ({ directory: parent, name, isTrusted }) => {
    const directory = openDirectoryIn(parent, name === '' ? '.' : name);
    try {
      return await use(directory, isTrusted && isTrustedDirectory(fstatSync(directory)));
    } finally {
      closeSync(directory);
    }
  });
}

class Walk {
  directory = openTrustedDirectory('/');
  isTrusted: boolean;
  readonly #path: string;
  #linkCount = 0;

  constructor(path: string) {
    this.#path = path;
    this.isTrusted = isTrustedDirectory(fstatSync(this.directory));
  }

  go(components: readonly string[]): void {
    // What is left to walk, the next component last.
    const left = components.toReversed();
    for (let component = left.pop(); component !== undefined; component = left.pop()) {
      const target = this.#enter(component);
      if (target === undefined) continue;
      this.#linkCount += 1;
      if (this.#linkCount > MAX_FOLLOWED_LINKS) {
        const message = `over ${MAX_FOLLOWED_LINKS} links lie on the way to ${quoted(this.#path)}`;
        throw new AgentError('failed_precondition', message);
      }
      if (target.startsWith('/')) this.#move(openTrustedDirectory('/'));
      // Root's own text: `..` is the real parent of a directory that only root can have moved.
      left.push(
        ...target
          .split('/')
          .filter((part) => part !== '' && part !== '.')
          .toReversed(),
      );
    }
  }

  /** Goes into a directory; where it is a link to be followed, gives its target instead. */
  #enter(component: string): string | undefined {
    try {
      this.#move(openDirectoryIn(this.directory, component));
      return undefined;
    } catch (error) {
      if (errnoOf(error) !== 'ENOTDIR' && errnoOf(error) !== 'ELOOP') throw error;
      const target = this.isTrusted ? readTrustedLink(this.directory, component) : undefined;
      if (target !== undefined) return target;
      throw this.#inTheWay(component, error);
    }
  }

  #move(next: number): void {
    closeSync(this.directory);
    this.directory = next;
    // Root may have a directory below one of a user's, who then can put another in its place.
    this.isTrusted &&= isTrustedDirectory(fstatSync(next));
  }

  #inTheWay(component: string, cause: unknown): AgentError {
    const isLink =
      lstatSync(nameIn(this.directory, component), { throwIfNoEntry: false })?.isSymbolicLink() ??
      false;
    const what = isLink
      ? 'is a symbolic link, and only those that root alone can make are followed; name the real path'
      : 'is no directory';
    const message = `${quoted(component)} on the way to ${quoted(this.#path)} ${what}`;
    return new AgentError('failed_precondition', message, { cause });
  }
}
