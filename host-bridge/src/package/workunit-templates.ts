import { escapeXmlText } from '../job/index.ts';
import type { WorkunitBounds } from './workunit-bounds.ts';

/** What {@link formatInputTemplate} writes. */
export interface InputTemplate {
  /** Names in the slot, in the order in which `create_work` is given the files. */
  readonly openNames: readonly string[];
  readonly bounds: WorkunitBounds;
}

/** An output of {@link formatResultTemplate}. */
export interface ResultFile {
  /** Name in the slot. */
  readonly openName: string;
  readonly isOptional: boolean;
  /** Largest size that the project takes. */
  readonly maxBytes: number;
}

/** BOINC's input template: the data files of a workunit and what it may use. */
export function formatInputTemplate({ openNames, bounds }: InputTemplate): string {
  const files = openNames.flatMap((_, number) => [
    '<file_info>',
    `    <number>${number}</number>`,
    '</file_info>',
  ]);
  const references = openNames.flatMap((openName, number) => [
    '    <file_ref>',
    `        <file_number>${number}</file_number>`,
    `        <open_name>${escapeXmlText(openName)}</open_name>`,
    '    </file_ref>',
  ]);
  return [
    ...files,
    '<workunit>',
    ...references,
    `    <rsc_fpops_est>${bounds.fpopsEst}</rsc_fpops_est>`,
    `    <rsc_fpops_bound>${bounds.fpopsBound}</rsc_fpops_bound>`,
    `    <rsc_memory_bound>${bounds.memoryBytes}</rsc_memory_bound>`,
    `    <rsc_disk_bound>${bounds.diskBytes}</rsc_disk_bound>`,
    '</workunit>',
    '',
  ].join('\n');
}

/**
 * BOINC's result template: the files that come back. The line ends are part of the format: the
 * server looks for `<file_info>` at the end of a line when it signs.
 */
export function formatResultTemplate(files: readonly ResultFile[]): string {
  const infos = files.flatMap(({ maxBytes }, number) => [
    '<file_info>',
    `    <name><OUTFILE_${number}/></name>`,
    '    <generated_locally/>',
    '    <upload_when_present/>',
    `    <max_nbytes>${maxBytes}</max_nbytes>`,
    '    <url><UPLOAD_URL/></url>',
    '</file_info>',
  ]);
  const references = files.flatMap(({ openName, isOptional }, number) => [
    '    <file_ref>',
    `        <file_name><OUTFILE_${number}/></file_name>`,
    `        <open_name>${escapeXmlText(openName)}</open_name>`,
    ...(isOptional ? ['        <optional/>'] : []),
    '    </file_ref>',
  ]);
  return [...infos, '<result>', ...references, '</result>', ''].join('\n');
}
