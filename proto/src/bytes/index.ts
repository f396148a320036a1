export { ByteQueue } from './byte-queue.ts';
export { crc32c } from './crc32c.ts';
