import type { HiddenText } from './hidden-text.ts';

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
