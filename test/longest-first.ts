import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Files that take longest, the longest first. Only the order matters, and only roughly: what comes here
 * at last would run alone at the end, with the other CPU idle.
 */
const LONGEST: readonly string[] = [
  'test/boinc/two-clients.test.ts',
  'test/boinc/loss.test.ts',
  'test/boinc/restart.test.ts',
  'test/boinc/faults-run.test.ts',
  'test/boinc/faults-start.test.ts',
  'test/boinc/faults-disk.test.ts',
  'test/boinc/aborted-jobs.test.ts',
  'test/boinc/same-source.test.ts',
  'test/e2e/examples-libvirt.test.ts',
  'test/boinc/one-job.test.ts',
  'test/boinc/inner-app.test.ts',
  'test/boinc/real-app.test.ts',
  'test/boinc/leave-memory.test.ts',
  'test/boinc/bad-slot.test.ts',
  'test/boinc/messages.test.ts',
  'test/e2e/watching.test.ts',
  'test/boinc/hardened.test.ts',
  'test/boinc/faults-image.test.ts',
  'test/boinc/harness.test.ts',
  'test/e2e/examples.test.ts',
  'test/e2e/conformance-serial.test.ts',
  'test/e2e/language-examples.test.ts',
  'test/e2e/many-jobs.test.ts',
  'test/restore/restore-traffic.test.ts',
  'test/contracts/virtualbox-driver.test.ts',
  'test/contracts/libvirt-driver.test.ts',
  'guest-agent/src/restart/restart.test.ts',
  'test/contracts/vmware-driver.test.ts',
  'test/fault/damaged-line.test.ts',
  'test/interop/fake-boinc-builds.test.ts',
  'test/contracts/uml-machine.test.ts',
  'test/hostile/corpus.test.ts',
  'test/contracts/virtualbox-faults.test.ts',
  'test/contracts/uml-driver.test.ts',
  'test/interop/languages-node.test.ts',
  'test/fault/tree-kills.test.ts',
  'test/interop/language-examples.test.ts',
  'guest-agent/src/task/task-deaths.test.ts',
  'test/interop/fake-boinc-hostile.test.ts',
  'test/interop/languages-python.test.ts',
];

const RANKS: ReadonlyMap<string, number> = new Map(LONGEST.map((file, index) => [file, index]));

/** LongestFirst: vitest's own order, with the files before all others of their group that take longest. */
export class LongestFirst extends BaseSequencer {
  /** @throws Error where a file of the list is not there any more */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const missing = LONGEST.filter((file) => !existsSync(join(ROOT, file)));
    if (missing.length > 0) throw new Error(`not there any more: ${missing.join(', ')}`);
    return (await super.sort(files)).toSorted(
      (a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b),
    );
  }
}

function groupOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function rankOf({ moduleId }: TestSpecification): number {
  return RANKS.get(relative(ROOT, moduleId)) ?? LONGEST.length;
}
