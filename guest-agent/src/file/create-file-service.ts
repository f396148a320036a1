import type { vmslot } from '@vmslot/proto/agent';
import type { GuestUser } from '../user/user-directory.ts';
import { checksum } from './checksum.ts';
import { getSpace } from './get-space.ts';
import { listDirectory } from './list-directory.ts';
import { makeDirectory } from './make-directory.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { setAttributes } from './set-attributes.ts';
import { stat } from './stat.ts';
import type { UploadStore } from './upload-store.ts';
import { watchFiles } from './watch-files.ts';

/** What {@link createFileService} needs. */
export interface FileServiceOptions {
  readonly uploads: UploadStore;
  /** Looks a user up by name; fails with `AgentError`. */
  readonly findUser: (name: string) => Promise<GuestUser>;
}

/** FileService of the schema: a handler for each method. */
export function createFileService({ uploads, findUser }: FileServiceOptions) {
  const ownerOf = async (name: string | undefined) =>
    name === undefined || name === '' ? undefined : await findUser(name);
  return {
    stat,
    listDirectory,
    remove,
    makeDirectory: async (request: vmslot.agent.v1.MakeDirectoryRequest.$Properties) =>
      await makeDirectory(request, { owner: await ownerOf(request.user) }),
    rename,
    setAttributes,
    getSpace,
    checksum,
    watchFiles,
    openUpload: async (request: vmslot.agent.v1.OpenUploadRequest.$Properties) =>
      await uploads.begin(request, { owner: await ownerOf(request.user) }),
    finishUpload: async (
      request: vmslot.agent.v1.FinishUploadRequest.$Properties,
      { signal }: { signal: AbortSignal },
    ) => await uploads.finish(request, { signal }),
    abortUpload: async ({ uploadId }: vmslot.agent.v1.AbortUploadRequest.$Properties) => {
      await uploads.abort(uploadId ?? '');
      return {};
    },
  };
}
