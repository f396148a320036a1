import { AgentError } from '../../errors.ts';
import { blockDeviceMounts, type Mount } from '../parse-mounts.ts';
import { MAX_FREEZE_COUNT } from '../system-limits.ts';

/** Which file systems are to be frozen. */
export interface ChosenMounts {
  /** In the order of freezing: what was mounted last comes first, as it may lie on what came before. */
  readonly mountPoints: readonly string[];
  /** Asked for, but no mount points. */
  readonly missing: readonly string[];
}

/**
 * @param paths none: every file system on a block device that is not read-only
 * @throws AgentError invalid_argument for what is no absolute path, or too many
 */
export function chooseMounts(mounts: readonly Mount[], paths: readonly string[]): ChosenMounts {
  for (const path of paths) {
    if (!path.startsWith('/') || path.includes('\0') || path.length > 4096) {
      throw new AgentError(
        'invalid_argument',
        `paths: ${JSON.stringify(path.slice(0, 100))} is no absolute path of a mount point`,
      );
    }
  }
  const wanted = new Set(
    paths.length > 0
      ? paths
      : blockDeviceMounts(mounts)
          .filter(({ isReadOnly }) => !isReadOnly)
          .map(({ mountPoint }) => mountPoint),
  );
  if (wanted.size > MAX_FREEZE_COUNT) {
    throw new AgentError(
      'invalid_argument',
      `${wanted.size} file systems are too many: at most ${MAX_FREEZE_COUNT} at once`,
    );
  }
  // A place that is mounted over counts where it was mounted last.
  const places = new Map(mounts.map(({ mountPoint }, index) => [mountPoint, index]));
  const present = [...wanted].filter((path) => places.has(path));
  return {
    mountPoints: present.toSorted((a, b) => (places.get(b) ?? 0) - (places.get(a) ?? 0)),
    missing: [...wanted].filter((path) => !places.has(path)),
  };
}
