/** One mount of this mount namespace. */
export interface Mount {
  /** `major:minor` of the file system, the same for all its mounts. */
  readonly deviceNumber: string;
  readonly mountPoint: string;
  readonly fileSystem: string;
  /** What was mounted: a device's path, or any word. */
  readonly source: string;
  /** Of the file system, not of this mount. */
  readonly isReadOnly: boolean;
}

/** Reads /proc/self/mountinfo (proc(5)), in the order of mounting. Other lines are passed over. */
export function parseMounts(text: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const [before, after, ...more] = line.split(' - ');
    if (before === undefined || after === undefined || more.length > 0) continue;
    const [, , deviceNumber = '', , mountPoint = ''] = before.split(' ');
    const [fileSystem = '', source = '', options = ''] = after.split(' ');
    if (!/^\d{1,7}:\d{1,7}$/.test(deviceNumber) || !mountPoint.startsWith('/')) continue;
    mounts.push({
      deviceNumber,
      mountPoint: unescape(mountPoint),
      fileSystem,
      source: unescape(source),
      isReadOnly: options.split(',').includes('ro'),
    });
  }
  return mounts;
}

/**
 * One mount of each file system on a block device, in the order of mounting. Where several file
 * systems are mounted at one point, only the last can be reached, so the others are left out.
 */
export function blockDeviceMounts(mounts: readonly Mount[]): Mount[] {
  const visible = [...new Map(mounts.map((mount) => [mount.mountPoint, mount])).values()];
  const byDevice = new Map<string, Mount>();
  for (const mount of visible) {
    if (!mount.source.startsWith('/dev/') || byDevice.has(mount.deviceNumber)) continue;
    byDevice.set(mount.deviceNumber, mount);
  }
  return [...byDevice.values()];
}

/** Blank, tab, line feed and backslash stand there in octal. They are bytes of UTF-8 that stand alone. */
function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
