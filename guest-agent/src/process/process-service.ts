import type { vmslot } from '@vmslot/proto/agent';
import { checkCount, invalid } from '../field/check-field.ts';
import { createEventStream } from '../flow/event-stream.ts';
import { controlProcess } from './control-process.ts';
import { MAX_FIGURES_INTERVAL_MS, MIN_FIGURES_INTERVAL_MS } from './process-limits.ts';
import { parseTerminal } from './process-plan.ts';
import type { ProcessEvent } from './process-reader.ts';
import type { ProcessStore } from './process-store.ts';

/** ProcessService of the schema: a handler for each method. They fail with AgentError. */
export class ProcessService {
  readonly #store: ProcessStore;

  constructor(store: ProcessStore) {
    this.#store = store;
  }

  async start(
    request: vmslot.agent.v1.StartRequest.$Properties,
  ): Promise<vmslot.agent.v1.StartResponse.$Properties> {
    const started = await this.#store.start(request);
    return { process: await started.summary(true) };
  }

  watch(
    request: vmslot.agent.v1.WatchRequest.$Properties,
    { signal }: { readonly signal: AbortSignal },
  ): AsyncIterable<ProcessEvent> {
    return createEventStream((ended) => this.#events(request, ended), signal);
  }

  async describe({
    processId,
  }: vmslot.agent.v1.DescribeRequest.$Properties): Promise<vmslot.agent.v1.DescribeResponse.$Properties> {
    const found = await this.#store.find(processId);
    return { process: await found.summary(true) };
  }

  async writeInput(
    request: vmslot.agent.v1.WriteInputRequest.$Properties,
  ): Promise<vmslot.agent.v1.WriteInputResponse.$Properties> {
    const found = await this.#store.find(request.processId);
    return { acceptedBytes: await found.writeInput(request) };
  }

  async resize({
    processId,
    terminal,
  }: vmslot.agent.v1.ResizeRequest.$Properties): Promise<vmslot.agent.v1.ResizeResponse.$Properties> {
    if (!terminal) throw invalid('terminal', 'given');
    const size = parseTerminal('terminal', terminal);
    await (await this.#store.find(processId)).resize(size);
    return {};
  }

  async signal(
    request: vmslot.agent.v1.SignalRequest.$Properties,
  ): Promise<vmslot.agent.v1.SignalResponse.$Properties> {
    await controlProcess(await this.#store.find(request.processId), request);
    return {};
  }

  async listProcesses(): Promise<vmslot.agent.v1.ListProcessesResponse.$Properties> {
    const all = await this.#store.list();
    return { processes: await Promise.all(all.map((each) => each.summary(false))) };
  }

  async forget({
    processId,
  }: vmslot.agent.v1.ForgetRequest.$Properties): Promise<vmslot.agent.v1.ForgetResponse.$Properties> {
    await this.#store.forget(processId);
    return {};
  }

  async *#events(
    request: vmslot.agent.v1.WatchRequest.$Properties,
    signal: AbortSignal,
  ): AsyncGenerator<ProcessEvent, void> {
    const stdoutOffset = checkCount('stdout_offset', request.stdoutOffset);
    const stderrOffset = checkCount('stderr_offset', request.stderrOffset);
    const asked = checkCount(
      'figures_interval_ms',
      request.figuresIntervalMs,
      MAX_FIGURES_INTERVAL_MS,
    );
    const figuresIntervalMs = asked === 0 ? 0 : Math.max(asked, MIN_FIGURES_INTERVAL_MS);
    const found = await this.#store.find(request.processId);
    await found.untilLaunched();
    yield* found.watch({ stdoutOffset, stderrOffset, figuresIntervalMs, signal });
  }
}
