import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes files for a test of packaging; a name that ends with `*` is executable. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name.replace(/\*$/, ''));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    if (name.endsWith('*')) chmodSync(path, 0o755);
  }
}

/** Writes an image that has all files of one and would not boot. */
export function writeStandInImage(directory: string): void {
  const contents = { 'disk.img': 'disk', kernel: 'kernel', initrd: 'initrd' };
  const manifest = {
    formatVersion: 1,
    architecture: 'x86_64',
    diskFile: 'disk.img',
    diskFormat: 'raw',
    kernelFile: 'kernel',
    initrdFile: 'initrd',
    kernelArguments: 'quiet',
    files: Object.entries(contents).map(([name, content]) => ({
      name,
      size: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  };
  writeFiles(directory, { ...contents, 'manifest.json': JSON.stringify(manifest) });
}
