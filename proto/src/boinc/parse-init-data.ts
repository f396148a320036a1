import { BoincFormatError } from './boinc-format-error.ts';
import { countBytes, fromByteText, toByteText } from './byte-text.ts';
import { readGlobalPreferences } from './global-preferences.ts';
import { HiddenText } from './hidden-text.ts';
import { readHostInfo } from './host-info.ts';
import { INIT_DATA_FIELDS } from './init-data-fields.ts';
import { DEFAULT_INIT_DATA, MAX_INIT_DATA_BYTES, type InitData } from './init-data.ts';
import { readProxyInfo } from './proxy-info.ts';
import { readSection } from './read-section.ts';
import { truncated, XmlScanner } from './xml-scanner.ts';

/**
 * Reads `init_data.xml` by the rules of BOINC's library (lib/app_ipc.cpp, parse_init_data_file), and
 * refuses what it would take half: a number that is none, an element without its end, a document that
 * does not say where the shared memory is. Entities are decoded once in every text.
 *
 * @throws BoincFormatError `truncated`, `too_large`, `not_init_data`, `invalid_number`, `invalid_text`
 * or `missing`; no message holds a value of the document.
 */
export function parseInitData(text: string): InitData {
  const byteCount = countBytes(text);
  if (byteCount > MAX_INIT_DATA_BYTES) {
    throw new BoincFormatError(
      'too_large',
      `init_data.xml: has ${byteCount} bytes, above ${MAX_INIT_DATA_BYTES}; restart the BOINC client, which writes the file`,
    );
  }
  const scanner = new XmlScanner(toByteText(text));
  checkRoot(scanner);
  const appFiles: string[] = [];
  const blocks: { -readonly [Field in BlockField]?: InitData[Field] } = {};
  const values = readSection(scanner, 'app_init_data', INIT_DATA_FIELDS, (name) => {
    switch (name) {
      case 'project_preferences':
        blocks.projectPreferences = readPreferences(scanner);
        return true;
      case 'authenticator':
        blocks.authenticator = new HiddenText(fromByteText(scanner.readText(name)));
        return true;
      case 'host_info':
        blocks.hostInfo = readHostInfo(scanner);
        return true;
      case 'proxy_info':
        blocks.proxyInfo = readProxyInfo(scanner);
        return true;
      case 'global_preferences':
        blocks.globalPreferences = readGlobalPreferences(scanner);
        return true;
      case 'app_file':
        appFiles.push(fromByteText(scanner.readText(name)));
        return true;
      default:
        return false;
    }
  });
  if (values.shmKey === undefined && values.commObjName === undefined) {
    throw new BoincFormatError(
      'missing',
      'init_data.xml: has neither <shm_key> nor <comm_obj_name>; restart the BOINC client, which writes the file',
    );
  }
  return { ...DEFAULT_INIT_DATA, ...values, ...blocks, appFiles };
}

type BlockField =
  'projectPreferences' | 'authenticator' | 'hostInfo' | 'proxyInfo' | 'globalPreferences';

function checkRoot(scanner: XmlScanner): void {
  let token = scanner.next();
  if (token?.kind === 'tag' && token.text.includes('?xml')) token = scanner.next();
  if (token === undefined) throw truncated('before its first element');
  if (token.kind !== 'tag' || token.text !== 'app_init_data') {
    throw new BoincFormatError(
      'not_init_data',
      'init_data.xml: does not begin with <app_init_data>; restart the BOINC client, which writes the file',
    );
  }
}

/** The preferences may hold anything, so nothing in them is read; the client puts a newline before them. */
function readPreferences(scanner: XmlScanner): string {
  const block = scanner.takeUntilTag('project_preferences');
  if (block === undefined) throw truncated('inside <project_preferences>');
  return fromByteText(block.replace(/^\n/, ''));
}
