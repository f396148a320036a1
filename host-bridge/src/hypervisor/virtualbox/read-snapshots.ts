import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';

/** What the settings of a machine say of a snapshot. */
export interface SnapshotSettings {
  readonly savedAtMs: number;
  /** Size of the file with memory and devices. */
  readonly bytes: number;
}

/** Most bytes of a machine's settings that are read. */
export const MAX_VBOX_SETTINGS_BYTES = 4 * 1024 * 1024;

/**
 * Reads times and sizes of snapshots, by name, from the machine's settings: `snapshot list` has neither. What is not
 * there, or no time, is left out: the names that count come from VBoxManage. The elements are those of
 * VirtualBox-settings.xsd.
 */
export async function readSnapshotSettings(
  settings: string,
): Promise<ReadonlyMap<string, SnapshotSettings>> {
  const text = await readFile(settings, 'utf8');
  const found = new Map<string, SnapshotSettings>();
  if (text.length > MAX_VBOX_SETTINGS_BYTES) return found;
  for (const [tag] of text.matchAll(/<Snapshot\s[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const savedAtMs = Date.parse(attribute(tag, 'timeStamp') ?? '');
    if (name === undefined || Number.isNaN(savedAtMs)) continue;
    found.set(name, { savedAtMs, bytes: await sizeOf(settings, attribute(tag, 'stateFile')) });
  }
  return found;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
}

async function sizeOf(settings: string, stateFile: string | undefined): Promise<number> {
  if (stateFile === undefined) return 0;
  const path = isAbsolute(stateFile) ? stateFile : join(dirname(settings), stateFile);
  try {
    return (await stat(path)).size;
  } catch {
    // A snapshot whose state is gone has none; a restore will tell.
    return 0;
  }
}
