import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What is in a job directory. */
export interface JobDirectory {
  /** Elements inside `<vm_job>`, beside the defaults: see docs/job-file.md. */
  readonly elements: string;
  /** Files beside the job file: content by path. A file that begins with `#!` is made executable. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Default: the image that `npm test` builds. */
  readonly image?: string;
  /** Default: {@link BOOT_LIMIT_S}. */
  readonly bootTimeoutS?: number;
  /** Default: {@link DISK_LIMIT_MB}. */
  readonly diskLimitMb?: number;
}

/** Seconds that a machine may take to boot: a loaded machine may be slow, that is no failure. */
export const BOOT_LIMIT_S = 500;

/** Room of a job that writes little. */
export const DISK_LIMIT_MB = 64;

/** Writes a job directory. @returns path of the job file */
export async function writeJobDirectory(directory: string, job: JobDirectory): Promise<string> {
  for (const [name, content] of Object.entries(job.files ?? {})) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    if (typeof content === 'string' && content.startsWith('#!')) await chmod(path, 0o755);
  }
  const jobFile = join(directory, 'vm_job.xml');
  const lines = [
    '<vm_job>',
    '<name>e2e</name>',
    `<image>${escapeXml(job.image ?? 'debian')}</image>`,
    `<boot_timeout_s>${job.bootTimeoutS ?? BOOT_LIMIT_S}</boot_timeout_s>`,
    `<disk_limit_mb>${job.diskLimitMb ?? DISK_LIMIT_MB}</disk_limit_mb>`,
    job.elements,
    '</vm_job>',
  ];
  await writeFile(jobFile, `${lines.join('\n')}\n`);
  return jobFile;
}

/** A task that runs a shell script. */
export function shellTask(script: string, elements = ''): string {
  return `<task><application>sh</application><arg>-c</arg><arg>${escapeXml(script)}</arg>${elements}</task>`;
}

/** Text as the content of an element. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
