import { BoincFormatError } from './boinc-format-error.ts';
import { countBytes } from './byte-text.ts';
import type { ElementKind } from './element-value.ts';
import { INIT_DATA_FIELDS } from './init-data-fields.ts';
import { DEFAULT_INIT_DATA, MAX_INIT_DATA_BYTES, type InitData } from './init-data.ts';
import { formatFixed, formatInteger } from './number-text.ts';
import { escapeXml } from './xml-text.ts';

/** Longest text of an element, in bytes with entities: libraries keep 255. */
export const MAX_INIT_DATA_TEXT_BYTES = 255;

/** What {@link formatInitData} takes: what is not given gets BOINC's default, `shmKey` -1. */
export type InitDataFields = Partial<Omit<InitData, 'authenticator' | 'proxyInfo'>>;

/** Elements that the core client leaves out when they are empty. */
const LEFT_OUT_EMPTY: ReadonlySet<string> = new Set([
  'plan_class',
  'symstore',
  'acct_mgr_url',
  'team_name',
  'user_name',
]);

/**
 * Writes an `init_data.xml` that an unmodified app reads, in the core client's order. The account's key
 * and the host's proxy are never written: they do not belong in a guest. Texts lose the white space at
 * their ends; `&`, `<` and `>` become entities, which every library decodes.
 *
 * @throws BoincFormatError `invalid_number` for a figure that cannot be sent; `invalid_text` for a text
 * with a control character or too long, or preferences that end their own element; `too_large`.
 */
export function formatInitData(fields: InitDataFields): string {
  const given = Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as InitDataFields;
  const data: InitData = { ...DEFAULT_INIT_DATA, ...given };
  const shmKey = data.shmKey ?? (data.commObjName === undefined ? -1 : undefined);
  const values: Readonly<Record<string, unknown>> = { ...data, shmKey };
  let text = '<app_init_data>\n';
  for (const [name, [field, kind]] of Object.entries(INIT_DATA_FIELDS)) {
    // The client has them between its own texts; its readers take any order.
    if (name === 'team_name') text += preferences(data.projectPreferences);
    const value = values[field];
    if (value === undefined || (value === '' && LEFT_OUT_EMPTY.has(name))) continue;
    text += element(name, kind, value);
  }
  text += hostInfo(data) + globalPreferences(data);
  for (const file of data.appFiles) text += element('app_file', 'text', file);
  text += '</app_init_data>\n';
  if (countBytes(text) > MAX_INIT_DATA_BYTES) {
    throw new BoincFormatError('too_large', `init data is above ${MAX_INIT_DATA_BYTES} bytes`);
  }
  return text;
}

function hostInfo({ hostInfo: host }: InitData): string {
  return (
    '<host_info>\n' +
    element('p_ncpus', 'integer', host.pNcpus) +
    element('p_vendor', 'text', host.pVendor) +
    element('p_model', 'text', host.pModel) +
    element('p_features', 'text', host.pFeatures, MAX_FEATURES_BYTES) +
    element('p_fpops', 'number', host.pFpops) +
    element('p_iops', 'number', host.pIops) +
    element('p_membw', 'number', host.pMembw) +
    element('m_nbytes', 'number', host.mNbytes) +
    element('m_swap', 'number', host.mSwapBytes) +
    element('d_total', 'number', host.dTotalBytes) +
    element('d_free', 'number', host.dFreeBytes) +
    element('os_name', 'text', host.osName) +
    element('os_version', 'text', host.osVersion) +
    '</host_info>\n'
  );
}

/** Libraries keep between 1 KiB and 8 KiB of features; what is longer would cost them the whole block. */
const MAX_FEATURES_BYTES = 1023;

function globalPreferences({ globalPreferences: preferences }: InitData): string {
  return (
    '<global_preferences>\n' +
    element('leave_apps_in_memory', 'boolean', preferences.leaveAppsInMemory) +
    element('max_ncpus_pct', 'number', preferences.maxNcpusPct) +
    element('disk_interval', 'number', preferences.diskIntervalS) +
    element('ram_max_used_busy_pct', 'number', preferences.ramMaxUsedBusyPct) +
    element('ram_max_used_idle_pct', 'number', preferences.ramMaxUsedIdlePct) +
    element('max_bytes_sec_up', 'number', preferences.maxBytesSecUp) +
    element('max_bytes_sec_down', 'number', preferences.maxBytesSecDown) +
    element('cpu_usage_limit', 'number', preferences.cpuUsageLimitPct) +
    element('daily_xfer_limit_mb', 'number', preferences.dailyXferLimitMb) +
    element('daily_xfer_period_days', 'integer', preferences.dailyXferPeriodDays) +
    '</global_preferences>\n'
  );
}

function preferences(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  if (text.includes('</project_preferences>') || text.includes('\0')) {
    throw new BoincFormatError(
      'invalid_text',
      'project preferences must not hold NUL or their own end tag',
    );
  }
  return `<project_preferences>\n${text}</project_preferences>\n`;
}

function element(
  name: string,
  kind: ElementKind,
  value: unknown,
  maxBytes = MAX_INIT_DATA_TEXT_BYTES,
): string {
  return `<${name}>${formatValue(name, kind, value, maxBytes)}</${name}>\n`;
}

function formatValue(name: string, kind: ElementKind, value: unknown, maxBytes: number): string {
  switch (kind) {
    case 'boolean':
      return value === true ? '1' : '0';
    case 'integer':
      return formatInteger(value as number);
    case 'number':
    case 'amount':
      return formatFixed(value as number);
    case 'text': {
      const text = escapeXml((value as string).trim());
      // oxlint-disable-next-line no-control-regex -- control characters are what is refused
      if (/[\u0000-\u001f\u007f]/.test(text) || countBytes(text) > maxBytes) {
        throw new BoincFormatError(
          'invalid_text',
          `<${name}> has a control character, or more than ${maxBytes} bytes`,
        );
      }
      return text;
    }
  }
}
