import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeXml } from '../fakes/boinc-project/boinc-xml.ts';

/** What a client is attached to; a `ProjectServer` fits. */
export interface AttachedProject {
  readonly masterUrl: string;
  /** Known beforehand, it spares the client the five seconds between a master page and a request. */
  readonly schedulerUrl?: string | undefined;
  readonly authenticator: string;
}

/** `<options>` of `cc_config.xml`: nothing that depends on the machine, on luck, or on a network. */
export const DEFAULT_CONFIGURATION: Readonly<Record<string, number | string>> = {
  allow_multiple_clients: 1,
  dont_contact_ref_site: 1,
  // Once it has had a task it asks for no other: a request in vain would delay the report.
  fetch_minimal_work: 1,
  max_file_xfers: 16,
  max_file_xfers_per_project: 16,
  no_gpus: 1,
  no_info_fetch: 1,
  // SCHED_IDLE, the client's own choice, would leave an app to the mercy of what else is tested.
  no_priority_change: 1,
  report_results_immediately: 1,
  skip_cpu_benchmarks: 1,
  suppress_net_info: 1,
};

/** Preferences under which a client always computes; names and units as BOINC has them. */
export const DEFAULT_PREFERENCES: Readonly<Record<string, number>> = {
  run_on_batteries: 1,
  run_if_user_active: 1,
  run_gpu_if_user_active: 1,
  suspend_cpu_usage: 0,
  niu_suspend_cpu_usage: 0,
  suspend_if_no_recent_input: 0,
  cpu_usage_limit: 100,
  niu_cpu_usage_limit: 100,
  max_ncpus_pct: 100,
  niu_max_ncpus_pct: 100,
  leave_apps_in_memory: 1,
  disk_interval: 5,
  disk_max_used_gb: 0,
  disk_max_used_pct: 100,
  disk_min_free_gb: 0,
  ram_max_used_busy_pct: 100,
  ram_max_used_idle_pct: 100,
  vm_max_used_pct: 100,
  work_buf_min_days: 0,
  work_buf_additional_days: 0,
};

/** Flags of the log that are always on. */
const LOG_FLAGS = ['task', 'file_xfer', 'sched_ops', 'task_debug', 'sched_op_debug'];

/** "Project initialization" among the reasons in BOINC's `lib/common_defs.h`. */
const RPC_REASON_INIT = 6;

/** Files of a data directory before a client's first start. */
export interface ClientFiles {
  readonly directory: string;
  readonly projects: readonly AttachedProject[];
  readonly password: string;
  /** Of the client, as `boinc --version` prints it. */
  readonly version: string;
  readonly configuration: Readonly<Record<string, number | string>>;
  readonly preferences: Readonly<Record<string, number>>;
  readonly logFlags: readonly string[];
}

/** Writes what a client finds at its start: accounts, configuration, preferences, password. */
export async function writeClientFiles(files: ClientFiles): Promise<void> {
  const { directory } = files;
  await mkdir(directory, { recursive: true });
  for (const { masterUrl, authenticator } of files.projects) {
    const account = elements('account', { master_url: masterUrl, authenticator });
    await writeFile(join(directory, `account_${projectFolder(masterUrl)}.xml`), account);
  }
  await writeFile(join(directory, 'client_state.xml'), clientState(files));
  await writeFile(join(directory, 'gui_rpc_auth.cfg'), files.password, { mode: 0o600 });
  const flags = Object.fromEntries([...LOG_FLAGS, ...files.logFlags].map((flag) => [flag, 1]));
  await writeFile(
    join(directory, 'cc_config.xml'),
    `<cc_config>\n${elements('log_flags', flags)}${elements('options', {
      ...DEFAULT_CONFIGURATION,
      ...files.configuration,
    })}</cc_config>\n`,
  );
  await writePreferences(directory, files.preferences);
}

/** Writes `global_prefs_override.xml`: these over the defaults. */
export async function writePreferences(
  directory: string,
  preferences: Readonly<Record<string, number>>,
): Promise<void> {
  await writeFile(
    join(directory, 'global_prefs_override.xml'),
    elements('global_preferences', { ...DEFAULT_PREFERENCES, ...preferences }),
  );
}

/**
 * The state of a client that has read the projects' master pages, has measured its processor, and has
 * not called the projects yet. Another version than its own would make it read the pages again.
 */
function clientState({ projects, version }: ClientFiles): string {
  const [major, minor, release] = version.split('.');
  const known = projects.map(({ masterUrl, schedulerUrl }) =>
    schedulerUrl === undefined
      ? ''
      : elements('project', {
          master_url: masterUrl,
          scheduler_url: schedulerUrl,
          sched_rpc_pending: RPC_REASON_INIT,
        }),
  );
  return `<client_state>
<host_info>
    <p_fpops>1e9</p_fpops>
    <p_iops>1e9</p_iops>
    <p_membw>1e9</p_membw>
    <p_calculated>${Math.floor(Date.now() / 1000)}</p_calculated>
</host_info>
<core_client_major_version>${major}</core_client_major_version>
<core_client_minor_version>${minor}</core_client_minor_version>
<core_client_release>${release}</core_client_release>
${known.join('')}</client_state>
`;
}

/** Name of a project's directory below `projects`, and part of its account file's name. */
export function projectFolder(masterUrl: string): string {
  return masterUrl
    .replace(/^https?:\/\//, '')
    .replaceAll(/[^\w.-]/g, '_')
    .replace(/_$/, '');
}

function elements(root: string, values: Readonly<Record<string, number | string>>): string {
  const lines = Object.entries(values).map(
    ([name, value]) => `    <${name}>${escapeXml(String(value))}</${name}>\n`,
  );
  return `<${root}>\n${lines.join('')}</${root}>\n`;
}
