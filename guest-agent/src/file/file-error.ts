import { getSystemErrorMap } from 'node:util';
import { ArchiveError, type ArchiveErrorCode } from '@vmslot/proto/archive';
import type { Code } from '@vmslot/proto/rpc';
import { AgentError } from '../errors.ts';

const CODE_BY_ERRNO: Readonly<Record<string, Code>> = {
  ENOENT: 'not_found',
  EEXIST: 'already_exists',
  ENOTDIR: 'failed_precondition',
  EISDIR: 'failed_precondition',
  ELOOP: 'failed_precondition',
  ENOTEMPTY: 'failed_precondition',
  EBUSY: 'failed_precondition',
  ENAMETOOLONG: 'invalid_argument',
  EXDEV: 'failed_precondition',
  EINVAL: 'failed_precondition',
  ETXTBSY: 'failed_precondition',
  EOPNOTSUPP: 'failed_precondition',
  ENOTSUP: 'failed_precondition',
  ENXIO: 'failed_precondition',
  EMLINK: 'resource_exhausted',
  EACCES: 'permission_denied',
  EPERM: 'permission_denied',
  EROFS: 'permission_denied',
  ENOSPC: 'resource_exhausted',
  EDQUOT: 'resource_exhausted',
  EFBIG: 'resource_exhausted',
  EMFILE: 'resource_exhausted',
  ENFILE: 'resource_exhausted',
  ERR_STREAM_PREMATURE_CLOSE: 'data_loss',
};

const ADVICE_BY_ERRNO: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk of the guest is full; raise the disk limit of the job',
  EXDEV: 'both must be on one file system; copy and remove instead',
  ENOTDIR: 'a part of the path is a link or no directory; links are not followed',
  ELOOP: 'it is a symbolic link; links are not followed',
  ERR_STREAM_PREMATURE_CLOSE: 'the body ended too early; send it again',
};

const CODE_BY_ARCHIVE_CODE: Partial<Record<ArchiveErrorCode, Code>> = {
  too_many_entries: 'resource_exhausted',
  too_many_bytes: 'resource_exhausted',
  entry_too_large: 'resource_exhausted',
  truncated: 'data_loss',
  digest_mismatch: 'data_loss',
  digest_missing: 'invalid_argument',
  content_changed: 'aborted',
};

/**
 * Turns whatever a file operation threw into an `AgentError`, which passes as it is.
 * @param what what failed and where, such as `cannot write "/a/b"`
 * @param signal the operation's; where it has fired, that is the reason
 */
export function toFileError(error: unknown, what: string, signal?: AbortSignal): AgentError {
  if (error instanceof AgentError) return error;
  if (signal?.aborted === true) {
    return new AgentError('canceled', `${what}: the caller gave up`, { cause: error });
  }
  if (error instanceof ArchiveError) {
    const code = CODE_BY_ARCHIVE_CODE[error.code] ?? 'invalid_argument';
    return new AgentError(code, `${what}: ${error.message}`, { cause: error });
  }
  const errno = errnoOf(error);
  const code = CODE_BY_ERRNO[errno] ?? 'internal';
  const advice = ADVICE_BY_ERRNO[errno] ?? describeErrno(error);
  return new AgentError(code, `${what}: ${advice}`, { cause: error });
}

/** Name of a system error or of Node's own, such as `ENOENT`; empty where it has none. */
export function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** The system's own words: Node's message would repeat an internal path. */
function describeErrno(error: unknown): string {
  const errno = error instanceof Error && 'errno' in error ? error.errno : undefined;
  const known = typeof errno === 'number' ? getSystemErrorMap().get(errno) : undefined;
  if (known !== undefined) return `${known[1]} (${known[0]})`;
  return error instanceof Error ? error.message : String(error);
}
