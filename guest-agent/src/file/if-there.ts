import { lstatSync, unlinkSync, type Stats } from 'node:fs';
import { nameIn } from './directory-descriptor.ts';
import { errnoOf } from './file-error.ts';

/** What a name in an open directory stands for, not followed; undefined where there is none. */
export function statIfThere(directory: number, name: string): Stats | undefined {
  try {
    return lstatSync(nameIn(directory, name));
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes a file or link; nothing happens where there is none. */
export function removeIfThere(path: string | Buffer): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}
