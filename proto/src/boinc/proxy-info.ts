import { HiddenText } from './hidden-text.ts';
import { readSection } from './read-section.ts';
import type { XmlScanner } from './xml-scanner.ts';

/** The proxy that the volunteer has set; passwords are hidden texts. */
export interface ProxyInfo {
  readonly useHttpProxy: boolean;
  readonly useSocksProxy: boolean;
  readonly useHttpAuth: boolean;
  readonly httpServerName: string;
  readonly httpServerPort: number;
  readonly httpUserName: string;
  readonly httpUserPassword: HiddenText;
  readonly socksServerName: string;
  readonly socksServerPort: number;
  readonly socks5UserName: string;
  readonly socks5UserPassword: HiddenText;
  readonly socks5RemoteDns: boolean;
  /** Hosts that are reached without the proxy, divided by commas. */
  readonly noProxy: string;
}

/** What counts where the document says nothing. */
export const DEFAULT_PROXY_INFO: ProxyInfo = {
  useHttpProxy: false,
  useSocksProxy: false,
  useHttpAuth: false,
  httpServerName: '',
  httpServerPort: 80,
  httpUserName: '',
  httpUserPassword: new HiddenText(''),
  socksServerName: '',
  socksServerPort: 80,
  socks5UserName: '',
  socks5UserPassword: new HiddenText(''),
  socks5RemoteDns: false,
  noProxy: '',
};

/** Reads a `<proxy_info>` whose start tag was just read. */
export function readProxyInfo(scanner: XmlScanner): ProxyInfo {
  const { httpUserPassword, socks5UserPassword, ...values } = readSection(
    scanner,
    'proxy_info',
    FIELDS,
  );
  return {
    ...DEFAULT_PROXY_INFO,
    ...values,
    httpUserPassword: new HiddenText(httpUserPassword ?? ''),
    socks5UserPassword: new HiddenText(socks5UserPassword ?? ''),
  };
}

const FIELDS = {
  use_http_proxy: ['useHttpProxy', 'boolean'],
  use_socks_proxy: ['useSocksProxy', 'boolean'],
  use_http_auth: ['useHttpAuth', 'boolean'],
  http_server_name: ['httpServerName', 'text'],
  http_server_port: ['httpServerPort', 'integer'],
  http_user_name: ['httpUserName', 'text'],
  http_user_passwd: ['httpUserPassword', 'text'],
  socks_server_name: ['socksServerName', 'text'],
  socks_server_port: ['socksServerPort', 'integer'],
  socks5_user_name: ['socks5UserName', 'text'],
  socks5_user_passwd: ['socks5UserPassword', 'text'],
  socks5_remote_dns: ['socks5RemoteDns', 'boolean'],
  no_proxy: ['noProxy', 'text'],
} as const;
