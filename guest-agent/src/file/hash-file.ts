import { createHash } from 'node:crypto';
import { read } from 'node:fs';
import { promisify } from 'node:util';

const readDescriptor = promisify(read);

/** Bytes that are read and hashed before others get a turn of the event loop. */
const PIECE_BYTES = 256 * 1024;

/** SHA-256 of an open file as it is now. @throws the signal's reason, system errors */
export async function hashFile(file: number, signal: AbortSignal): Promise<Buffer> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
  for (let position = 0; ;) {
    signal.throwIfAborted();
    const { bytesRead } = await readDescriptor(file, piece, 0, PIECE_BYTES, position);
    if (bytesRead === 0) return hash.digest();
    hash.update(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
}
