import type { AppVersion, AppVersionFile } from './app-version.ts';
import { escapeXml } from './boinc-xml.ts';
import type { SigningKey } from './signing-key.ts';
import type { Workunit } from './workunit.ts';

/** A trickle-down on its way. */
export interface TrickleDown {
  readonly resultName: string;
  readonly text: string;
}

/** What a reply may say; all of it optional but the name. */
export interface SchedulerReply {
  readonly projectName: string;
  readonly requestDelayS?: number | undefined;
  readonly nextRpcDelayS?: number | undefined;
  /** Only where the client has said 0: else it would invent a new one. */
  readonly hostId?: number | undefined;
  readonly messages?: readonly { readonly priority: string; readonly text: string }[];
  /** Names of results whose report has come. */
  readonly acknowledged?: readonly string[];
  readonly aborted?: readonly string[];
  readonly hasTrickles?: boolean;
  readonly trickleDowns?: readonly TrickleDown[];
  /** Only where the client has none. */
  readonly codeSignKey?: string | undefined;
  readonly work?: readonly { readonly workunit: Workunit; readonly version: AppVersion }[];
}

/** Where the client gets and puts files. */
export interface FileAddresses {
  readonly key: SigningKey;
  readonly uploadUrl: string;
  readonly downloadUrl: (physicalName: string) => string;
  /** Size of a file's compressed twin; undefined where there is none. */
  readonly gzippedBytes: (physicalName: string) => number | undefined;
}

/** Writes a reply in the form of section "Scheduler RPC" of BOINC's documentation. */
export function formatSchedulerReply(reply: SchedulerReply, addresses: FileAddresses): string {
  const lines = ['<scheduler_reply>', '<scheduler_version>803</scheduler_version>'];
  lines.push(`<project_name>${escapeXml(reply.projectName)}</project_name>`);
  // Estimates that a failure or a quick job would otherwise correct, and then work fetch with them.
  lines.push('<dont_use_dcf/>');
  if (reply.requestDelayS) lines.push(`<request_delay>${reply.requestDelayS}</request_delay>`);
  if (reply.nextRpcDelayS) lines.push(`<next_rpc_delay>${reply.nextRpcDelayS}</next_rpc_delay>`);
  if (reply.hostId !== undefined) lines.push(`<hostid>${reply.hostId}</hostid>`);
  for (const { priority, text } of reply.messages ?? []) {
    lines.push(`<message priority="${priority}">${escapeXml(text)}</message>`);
  }
  for (const name of reply.acknowledged ?? []) lines.push(named('result_ack', name));
  for (const name of reply.aborted ?? []) lines.push(named('result_abort', name));
  if (reply.hasTrickles) lines.push('<message_ack/>');
  for (const trickle of reply.trickleDowns ?? []) lines.push(formatTrickleDown(trickle));
  if (reply.codeSignKey) lines.push(`<code_sign_key>\n${reply.codeSignKey}</code_sign_key>`);
  lines.push(...formatWork(reply.work ?? [], addresses), '</scheduler_reply>', '');
  return lines.join('\n');
}

function named(tag: string, name: string): string {
  return `<${tag}>\n    <name>${name}</name>\n</${tag}>`;
}

function formatTrickleDown({ resultName, text }: TrickleDown): string {
  return [
    '<trickle_down>',
    `<result_name>${resultName}</result_name>`,
    `<time>${Math.floor(Date.now() / 1000)}</time>`,
    text.replace(/\n$/, ''),
    '</trickle_down>',
  ].join('\n');
}

function formatWork(work: SchedulerReply['work'] & {}, addresses: FileAddresses): string[] {
  // Tasks of one app share its version and files, which must stand in a reply only once.
  const parts = new Set<string>();
  for (const { version } of work) {
    parts.add(`<app>\n    <name>${version.appName}</name>\n</app>`);
    for (const file of version.files) parts.add(formatVersionFile(file, addresses));
    parts.add(formatAppVersion(version));
  }
  for (const { workunit, version } of work) {
    for (const input of workunit.inputs) {
      parts.add(
        `<file_info>
    <name>${input.physicalName}</name>
    <url>${addresses.downloadUrl(input.physicalName)}</url>
    <md5_cksum>${input.md5}</md5_cksum>
    <nbytes>${input.sizeBytes}</nbytes>
</file_info>`,
      );
    }
    for (const output of workunit.outputs) {
      parts.add(
        `<file_info>
    <name>${output.physicalName}</name>
    <max_nbytes>${output.maxBytes}</max_nbytes>
    <upload_url>${addresses.uploadUrl}</upload_url>
${output.extra}</file_info>`,
      );
    }
    parts.add(formatWorkunit(workunit));
    parts.add(formatResult(workunit, version));
  }
  return [...parts];
}

function formatVersionFile(file: AppVersionFile, { key, ...addresses }: FileAddresses): string {
  const url = addresses.downloadUrl(file.physicalName);
  const gzippedBytes = addresses.gzippedBytes(file.physicalName);
  const gzipped =
    gzippedBytes === undefined
      ? ''
      : `    <gzipped_url>${url}.gz</gzipped_url>
    <gzipped_nbytes>${gzippedBytes}</gzipped_nbytes>
`;
  return `<file_info>
    <name>${file.physicalName}</name>
    <url>${url}</url>
${gzipped}${file.executable ? '    <executable/>\n' : ''}    <file_signature>
${key.sign(file.md5)}    </file_signature>
    <nbytes>${file.sizeBytes}</nbytes>
</file_info>`;
}

function formatAppVersion(version: AppVersion): string {
  const flags = [
    version.isWrapper && '    <is_wrapper/>\n',
    version.dontThrottle && '    <dont_throttle/>\n',
    version.needsNetwork && '    <needs_network/>\n',
    version.filePrefix && `    <file_prefix>${version.filePrefix}</file_prefix>\n`,
    version.planClass && `    <plan_class>${version.planClass}</plan_class>\n`,
  ].filter(Boolean);
  const files = version.files.map(
    (file) => `    <file_ref>
        <file_name>${file.physicalName}</file_name>
${file.logicalName ? `        <open_name>${escapeXml(file.logicalName)}</open_name>\n` : ''}${
      file.mainProgram ? '        <main_program/>\n' : ''
    }${file.copyFile ? '        <copy_file/>\n' : ''}    </file_ref>
`,
  );
  return `<app_version>
    <app_name>${version.appName}</app_name>
    <version_num>${version.versionNum}</version_num>
    <platform>${version.platform}</platform>
    <api_version>${version.apiVersion}</api_version>
    <avg_ncpus>${version.avgNcpus}</avg_ncpus>
${flags.join('')}${files.join('')}</app_version>`;
}

function formatWorkunit(workunit: Workunit): string {
  const { bounds } = workunit;
  return `<workunit>
    <name>${workunit.name}</name>
    <app_name>${workunit.appName}</app_name>
    <rsc_fpops_est>${bounds.fpopsEst}</rsc_fpops_est>
    <rsc_fpops_bound>${bounds.fpopsBound}</rsc_fpops_bound>
    <rsc_memory_bound>${bounds.memoryBoundBytes}</rsc_memory_bound>
    <rsc_disk_bound>${bounds.diskBoundBytes}</rsc_disk_bound>
    <command_line>${escapeXml(workunit.commandLine)}</command_line>
${workunit.inputs.map(formatFileReference).join('')}</workunit>`;
}

function formatResult(workunit: Workunit, version: AppVersion): string {
  return `<result>
    <name>${workunit.resultName}</name>
    <wu_name>${workunit.name}</wu_name>
    <report_deadline>${Math.floor(Date.now() / 1000) + workunit.bounds.delayBoundS}</report_deadline>
    <report_immediately/>
    <platform>${version.platform}</platform>
    <version_num>${version.versionNum}</version_num>
    <plan_class>${version.planClass}</plan_class>
${workunit.outputs.map(formatFileReference).join('')}</result>`;
}

function formatFileReference(file: {
  readonly physicalName: string;
  readonly openName: string;
  readonly copyFile: boolean;
  readonly optional?: boolean;
}): string {
  return `    <file_ref>
        <file_name>${file.physicalName}</file_name>
        <open_name>${escapeXml(file.openName)}</open_name>
${file.copyFile ? '        <copy_file/>\n' : ''}${file.optional ? '        <optional/>\n' : ''}    </file_ref>
`;
}
