import { escapeXmlText } from '../job/index.ts';

/**
 * Version of BOINC's runtime interface that the bridge speaks. Without it the client offers another
 * kind of shared memory.
 */
const API_VERSION = '8.0.0';

/** A file of an app version. */
export interface VersionFile {
  readonly physicalName: string;
  /** Name in the slot. */
  readonly logicalName: string;
  /** The client starts this one; exactly one file is. */
  readonly isMainProgram: boolean;
}

/** `version.xml`, which BOINC's `update_versions` reads beside the files of an app version. */
export function formatVersionXml(files: readonly VersionFile[]): string {
  const lines = files.flatMap(({ physicalName, logicalName, isMainProgram }) => [
    '    <file>',
    `        <physical_name>${escapeXmlText(physicalName)}</physical_name>`,
    `        <logical_name>${escapeXmlText(logicalName)}</logical_name>`,
    ...(isMainProgram ? ['        <main_program/>'] : []),
    '    </file>',
  ]);
  return [
    '<version>',
    ...lines,
    `    <api_version>${API_VERSION}</api_version>`,
    '    <is_wrapper/>',
    '</version>',
    '',
  ].join('\n');
}
