import { RpcError } from '@vmslot/proto/rpc';
import { MAX_ARCHIVE_PATH_COUNT } from './limits.ts';

const TASK_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const WHOLE_NUMBER = /^[0-9]{1,16}$/;

/** @throws RpcError invalid_argument where `taskId` cannot be one, by the rule in task.proto */
export function readTaskId(taskId: string | undefined): string {
  if (taskId !== undefined && TASK_ID.test(taskId)) return taskId;
  throw new RpcError('invalid_argument', 'the task id must be 1 to 64 of [A-Za-z0-9._-]');
}

/** @throws RpcError invalid_argument where `uploadId` cannot be one, by the rule in file.proto */
export function readUploadId(uploadId: string | undefined): string {
  if (uploadId !== undefined && TASK_ID.test(uploadId)) return uploadId;
  throw new RpcError('invalid_argument', 'the upload id must be 1 to 64 of [A-Za-z0-9._-]');
}

/**
 * A yes or no from the query; no where it is missing.
 *
 * @throws RpcError invalid_argument unless it is 0 or 1
 */
export function readFlag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === '0') return false;
  if (text === '1') return true;
  throw new RpcError('invalid_argument', `${name} must be 0 or 1`);
}

/** @throws RpcError invalid_argument for no path, an empty one, or too many */
export function readArchivePaths(paths: readonly string[] | undefined): readonly string[] {
  if (paths === undefined || paths.length === 0 || paths.includes('')) {
    throw new RpcError('invalid_argument', 'the query must name at least one path, none empty');
  }
  if (paths.length > MAX_ARCHIVE_PATH_COUNT) {
    throw new RpcError(
      'invalid_argument',
      `the query names ${paths.length} paths, and ${MAX_ARCHIVE_PATH_COUNT} are allowed`,
    );
  }
  return paths;
}

/** @throws RpcError invalid_argument unless there is exactly one path, and an absolute one */
export function readAbsolutePath(paths: readonly string[] | undefined): string {
  const [path, ...more] = paths ?? [];
  if (path !== undefined && more.length === 0 && path.startsWith('/') && !path.includes('\0')) {
    return path;
  }
  throw new RpcError('invalid_argument', 'the query must have one path, and an absolute one');
}

/**
 * A size or an offset from the query; undefined where it is missing.
 *
 * @throws RpcError invalid_argument unless it is a whole number below 2^53
 */
export function readByteCount(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = WHOLE_NUMBER.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new RpcError('invalid_argument', `${name} must be a whole number of bytes`);
}
