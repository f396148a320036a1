import type { AppVersion } from './app-version.ts';
import { readSchedulerRequest, type SchedulerRequest } from './scheduler-request.ts';
import { type FileAddresses, formatSchedulerReply, type TrickleDown } from './scheduler-reply.ts';
import type { Workunit } from './workunit.ts';

/** How the scheduler answers. */
export interface SchedulerOptions {
  readonly projectName: string;
  readonly requestDelayS: number;
  readonly nextRpcDelayS: number;
  readonly maxTasksPerRequest: number;
}

interface Task {
  readonly workunit: Workunit;
  /** Host that has it; undefined until it is handed out. */
  hostId: number | undefined;
  isReported: boolean;
  abort: boolean;
}

interface Message {
  readonly text: string;
  readonly priority: string;
  readonly toldHostIds: Set<number>;
}

/** Scheduler: which client gets which task, and what else it is told. */
export class Scheduler {
  readonly accounts = new Set<string>();
  readonly versions: AppVersion[] = [];
  readonly tasks = new Map<string, Task>();
  readonly trickleDowns: TrickleDown[] = [];
  readonly messages: Message[] = [];
  readonly #options: SchedulerOptions;
  #hostCount = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** Reads a request and writes the reply. */
  answer(body: string, addresses: FileAddresses): { request: SchedulerRequest; reply: string } {
    const request = readSchedulerRequest(body);
    const { projectName } = this.#options;
    if (!this.accounts.has(request.authenticator)) {
      const messages = [{ priority: 'notice', text: 'This project has no such account key' }];
      return { request, reply: formatSchedulerReply({ projectName, messages }, addresses) };
    }
    const hostId = request.hostId || (this.#hostCount += 1);
    for (const { name } of request.results) {
      const task = this.tasks.get(name);
      if (task !== undefined) task.isReported = true;
    }
    const work = this.#chooseWork(request, hostId);
    const reply = formatSchedulerReply(
      {
        projectName,
        requestDelayS: this.#options.requestDelayS,
        nextRpcDelayS: this.#options.nextRpcDelayS,
        hostId: request.hostId === 0 ? hostId : undefined,
        messages: this.#newMessages(hostId),
        acknowledged: request.results.map(({ name }) => name),
        aborted: request.otherResults.filter((name) => this.tasks.get(name)?.abort),
        hasTrickles: request.trickles.length > 0,
        trickleDowns: this.#takeTrickleDowns(request),
        codeSignKey: request.hasCodeSignKey ? undefined : addresses.key.publicText,
        work,
      },
      addresses,
    );
    return { request: { ...request, hostId }, reply };
  }

  #chooseWork(request: SchedulerRequest, hostId: number) {
    const held = new Set([...request.otherResults, ...request.results.map(({ name }) => name)]);
    // A client that died before it had noted a task gets that one again.
    const lost = [...this.tasks.values()].filter(
      (task) => task.hostId === hostId && !task.isReported && !held.has(task.workunit.resultName),
    );
    // An idle client gets work unasked: the tests' clients ask only once, see `fetch_minimal_work`.
    const wantsWork =
      request.workRequestSeconds > 0 ||
      request.cpuRequestInstances > 0 ||
      request.otherResults.length === 0;
    const fresh = [...this.tasks.values()].filter(
      ({ hostId: holder, workunit: { account } }) =>
        holder === undefined && (account === undefined || account === request.authenticator),
    );
    const work = [];
    for (const task of [...lost, ...(wantsWork ? fresh : [])]) {
      const version = this.#versionFor(task.workunit, request);
      if (version === undefined || work.length >= this.#options.maxTasksPerRequest) continue;
      task.hostId = hostId;
      work.push({ workunit: task.workunit, version });
    }
    return work;
  }

  /** The newest; of equals the one that was added last. */
  #versionFor(workunit: Workunit, request: SchedulerRequest): AppVersion | undefined {
    return this.versions
      .filter((version) => version.appName === workunit.appName)
      .filter((version) => request.platforms.includes(version.platform))
      .toSorted((one, other) => one.versionNum - other.versionNum)
      .at(-1);
  }

  #newMessages(hostId: number): readonly Message[] {
    const messages = this.messages.filter(({ toldHostIds }) => !toldHostIds.has(hostId));
    for (const message of messages) message.toldHostIds.add(hostId);
    return messages;
  }

  #takeTrickleDowns(request: SchedulerRequest): readonly TrickleDown[] {
    const ready = this.trickleDowns.filter(({ resultName }) =>
      request.otherResults.includes(resultName),
    );
    for (const trickle of ready) this.trickleDowns.splice(this.trickleDowns.indexOf(trickle), 1);
    return ready;
  }
}
