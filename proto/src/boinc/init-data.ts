import { DEFAULT_GLOBAL_PREFERENCES, type GlobalPreferences } from './global-preferences.ts';
import { HiddenText } from './hidden-text.ts';
import { DEFAULT_HOST_INFO, type HostInfo } from './host-info.ts';
import { DEFAULT_PROXY_INFO, type ProxyInfo } from './proxy-info.ts';

/** Largest `init_data.xml` that is read. */
export const MAX_INIT_DATA_BYTES = 1024 * 1024;

/** What the core client tells an app in `init_data.xml`. */
export interface InitData {
  /** Version of the core client. */
  readonly majorVersion: number;
  readonly minorVersion: number;
  readonly release: number;
  /** Version number of the app version, 104 for 1.4. */
  readonly appVersion: number;
  readonly userId: number;
  readonly teamId: number;
  readonly hostId: number;
  readonly appName: string;
  /** Clients from 8.2 on; empty otherwise. */
  readonly planClass: string;
  readonly symstore: string;
  readonly acctMgrUrl: string;
  /** The project's own preferences, verbatim. */
  readonly projectPreferences: string | undefined;
  readonly teamName: string;
  readonly userName: string;
  /** Absolute paths of the project's and the client's directory. */
  readonly projectDir: string;
  readonly boincDir: string;
  /** The volunteer's account key. It never leaves the host, and is never printed. */
  readonly authenticator: HiddenText;
  readonly wuName: string;
  readonly resultName: string;
  /** Linux and macOS: -1 is `boinc_mmap_file`, anything else a System V key. Undefined on Windows. */
  readonly shmKey: number | undefined;
  /** Windows: name of the memory object, without `shm_`. */
  readonly commObjName: string | undefined;
  readonly slot: number;
  /** 0: not known, watch heartbeats. */
  readonly clientPid: number;
  /** CPU and elapsed time of earlier episodes, up to the last checkpoint. */
  readonly wuCpuTimeS: number;
  readonly startingElapsedTimeS: number;
  readonly usingSandbox: boolean;
  readonly vmExtensionsDisabled: boolean;
  readonly userTotalCredit: number;
  readonly userExpavgCredit: number;
  readonly hostTotalCredit: number;
  readonly hostExpavgCredit: number;
  readonly resourceShareFraction: number;
  /** Seconds between two checkpoints; 0: not said, an app takes 300. */
  readonly checkpointPeriodS: number;
  readonly fractionDoneStart: number;
  readonly fractionDoneEnd: number;
  readonly gpuType: string;
  readonly gpuDeviceNum: number;
  readonly gpuOpenclDevIndex: number;
  readonly gpuUsage: number;
  /** CPUs that the task may use; 0: not said. */
  readonly ncpus: number;
  readonly rscFpopsEst: number;
  readonly rscFpopsBound: number;
  readonly rscMemoryBoundBytes: number;
  readonly rscDiskBoundBytes: number;
  /** Unix time in seconds. */
  readonly computationDeadlineS: number;
  readonly vboxWindow: boolean;
  readonly noPriorityChange: boolean;
  /** -1 unset, else 0 (lowest) to 5. */
  readonly processPriority: number;
  readonly processPrioritySpecial: number;
  readonly hostInfo: HostInfo;
  readonly proxyInfo: ProxyInfo;
  readonly globalPreferences: GlobalPreferences;
  /** Physical names of the app version's files. */
  readonly appFiles: readonly string[];
}

/** What counts where the document says nothing (lib/app_ipc.cpp, APP_INIT_DATA::clear). */
export const DEFAULT_INIT_DATA: InitData = {
  majorVersion: 0,
  minorVersion: 0,
  release: 0,
  appVersion: 0,
  userId: 0,
  teamId: 0,
  hostId: 0,
  appName: '',
  planClass: '',
  symstore: '',
  acctMgrUrl: '',
  projectPreferences: undefined,
  teamName: '',
  userName: '',
  projectDir: '',
  boincDir: '',
  authenticator: new HiddenText(''),
  wuName: '',
  resultName: '',
  shmKey: undefined,
  commObjName: undefined,
  slot: 0,
  clientPid: 0,
  wuCpuTimeS: 0,
  startingElapsedTimeS: 0,
  usingSandbox: false,
  vmExtensionsDisabled: false,
  userTotalCredit: 0,
  userExpavgCredit: 0,
  hostTotalCredit: 0,
  hostExpavgCredit: 0,
  resourceShareFraction: 0,
  checkpointPeriodS: 0,
  fractionDoneStart: 0,
  fractionDoneEnd: 1,
  gpuType: '',
  gpuDeviceNum: -1,
  gpuOpenclDevIndex: -1,
  gpuUsage: 0,
  ncpus: 0,
  rscFpopsEst: 0,
  rscFpopsBound: 0,
  rscMemoryBoundBytes: 0,
  rscDiskBoundBytes: 0,
  computationDeadlineS: 0,
  vboxWindow: false,
  noPriorityChange: false,
  processPriority: -1,
  processPrioritySpecial: -1,
  hostInfo: DEFAULT_HOST_INFO,
  proxyInfo: DEFAULT_PROXY_INFO,
  globalPreferences: DEFAULT_GLOBAL_PREFERENCES,
  appFiles: [],
};
