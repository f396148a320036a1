/** Chunks shorter than this are copied together. */
const GATHERED_CHUNK_BYTES = 4 * 1024;
/** Copied together are no more than this. */
const MAX_GATHER_BYTES = 32 * 1024;

/**
 * The same bytes in fewer chunks: short neighbours are copied together, since each piece of a frame
 * costs more than its copy. Long chunks stay as they are.
 */
export function gatherChunks(chunks: readonly Buffer[]): readonly Buffer[] {
  const gathered: Buffer[] = [];
  let group: Buffer[] = [];
  let groupBytes = 0;
  const closeGroup = (): void => {
    if (group.length === 1) gathered.push(group[0]!);
    else if (group.length > 1) gathered.push(Buffer.concat(group, groupBytes));
    group = [];
    groupBytes = 0;
  };
  for (const chunk of chunks) {
    const isShort = chunk.length < GATHERED_CHUNK_BYTES;
    if (!isShort || groupBytes + chunk.length > MAX_GATHER_BYTES) closeGroup();
    if (isShort) {
      group.push(chunk);
      groupBytes += chunk.length;
    } else {
      gathered.push(chunk);
    }
  }
  closeGroup();
  return gathered;
}
