import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BoincElement,
  child,
  childFlag,
  childNumber,
  childrenNamed,
  childText,
  parseBoincXml,
} from './boinc-xml.ts';
import type { DirectOutput } from './direct-output.ts';
import type { WorkunitBounds } from './workunit-bounds.ts';

/** An input that a template names. */
export interface TemplateInput {
  /** In the directory: named as in the slot, with `_` for `/`, or as `<physical_name>` says. */
  readonly path: string;
  readonly openName: string;
  readonly copyFile: boolean;
}

/** An output that a template names. */
export interface TemplateOutput extends Required<DirectOutput> {
  /** Elements of `<file_info>` that are passed on as they are. */
  readonly extra: string;
}

/** What the templates of a workunit say. */
export interface WorkunitTemplates {
  readonly inputs: readonly TemplateInput[];
  readonly outputs: readonly TemplateOutput[];
  readonly bounds: WorkunitBounds;
  readonly commandLine: string;
}

/** Elements of an output's `<file_info>` that the client reads and this server has no part in. */
const PASSED_ON = ['generated_locally', 'upload_when_present', 'gzip_when_done', 'sticky'];

/**
 * Reads `in.xml`, `out.xml` and `command-line` of a workunit's directory, in the form of BOINC's
 * `create_work`. @throws Error where a template refers to a number that it does not describe
 */
export async function readWorkunitTemplates(directory: string): Promise<WorkunitTemplates> {
  const input = withoutRoot(parseBoincXml(await readFile(join(directory, 'in.xml'), 'utf8')), [
    'input_template',
  ]);
  const output = withoutRoot(parseBoincXml(await readFile(join(directory, 'out.xml'), 'utf8')), [
    'output_template',
  ]);
  const workunit = child(input, 'workunit') ?? parseBoincXml('');
  const result = child(output, 'result') ?? parseBoincXml('');
  const commandLinePath = join(directory, 'command-line');
  const bound = (name: string) =>
    child(workunit, name) === undefined ? undefined : childNumber(workunit, name);
  return {
    inputs: readInputs(directory, input, workunit),
    outputs: readOutputs(output, result),
    commandLine: existsSync(commandLinePath)
      ? (await readFile(commandLinePath, 'utf8')).trim()
      : childText(workunit, 'command_line'),
    bounds: {
      fpopsEst: bound('rsc_fpops_est'),
      fpopsBound: bound('rsc_fpops_bound'),
      memoryBoundBytes: bound('rsc_memory_bound'),
      diskBoundBytes: bound('rsc_disk_bound'),
      delayBoundS: bound('delay_bound'),
    },
  };
}

function withoutRoot(source: BoincElement, names: readonly string[]): BoincElement {
  return source.children.find(({ name }) => names.includes(name)) ?? source;
}

function readInputs(
  directory: string,
  template: BoincElement,
  workunit: BoincElement,
): TemplateInput[] {
  const files = childrenNamed(template, 'file_info');
  return childrenNamed(workunit, 'file_ref').map((reference) => {
    const number = childText(reference, 'file_number');
    const file = files.find((candidate) => childText(candidate, 'number') === number);
    if (file === undefined) throw new Error(`in.xml has no <file_info> number ${number}`);
    const openName = childText(reference, 'open_name');
    const names = [childText(file, 'physical_name'), openName, openName.replaceAll('/', '_')];
    const path = names
      .filter((name) => name !== '')
      .map((name) => join(directory, name))
      .find((candidate) => existsSync(candidate));
    if (path === undefined) throw new Error(`${directory} has no file for the input ${openName}`);
    return { path, openName, copyFile: childFlag(reference, 'copy_file') };
  });
}

function readOutputs(template: BoincElement, result: BoincElement): TemplateOutput[] {
  const files = childrenNamed(template, 'file_info');
  const numberOf = (file: BoincElement) => {
    const tag = (child(file, 'name') ?? child(file, 'file_name'))?.children[0]?.name ?? '';
    return /^OUTFILE_\d+$/.test(tag) ? tag : undefined;
  };
  return childrenNamed(result, 'file_ref').map((reference) => {
    const number = numberOf(reference);
    const file = files.find((candidate) => numberOf(candidate) === number);
    if (number === undefined || file === undefined) {
      throw new Error(`out.xml has no <file_info> for ${reference.inner.trim()}`);
    }
    const urls = [child(file, 'url'), child(file, 'upload_url')].filter((url) => url !== undefined);
    if (!urls.some((url) => child(url, 'UPLOAD_URL') !== undefined)) {
      throw new Error(`out.xml has no <UPLOAD_URL/> for ${number}`);
    }
    return {
      openName: childText(reference, 'open_name'),
      maxBytes: childNumber(file, 'max_nbytes'),
      optional: childFlag(reference, 'optional'),
      copyFile: childFlag(reference, 'copy_file'),
      extra: PASSED_ON.filter((name) => childFlag(file, name))
        .map((name) => `    <${name}/>\n`)
        .join(''),
    };
  });
}
