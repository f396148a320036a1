import { invalid } from '../field/check-field.ts';
import { MAX_UPLOAD_NAME_BYTES } from './app-limits.ts';

/**
 * Name of an output file as a path below the work directory, without empty parts and `.`.
 *
 * @throws {AgentError} invalid_argument
 */
export function checkUploadName(name: string | undefined): string {
  const value = name ?? '';
  const parts = value.split('/').filter((part) => part !== '' && part !== '.');
  if (
    parts.length === 0 ||
    value.startsWith('/') ||
    value.includes('\0') ||
    parts.includes('..') ||
    Buffer.byteLength(value) > MAX_UPLOAD_NAME_BYTES
  ) {
    throw invalid(
      'name',
      `a path below the work directory, without "..", of at most ${MAX_UPLOAD_NAME_BYTES} bytes`,
    );
  }
  return parts.join('/');
}
