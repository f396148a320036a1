import { chmod, mkdir } from 'node:fs/promises';

/** Makes a directory of the agent where it is missing, with exactly this mode. */
export async function makeDirectory(path: string, mode: number): Promise<void> {
  await mkdir(path, { recursive: true, mode });
  await chmod(path, mode);
}
