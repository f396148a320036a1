import { listDirectory } from './list-directory.ts';
import { remove } from './remove.ts';
import { stat } from './stat.ts';

/** FileService of the schema: a handler for each method. */
export const FILE_SERVICE = { stat, listDirectory, remove } as const;
