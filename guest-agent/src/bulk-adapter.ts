import {
  readFile,
  receiveArchive,
  receiveTree,
  sendArchive,
  sendTree,
  writeFile,
  type FileServiceOptions,
} from './file/index.ts';
import type { BulkServices } from './http/index.ts';
import type { TaskStore } from './task/index.ts';

/** Told about each file of an output that cannot be sent, such as a device. */
export type SkippedFileListener = (path: string, reason: string) => void;

/** What {@link createBulkServices} needs. */
export interface BulkServicesOptions extends FileServiceOptions {
  readonly store: TaskStore;
  readonly onSkipped: SkippedFileListener;
}

/** The bulk routes' services: archives go to and from the work directories of tasks. */
export function createBulkServices({
  store,
  onSkipped,
  uploads,
  findUser,
}: BulkServicesOptions): BulkServices {
  return {
    receiveArchive: async (taskId, source, { digest, signal }) => {
      await using lease = await store.prepareWorkDirectory(taskId);
      return await receiveArchive(source, {
        stagingParent: lease.stagingPath,
        target: lease.workPath,
        uid: lease.user.uid,
        gid: lease.user.gid,
        digest,
        signal,
        // The inputs are on the host: after a crash they are sent again, nothing hangs on the disk.
        durable: false,
      });
    },
    sendArchive: async (taskId, paths, { signal }) => {
      const root = store.workDirectory(taskId);
      const tellFetched = store.noteFetch(taskId);
      try {
        const stream = await sendArchive({ root, paths, signal, onSkipped });
        stream.once('close', () => tellFetched(stream.readableEnded));
        return stream;
      } catch (error) {
        tellFetched(false);
        throw error;
      }
    },
    readFile: (path, range, { signal }) => readFile({ path, ...range, signal }),
    writeFile: (path, offset, source, { digest, signal }) =>
      writeFile(source, { path, offset, digest, signal }),
    writeUpload: (uploadId, offset, source, { digest, signal }) =>
      uploads.write(uploadId, source, { offset, digest, signal }),
    receiveTree: async (path, { owner: name, replace }, source, { digest, signal }) => {
      const owner = name === undefined || name === '' ? undefined : await findUser(name);
      return await receiveTree(source, { path, owner, replace, digest, signal });
    },
    sendTree: (path, { signal }) => sendTree({ path, signal, onSkipped }),
  };
}
