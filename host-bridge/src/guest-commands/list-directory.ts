import type { vmslot } from '@vmslot/proto/agent';
import { RpcError } from '@vmslot/proto/rpc';
import type { AgentClient } from '../agent-client/index.ts';

/** Most entries of one directory that are listed. */
export const MAX_LISTED_COUNT = 1_000_000;

/** What the agent says of a file. */
export type FileInfo = vmslot.agent.v1.IFileInfo;

/** The part of an `AgentClient` that is needed. */
export interface DirectoryLister {
  readonly file: Pick<AgentClient['file'], 'listDirectory'>;
}

/**
 * Entries of a directory of the guest, by name. A guest that lists without end, or the same again, is
 * found out.
 * @throws RpcError what the agent says; internal where its names do not rise; resource_exhausted
 */
export async function* listDirectory(
  client: DirectoryLister,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<FileInfo, void, undefined> {
  let afterName = '';
  let count = 0;
  for (;;) {
    const { files, more } = await client.file.listDirectory({ path, afterName }, { signal });
    for (const file of files) {
      const name = file.name ?? '';
      if (Buffer.compare(Buffer.from(name), Buffer.from(afterName)) <= 0) {
        throw new RpcError('internal', "the names in the agent's listing do not rise");
      }
      afterName = name;
      count += 1;
      if (count > MAX_LISTED_COUNT) {
        throw new RpcError(
          'resource_exhausted',
          `the directory has over ${MAX_LISTED_COUNT} entries`,
        );
      }
      yield file;
    }
    if (!more) return;
    if (files.length === 0) throw new RpcError('internal', "the agent's listing does not go on");
  }
}
