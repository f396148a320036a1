import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace vmslot. */
export namespace vmslot {

    /** Namespace agent. */
    namespace agent {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a GetInfoRequest.
             * @deprecated Use vmslot.agent.v1.GetInfoRequest.$Properties instead.
             */
            interface IGetInfoRequest extends vmslot.agent.v1.GetInfoRequest.$Properties {
            }

            /** Represents a GetInfoRequest. */
            class GetInfoRequest {

                /**
                 * Constructs a new GetInfoRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetInfoRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified GetInfoRequest message. Does not implicitly {@link vmslot.agent.v1.GetInfoRequest.verify|verify} messages.
                 * @param message GetInfoRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetInfoRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetInfoRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetInfoRequest & vmslot.agent.v1.GetInfoRequest.$Shape} GetInfoRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetInfoRequest & vmslot.agent.v1.GetInfoRequest.$Shape;
            }

            namespace GetInfoRequest {

                /** Properties of a GetInfoRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetInfoRequest. */
                type $Shape = vmslot.agent.v1.GetInfoRequest.$Properties;
            }

            /**
             * Properties of a GetInfoResponse.
             * @deprecated Use vmslot.agent.v1.GetInfoResponse.$Properties instead.
             */
            interface IGetInfoResponse extends vmslot.agent.v1.GetInfoResponse.$Properties {
            }

            /** Represents a GetInfoResponse. */
            class GetInfoResponse {

                /**
                 * Constructs a new GetInfoResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetInfoResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetInfoResponse agentVersion. */
                agentVersion: string;

                /** GetInfoResponse features. */
                features: string[];

                /** GetInfoResponse bootId. */
                bootId: string;

                /** GetInfoResponse kernel. */
                kernel: string;

                /** GetInfoResponse architecture. */
                architecture: string;

                /** GetInfoResponse uptimeMs. */
                uptimeMs: number;

                /** GetInfoResponse readyAfterMs. */
                readyAfterMs: number;

                /** GetInfoResponse cpuCount. */
                cpuCount: number;

                /** GetInfoResponse memoryTotalBytes. */
                memoryTotalBytes: number;

                /** GetInfoResponse memoryAvailableBytes. */
                memoryAvailableBytes: number;

                /** GetInfoResponse agentRssBytes. */
                agentRssBytes: number;

                /** GetInfoResponse agentPeakRssBytes. */
                agentPeakRssBytes: number;

                /** GetInfoResponse diskTotalBytes. */
                diskTotalBytes: number;

                /** GetInfoResponse diskFreeBytes. */
                diskFreeBytes: number;

                /** GetInfoResponse startCount. */
                startCount: number;

                /** GetInfoResponse contractVersion. */
                contractVersion: number;

                /**
                 * Encodes the specified GetInfoResponse message. Does not implicitly {@link vmslot.agent.v1.GetInfoResponse.verify|verify} messages.
                 * @param message GetInfoResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetInfoResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetInfoResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetInfoResponse & vmslot.agent.v1.GetInfoResponse.$Shape} GetInfoResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetInfoResponse & vmslot.agent.v1.GetInfoResponse.$Shape;
            }

            namespace GetInfoResponse {

                /** Properties of a GetInfoResponse. */
                interface $Properties {

                    /** GetInfoResponse agentVersion */
                    agentVersion?: string;

                    /** GetInfoResponse features */
                    features?: string[];

                    /** GetInfoResponse bootId */
                    bootId?: string;

                    /** GetInfoResponse kernel */
                    kernel?: string;

                    /** GetInfoResponse architecture */
                    architecture?: string;

                    /** GetInfoResponse uptimeMs */
                    uptimeMs?: number;

                    /** GetInfoResponse readyAfterMs */
                    readyAfterMs?: number;

                    /** GetInfoResponse cpuCount */
                    cpuCount?: number;

                    /** GetInfoResponse memoryTotalBytes */
                    memoryTotalBytes?: number;

                    /** GetInfoResponse memoryAvailableBytes */
                    memoryAvailableBytes?: number;

                    /** GetInfoResponse agentRssBytes */
                    agentRssBytes?: number;

                    /** GetInfoResponse agentPeakRssBytes */
                    agentPeakRssBytes?: number;

                    /** GetInfoResponse diskTotalBytes */
                    diskTotalBytes?: number;

                    /** GetInfoResponse diskFreeBytes */
                    diskFreeBytes?: number;

                    /** GetInfoResponse startCount */
                    startCount?: number;

                    /** GetInfoResponse contractVersion */
                    contractVersion?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetInfoResponse. */
                type $Shape = vmslot.agent.v1.GetInfoResponse.$Properties;
            }

            /**
             * Properties of a GetMetricsRequest.
             * @deprecated Use vmslot.agent.v1.GetMetricsRequest.$Properties instead.
             */
            interface IGetMetricsRequest extends vmslot.agent.v1.GetMetricsRequest.$Properties {
            }

            /** Represents a GetMetricsRequest. */
            class GetMetricsRequest {

                /**
                 * Constructs a new GetMetricsRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetMetricsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified GetMetricsRequest message. Does not implicitly {@link vmslot.agent.v1.GetMetricsRequest.verify|verify} messages.
                 * @param message GetMetricsRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetMetricsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetMetricsRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetMetricsRequest & vmslot.agent.v1.GetMetricsRequest.$Shape} GetMetricsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetMetricsRequest & vmslot.agent.v1.GetMetricsRequest.$Shape;
            }

            namespace GetMetricsRequest {

                /** Properties of a GetMetricsRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetMetricsRequest. */
                type $Shape = vmslot.agent.v1.GetMetricsRequest.$Properties;
            }

            /**
             * Properties of a GetMetricsResponse.
             * @deprecated Use vmslot.agent.v1.GetMetricsResponse.$Properties instead.
             */
            interface IGetMetricsResponse extends vmslot.agent.v1.GetMetricsResponse.$Properties {
            }

            /** Represents a GetMetricsResponse. */
            class GetMetricsResponse {

                /**
                 * Constructs a new GetMetricsResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetMetricsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetMetricsResponse uptimeMs. */
                uptimeMs: number;

                /** GetMetricsResponse wallTimeMs. */
                wallTimeMs: number;

                /** GetMetricsResponse cpu. */
                cpu: vmslot.agent.v1.CpuMetrics;

                /** GetMetricsResponse memory. */
                memory: vmslot.agent.v1.MemoryMetrics;

                /** GetMetricsResponse disks. */
                disks: vmslot.agent.v1.DiskMetrics[];

                /** GetMetricsResponse networks. */
                networks: vmslot.agent.v1.NetworkMetrics[];

                /** GetMetricsResponse load. */
                load: vmslot.agent.v1.LoadMetrics;

                /** GetMetricsResponse agent. */
                agent: vmslot.agent.v1.ProcessFiguresOfAgent;

                /**
                 * Encodes the specified GetMetricsResponse message. Does not implicitly {@link vmslot.agent.v1.GetMetricsResponse.verify|verify} messages.
                 * @param message GetMetricsResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetMetricsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetMetricsResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetMetricsResponse & vmslot.agent.v1.GetMetricsResponse.$Shape} GetMetricsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetMetricsResponse & vmslot.agent.v1.GetMetricsResponse.$Shape;
            }

            namespace GetMetricsResponse {

                /** Properties of a GetMetricsResponse. */
                interface $Properties {

                    /** GetMetricsResponse uptimeMs */
                    uptimeMs?: number;

                    /** GetMetricsResponse wallTimeMs */
                    wallTimeMs?: number;

                    /** GetMetricsResponse cpu */
                    cpu?: vmslot.agent.v1.CpuMetrics.$Properties;

                    /** GetMetricsResponse memory */
                    memory?: vmslot.agent.v1.MemoryMetrics.$Properties;

                    /** GetMetricsResponse disks */
                    disks?: vmslot.agent.v1.DiskMetrics.$Properties[];

                    /** GetMetricsResponse networks */
                    networks?: vmslot.agent.v1.NetworkMetrics.$Properties[];

                    /** GetMetricsResponse load */
                    load?: vmslot.agent.v1.LoadMetrics.$Properties;

                    /** GetMetricsResponse agent */
                    agent?: vmslot.agent.v1.ProcessFiguresOfAgent.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetMetricsResponse. */
                type $Shape = vmslot.agent.v1.GetMetricsResponse.$Properties;
            }

            /**
             * Properties of a CpuMetrics.
             * @deprecated Use vmslot.agent.v1.CpuMetrics.$Properties instead.
             */
            interface ICpuMetrics extends vmslot.agent.v1.CpuMetrics.$Properties {
            }

            /** Represents a CpuMetrics. */
            class CpuMetrics {

                /**
                 * Constructs a new CpuMetrics.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.CpuMetrics.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CpuMetrics cpuCount. */
                cpuCount: number;

                /** CpuMetrics userMs. */
                userMs: number;

                /** CpuMetrics systemMs. */
                systemMs: number;

                /** CpuMetrics idleMs. */
                idleMs: number;

                /** CpuMetrics waitMs. */
                waitMs: number;

                /** CpuMetrics stealMs. */
                stealMs: number;

                /**
                 * Encodes the specified CpuMetrics message. Does not implicitly {@link vmslot.agent.v1.CpuMetrics.verify|verify} messages.
                 * @param message CpuMetrics message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.CpuMetrics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CpuMetrics message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.CpuMetrics & vmslot.agent.v1.CpuMetrics.$Shape} CpuMetrics
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.CpuMetrics & vmslot.agent.v1.CpuMetrics.$Shape;
            }

            namespace CpuMetrics {

                /** Properties of a CpuMetrics. */
                interface $Properties {

                    /** CpuMetrics cpuCount */
                    cpuCount?: number;

                    /** CpuMetrics userMs */
                    userMs?: number;

                    /** CpuMetrics systemMs */
                    systemMs?: number;

                    /** CpuMetrics idleMs */
                    idleMs?: number;

                    /** CpuMetrics waitMs */
                    waitMs?: number;

                    /** CpuMetrics stealMs */
                    stealMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CpuMetrics. */
                type $Shape = vmslot.agent.v1.CpuMetrics.$Properties;
            }

            /**
             * Properties of a MemoryMetrics.
             * @deprecated Use vmslot.agent.v1.MemoryMetrics.$Properties instead.
             */
            interface IMemoryMetrics extends vmslot.agent.v1.MemoryMetrics.$Properties {
            }

            /** Represents a MemoryMetrics. */
            class MemoryMetrics {

                /**
                 * Constructs a new MemoryMetrics.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.MemoryMetrics.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MemoryMetrics totalBytes. */
                totalBytes: number;

                /** MemoryMetrics availableBytes. */
                availableBytes: number;

                /** MemoryMetrics cachedBytes. */
                cachedBytes: number;

                /** MemoryMetrics swapTotalBytes. */
                swapTotalBytes: number;

                /** MemoryMetrics swapFreeBytes. */
                swapFreeBytes: number;

                /**
                 * Encodes the specified MemoryMetrics message. Does not implicitly {@link vmslot.agent.v1.MemoryMetrics.verify|verify} messages.
                 * @param message MemoryMetrics message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.MemoryMetrics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MemoryMetrics message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.MemoryMetrics & vmslot.agent.v1.MemoryMetrics.$Shape} MemoryMetrics
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.MemoryMetrics & vmslot.agent.v1.MemoryMetrics.$Shape;
            }

            namespace MemoryMetrics {

                /** Properties of a MemoryMetrics. */
                interface $Properties {

                    /** MemoryMetrics totalBytes */
                    totalBytes?: number;

                    /** MemoryMetrics availableBytes */
                    availableBytes?: number;

                    /** MemoryMetrics cachedBytes */
                    cachedBytes?: number;

                    /** MemoryMetrics swapTotalBytes */
                    swapTotalBytes?: number;

                    /** MemoryMetrics swapFreeBytes */
                    swapFreeBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MemoryMetrics. */
                type $Shape = vmslot.agent.v1.MemoryMetrics.$Properties;
            }

            /**
             * Properties of a DiskMetrics.
             * @deprecated Use vmslot.agent.v1.DiskMetrics.$Properties instead.
             */
            interface IDiskMetrics extends vmslot.agent.v1.DiskMetrics.$Properties {
            }

            /** Represents a DiskMetrics. */
            class DiskMetrics {

                /**
                 * Constructs a new DiskMetrics.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.DiskMetrics.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DiskMetrics mountPoint. */
                mountPoint: string;

                /** DiskMetrics device. */
                device: string;

                /** DiskMetrics fileSystem. */
                fileSystem: string;

                /** DiskMetrics totalBytes. */
                totalBytes: number;

                /** DiskMetrics freeBytes. */
                freeBytes: number;

                /** DiskMetrics readBytes. */
                readBytes: number;

                /** DiskMetrics writtenBytes. */
                writtenBytes: number;

                /**
                 * Encodes the specified DiskMetrics message. Does not implicitly {@link vmslot.agent.v1.DiskMetrics.verify|verify} messages.
                 * @param message DiskMetrics message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.DiskMetrics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DiskMetrics message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DiskMetrics & vmslot.agent.v1.DiskMetrics.$Shape} DiskMetrics
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.DiskMetrics & vmslot.agent.v1.DiskMetrics.$Shape;
            }

            namespace DiskMetrics {

                /** Properties of a DiskMetrics. */
                interface $Properties {

                    /** DiskMetrics mountPoint */
                    mountPoint?: string;

                    /** DiskMetrics device */
                    device?: string;

                    /** DiskMetrics fileSystem */
                    fileSystem?: string;

                    /** DiskMetrics totalBytes */
                    totalBytes?: number;

                    /** DiskMetrics freeBytes */
                    freeBytes?: number;

                    /** DiskMetrics readBytes */
                    readBytes?: number;

                    /** DiskMetrics writtenBytes */
                    writtenBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DiskMetrics. */
                type $Shape = vmslot.agent.v1.DiskMetrics.$Properties;
            }

            /**
             * Properties of a NetworkMetrics.
             * @deprecated Use vmslot.agent.v1.NetworkMetrics.$Properties instead.
             */
            interface INetworkMetrics extends vmslot.agent.v1.NetworkMetrics.$Properties {
            }

            /** Represents a NetworkMetrics. */
            class NetworkMetrics {

                /**
                 * Constructs a new NetworkMetrics.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.NetworkMetrics.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** NetworkMetrics name. */
                name: string;

                /** NetworkMetrics up. */
                up: boolean;

                /** NetworkMetrics addresses. */
                addresses: string[];

                /** NetworkMetrics receivedBytes. */
                receivedBytes: number;

                /** NetworkMetrics sentBytes. */
                sentBytes: number;

                /** NetworkMetrics receivedErrors. */
                receivedErrors: number;

                /** NetworkMetrics sentErrors. */
                sentErrors: number;

                /**
                 * Encodes the specified NetworkMetrics message. Does not implicitly {@link vmslot.agent.v1.NetworkMetrics.verify|verify} messages.
                 * @param message NetworkMetrics message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.NetworkMetrics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a NetworkMetrics message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.NetworkMetrics & vmslot.agent.v1.NetworkMetrics.$Shape} NetworkMetrics
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.NetworkMetrics & vmslot.agent.v1.NetworkMetrics.$Shape;
            }

            namespace NetworkMetrics {

                /** Properties of a NetworkMetrics. */
                interface $Properties {

                    /** NetworkMetrics name */
                    name?: string;

                    /** NetworkMetrics up */
                    up?: boolean;

                    /** NetworkMetrics addresses */
                    addresses?: string[];

                    /** NetworkMetrics receivedBytes */
                    receivedBytes?: number;

                    /** NetworkMetrics sentBytes */
                    sentBytes?: number;

                    /** NetworkMetrics receivedErrors */
                    receivedErrors?: number;

                    /** NetworkMetrics sentErrors */
                    sentErrors?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a NetworkMetrics. */
                type $Shape = vmslot.agent.v1.NetworkMetrics.$Properties;
            }

            /**
             * Properties of a LoadMetrics.
             * @deprecated Use vmslot.agent.v1.LoadMetrics.$Properties instead.
             */
            interface ILoadMetrics extends vmslot.agent.v1.LoadMetrics.$Properties {
            }

            /** Represents a LoadMetrics. */
            class LoadMetrics {

                /**
                 * Constructs a new LoadMetrics.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.LoadMetrics.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LoadMetrics oneMinute. */
                oneMinute: number;

                /** LoadMetrics fiveMinutes. */
                fiveMinutes: number;

                /** LoadMetrics fifteenMinutes. */
                fifteenMinutes: number;

                /** LoadMetrics runningThreads. */
                runningThreads: number;

                /** LoadMetrics threads. */
                threads: number;

                /**
                 * Encodes the specified LoadMetrics message. Does not implicitly {@link vmslot.agent.v1.LoadMetrics.verify|verify} messages.
                 * @param message LoadMetrics message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.LoadMetrics.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LoadMetrics message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.LoadMetrics & vmslot.agent.v1.LoadMetrics.$Shape} LoadMetrics
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.LoadMetrics & vmslot.agent.v1.LoadMetrics.$Shape;
            }

            namespace LoadMetrics {

                /** Properties of a LoadMetrics. */
                interface $Properties {

                    /** LoadMetrics oneMinute */
                    oneMinute?: number;

                    /** LoadMetrics fiveMinutes */
                    fiveMinutes?: number;

                    /** LoadMetrics fifteenMinutes */
                    fifteenMinutes?: number;

                    /** LoadMetrics runningThreads */
                    runningThreads?: number;

                    /** LoadMetrics threads */
                    threads?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LoadMetrics. */
                type $Shape = vmslot.agent.v1.LoadMetrics.$Properties;
            }

            /**
             * Properties of a ProcessFiguresOfAgent.
             * @deprecated Use vmslot.agent.v1.ProcessFiguresOfAgent.$Properties instead.
             */
            interface IProcessFiguresOfAgent extends vmslot.agent.v1.ProcessFiguresOfAgent.$Properties {
            }

            /** Represents a ProcessFiguresOfAgent. */
            class ProcessFiguresOfAgent {

                /**
                 * Constructs a new ProcessFiguresOfAgent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessFiguresOfAgent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessFiguresOfAgent cpuTimeMs. */
                cpuTimeMs: number;

                /** ProcessFiguresOfAgent rssBytes. */
                rssBytes: number;

                /**
                 * Encodes the specified ProcessFiguresOfAgent message. Does not implicitly {@link vmslot.agent.v1.ProcessFiguresOfAgent.verify|verify} messages.
                 * @param message ProcessFiguresOfAgent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessFiguresOfAgent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessFiguresOfAgent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessFiguresOfAgent & vmslot.agent.v1.ProcessFiguresOfAgent.$Shape} ProcessFiguresOfAgent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessFiguresOfAgent & vmslot.agent.v1.ProcessFiguresOfAgent.$Shape;
            }

            namespace ProcessFiguresOfAgent {

                /** Properties of a ProcessFiguresOfAgent. */
                interface $Properties {

                    /** ProcessFiguresOfAgent cpuTimeMs */
                    cpuTimeMs?: number;

                    /** ProcessFiguresOfAgent rssBytes */
                    rssBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessFiguresOfAgent. */
                type $Shape = vmslot.agent.v1.ProcessFiguresOfAgent.$Properties;
            }

            /**
             * Properties of a ResumeRequest.
             * @deprecated Use vmslot.agent.v1.ResumeRequest.$Properties instead.
             */
            interface IResumeRequest extends vmslot.agent.v1.ResumeRequest.$Properties {
            }

            /** Represents a ResumeRequest. */
            class ResumeRequest {

                /**
                 * Constructs a new ResumeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ResumeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResumeRequest resumeId. */
                resumeId: string;

                /** ResumeRequest entropy. */
                entropy: Uint8Array;

                /** ResumeRequest wallTimeUs. */
                wallTimeUs: number;

                /** ResumeRequest roundTripUs. */
                roundTripUs: number;

                /**
                 * Encodes the specified ResumeRequest message. Does not implicitly {@link vmslot.agent.v1.ResumeRequest.verify|verify} messages.
                 * @param message ResumeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ResumeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResumeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ResumeRequest & vmslot.agent.v1.ResumeRequest.$Shape} ResumeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ResumeRequest & vmslot.agent.v1.ResumeRequest.$Shape;
            }

            namespace ResumeRequest {

                /** Properties of a ResumeRequest. */
                interface $Properties {

                    /** ResumeRequest resumeId */
                    resumeId?: string;

                    /** ResumeRequest entropy */
                    entropy?: Uint8Array;

                    /** ResumeRequest wallTimeUs */
                    wallTimeUs?: number;

                    /** ResumeRequest roundTripUs */
                    roundTripUs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResumeRequest. */
                type $Shape = vmslot.agent.v1.ResumeRequest.$Properties;
            }

            /**
             * Properties of a ResumeResponse.
             * @deprecated Use vmslot.agent.v1.ResumeResponse.$Properties instead.
             */
            interface IResumeResponse extends vmslot.agent.v1.ResumeResponse.$Properties {
            }

            /** Represents a ResumeResponse. */
            class ResumeResponse {

                /**
                 * Constructs a new ResumeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ResumeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResumeResponse clock. */
                clock: vmslot.agent.v1.ClockChange;

                /** ResumeResponse failedHooks. */
                failedHooks: string[];

                /**
                 * Encodes the specified ResumeResponse message. Does not implicitly {@link vmslot.agent.v1.ResumeResponse.verify|verify} messages.
                 * @param message ResumeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ResumeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResumeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ResumeResponse & vmslot.agent.v1.ResumeResponse.$Shape} ResumeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ResumeResponse & vmslot.agent.v1.ResumeResponse.$Shape;
            }

            namespace ResumeResponse {

                /** Properties of a ResumeResponse. */
                interface $Properties {

                    /** ResumeResponse clock */
                    clock?: vmslot.agent.v1.ClockChange.$Properties;

                    /** ResumeResponse failedHooks */
                    failedHooks?: string[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResumeResponse. */
                type $Shape = vmslot.agent.v1.ResumeResponse.$Properties;
            }

            /**
             * Properties of a SetTimeRequest.
             * @deprecated Use vmslot.agent.v1.SetTimeRequest.$Properties instead.
             */
            interface ISetTimeRequest extends vmslot.agent.v1.SetTimeRequest.$Properties {
            }

            /** Represents a SetTimeRequest. */
            class SetTimeRequest {

                /**
                 * Constructs a new SetTimeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SetTimeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetTimeRequest wallTimeUs. */
                wallTimeUs: number;

                /** SetTimeRequest roundTripUs. */
                roundTripUs: number;

                /**
                 * Encodes the specified SetTimeRequest message. Does not implicitly {@link vmslot.agent.v1.SetTimeRequest.verify|verify} messages.
                 * @param message SetTimeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SetTimeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetTimeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SetTimeRequest & vmslot.agent.v1.SetTimeRequest.$Shape} SetTimeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SetTimeRequest & vmslot.agent.v1.SetTimeRequest.$Shape;
            }

            namespace SetTimeRequest {

                /** Properties of a SetTimeRequest. */
                interface $Properties {

                    /** SetTimeRequest wallTimeUs */
                    wallTimeUs?: number;

                    /** SetTimeRequest roundTripUs */
                    roundTripUs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetTimeRequest. */
                type $Shape = vmslot.agent.v1.SetTimeRequest.$Properties;
            }

            /**
             * Properties of a SetTimeResponse.
             * @deprecated Use vmslot.agent.v1.SetTimeResponse.$Properties instead.
             */
            interface ISetTimeResponse extends vmslot.agent.v1.SetTimeResponse.$Properties {
            }

            /** Represents a SetTimeResponse. */
            class SetTimeResponse {

                /**
                 * Constructs a new SetTimeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SetTimeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetTimeResponse clock. */
                clock: vmslot.agent.v1.ClockChange;

                /**
                 * Encodes the specified SetTimeResponse message. Does not implicitly {@link vmslot.agent.v1.SetTimeResponse.verify|verify} messages.
                 * @param message SetTimeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SetTimeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetTimeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SetTimeResponse & vmslot.agent.v1.SetTimeResponse.$Shape} SetTimeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SetTimeResponse & vmslot.agent.v1.SetTimeResponse.$Shape;
            }

            namespace SetTimeResponse {

                /** Properties of a SetTimeResponse. */
                interface $Properties {

                    /** SetTimeResponse clock */
                    clock?: vmslot.agent.v1.ClockChange.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetTimeResponse. */
                type $Shape = vmslot.agent.v1.SetTimeResponse.$Properties;
            }

            /** ClockAction enum. */
            enum ClockAction {

                /** CLOCK_ACTION_UNSPECIFIED value */
                CLOCK_ACTION_UNSPECIFIED = 0,

                /** CLOCK_ACTION_NONE value */
                CLOCK_ACTION_NONE = 1,

                /** CLOCK_ACTION_SLEWED value */
                CLOCK_ACTION_SLEWED = 2,

                /** CLOCK_ACTION_STEPPED value */
                CLOCK_ACTION_STEPPED = 3
            }

            /**
             * Properties of a ClockChange.
             * @deprecated Use vmslot.agent.v1.ClockChange.$Properties instead.
             */
            interface IClockChange extends vmslot.agent.v1.ClockChange.$Properties {
            }

            /** Represents a ClockChange. */
            class ClockChange {

                /**
                 * Constructs a new ClockChange.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ClockChange.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ClockChange action. */
                action: vmslot.agent.v1.ClockAction;

                /** ClockChange errorUs. */
                errorUs: number;

                /**
                 * Encodes the specified ClockChange message. Does not implicitly {@link vmslot.agent.v1.ClockChange.verify|verify} messages.
                 * @param message ClockChange message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ClockChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ClockChange message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ClockChange & vmslot.agent.v1.ClockChange.$Shape} ClockChange
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ClockChange & vmslot.agent.v1.ClockChange.$Shape;
            }

            namespace ClockChange {

                /** Properties of a ClockChange. */
                interface $Properties {

                    /** ClockChange action */
                    action?: vmslot.agent.v1.ClockAction;

                    /** ClockChange errorUs */
                    errorUs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ClockChange. */
                type $Shape = vmslot.agent.v1.ClockChange.$Properties;
            }

            /**
             * Properties of a PrepareCheckpointRequest.
             * @deprecated Use vmslot.agent.v1.PrepareCheckpointRequest.$Properties instead.
             */
            interface IPrepareCheckpointRequest extends vmslot.agent.v1.PrepareCheckpointRequest.$Properties {
            }

            /** Represents a PrepareCheckpointRequest. */
            class PrepareCheckpointRequest {

                /**
                 * Constructs a new PrepareCheckpointRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.PrepareCheckpointRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PrepareCheckpointRequest timeoutMs. */
                timeoutMs: number;

                /**
                 * Encodes the specified PrepareCheckpointRequest message. Does not implicitly {@link vmslot.agent.v1.PrepareCheckpointRequest.verify|verify} messages.
                 * @param message PrepareCheckpointRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.PrepareCheckpointRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PrepareCheckpointRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.PrepareCheckpointRequest & vmslot.agent.v1.PrepareCheckpointRequest.$Shape} PrepareCheckpointRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.PrepareCheckpointRequest & vmslot.agent.v1.PrepareCheckpointRequest.$Shape;
            }

            namespace PrepareCheckpointRequest {

                /** Properties of a PrepareCheckpointRequest. */
                interface $Properties {

                    /** PrepareCheckpointRequest timeoutMs */
                    timeoutMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PrepareCheckpointRequest. */
                type $Shape = vmslot.agent.v1.PrepareCheckpointRequest.$Properties;
            }

            /**
             * Properties of a PrepareCheckpointResponse.
             * @deprecated Use vmslot.agent.v1.PrepareCheckpointResponse.$Properties instead.
             */
            interface IPrepareCheckpointResponse extends vmslot.agent.v1.PrepareCheckpointResponse.$Properties {
            }

            /** Represents a PrepareCheckpointResponse. */
            class PrepareCheckpointResponse {

                /**
                 * Constructs a new PrepareCheckpointResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.PrepareCheckpointResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified PrepareCheckpointResponse message. Does not implicitly {@link vmslot.agent.v1.PrepareCheckpointResponse.verify|verify} messages.
                 * @param message PrepareCheckpointResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.PrepareCheckpointResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PrepareCheckpointResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.PrepareCheckpointResponse & vmslot.agent.v1.PrepareCheckpointResponse.$Shape} PrepareCheckpointResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.PrepareCheckpointResponse & vmslot.agent.v1.PrepareCheckpointResponse.$Shape;
            }

            namespace PrepareCheckpointResponse {

                /** Properties of a PrepareCheckpointResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PrepareCheckpointResponse. */
                type $Shape = vmslot.agent.v1.PrepareCheckpointResponse.$Properties;
            }

            /**
             * Properties of a FreezeFileSystemsRequest.
             * @deprecated Use vmslot.agent.v1.FreezeFileSystemsRequest.$Properties instead.
             */
            interface IFreezeFileSystemsRequest extends vmslot.agent.v1.FreezeFileSystemsRequest.$Properties {
            }

            /** Represents a FreezeFileSystemsRequest. */
            class FreezeFileSystemsRequest {

                /**
                 * Constructs a new FreezeFileSystemsRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FreezeFileSystemsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FreezeFileSystemsRequest paths. */
                paths: string[];

                /** FreezeFileSystemsRequest timeoutMs. */
                timeoutMs: number;

                /**
                 * Encodes the specified FreezeFileSystemsRequest message. Does not implicitly {@link vmslot.agent.v1.FreezeFileSystemsRequest.verify|verify} messages.
                 * @param message FreezeFileSystemsRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FreezeFileSystemsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FreezeFileSystemsRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FreezeFileSystemsRequest & vmslot.agent.v1.FreezeFileSystemsRequest.$Shape} FreezeFileSystemsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FreezeFileSystemsRequest & vmslot.agent.v1.FreezeFileSystemsRequest.$Shape;
            }

            namespace FreezeFileSystemsRequest {

                /** Properties of a FreezeFileSystemsRequest. */
                interface $Properties {

                    /** FreezeFileSystemsRequest paths */
                    paths?: string[];

                    /** FreezeFileSystemsRequest timeoutMs */
                    timeoutMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FreezeFileSystemsRequest. */
                type $Shape = vmslot.agent.v1.FreezeFileSystemsRequest.$Properties;
            }

            /** FreezeState enum. */
            enum FreezeState {

                /** FREEZE_STATE_UNSPECIFIED value */
                FREEZE_STATE_UNSPECIFIED = 0,

                /** FREEZE_STATE_FROZEN value */
                FREEZE_STATE_FROZEN = 1,

                /** FREEZE_STATE_ALREADY value */
                FREEZE_STATE_ALREADY = 2,

                /** FREEZE_STATE_REFUSED value */
                FREEZE_STATE_REFUSED = 3,

                /** FREEZE_STATE_THAWED value */
                FREEZE_STATE_THAWED = 4
            }

            /**
             * Properties of a FileSystemState.
             * @deprecated Use vmslot.agent.v1.FileSystemState.$Properties instead.
             */
            interface IFileSystemState extends vmslot.agent.v1.FileSystemState.$Properties {
            }

            /** Represents a FileSystemState. */
            class FileSystemState {

                /**
                 * Constructs a new FileSystemState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FileSystemState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileSystemState mountPoint. */
                mountPoint: string;

                /** FileSystemState state. */
                state: vmslot.agent.v1.FreezeState;

                /** FileSystemState message. */
                message: string;

                /**
                 * Encodes the specified FileSystemState message. Does not implicitly {@link vmslot.agent.v1.FileSystemState.verify|verify} messages.
                 * @param message FileSystemState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FileSystemState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileSystemState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileSystemState & vmslot.agent.v1.FileSystemState.$Shape} FileSystemState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FileSystemState & vmslot.agent.v1.FileSystemState.$Shape;
            }

            namespace FileSystemState {

                /** Properties of a FileSystemState. */
                interface $Properties {

                    /** FileSystemState mountPoint */
                    mountPoint?: string;

                    /** FileSystemState state */
                    state?: vmslot.agent.v1.FreezeState;

                    /** FileSystemState message */
                    message?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileSystemState. */
                type $Shape = vmslot.agent.v1.FileSystemState.$Properties;
            }

            /**
             * Properties of a FreezeFileSystemsResponse.
             * @deprecated Use vmslot.agent.v1.FreezeFileSystemsResponse.$Properties instead.
             */
            interface IFreezeFileSystemsResponse extends vmslot.agent.v1.FreezeFileSystemsResponse.$Properties {
            }

            /** Represents a FreezeFileSystemsResponse. */
            class FreezeFileSystemsResponse {

                /**
                 * Constructs a new FreezeFileSystemsResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FreezeFileSystemsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FreezeFileSystemsResponse fileSystems. */
                fileSystems: vmslot.agent.v1.FileSystemState[];

                /**
                 * Encodes the specified FreezeFileSystemsResponse message. Does not implicitly {@link vmslot.agent.v1.FreezeFileSystemsResponse.verify|verify} messages.
                 * @param message FreezeFileSystemsResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FreezeFileSystemsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FreezeFileSystemsResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FreezeFileSystemsResponse & vmslot.agent.v1.FreezeFileSystemsResponse.$Shape} FreezeFileSystemsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FreezeFileSystemsResponse & vmslot.agent.v1.FreezeFileSystemsResponse.$Shape;
            }

            namespace FreezeFileSystemsResponse {

                /** Properties of a FreezeFileSystemsResponse. */
                interface $Properties {

                    /** FreezeFileSystemsResponse fileSystems */
                    fileSystems?: vmslot.agent.v1.FileSystemState.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FreezeFileSystemsResponse. */
                type $Shape = vmslot.agent.v1.FreezeFileSystemsResponse.$Properties;
            }

            /**
             * Properties of a ThawFileSystemsRequest.
             * @deprecated Use vmslot.agent.v1.ThawFileSystemsRequest.$Properties instead.
             */
            interface IThawFileSystemsRequest extends vmslot.agent.v1.ThawFileSystemsRequest.$Properties {
            }

            /** Represents a ThawFileSystemsRequest. */
            class ThawFileSystemsRequest {

                /**
                 * Constructs a new ThawFileSystemsRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ThawFileSystemsRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ThawFileSystemsRequest message. Does not implicitly {@link vmslot.agent.v1.ThawFileSystemsRequest.verify|verify} messages.
                 * @param message ThawFileSystemsRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ThawFileSystemsRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ThawFileSystemsRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ThawFileSystemsRequest & vmslot.agent.v1.ThawFileSystemsRequest.$Shape} ThawFileSystemsRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ThawFileSystemsRequest & vmslot.agent.v1.ThawFileSystemsRequest.$Shape;
            }

            namespace ThawFileSystemsRequest {

                /** Properties of a ThawFileSystemsRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ThawFileSystemsRequest. */
                type $Shape = vmslot.agent.v1.ThawFileSystemsRequest.$Properties;
            }

            /**
             * Properties of a ThawFileSystemsResponse.
             * @deprecated Use vmslot.agent.v1.ThawFileSystemsResponse.$Properties instead.
             */
            interface IThawFileSystemsResponse extends vmslot.agent.v1.ThawFileSystemsResponse.$Properties {
            }

            /** Represents a ThawFileSystemsResponse. */
            class ThawFileSystemsResponse {

                /**
                 * Constructs a new ThawFileSystemsResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ThawFileSystemsResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ThawFileSystemsResponse fileSystems. */
                fileSystems: vmslot.agent.v1.FileSystemState[];

                /** ThawFileSystemsResponse tooLate. */
                tooLate: boolean;

                /**
                 * Encodes the specified ThawFileSystemsResponse message. Does not implicitly {@link vmslot.agent.v1.ThawFileSystemsResponse.verify|verify} messages.
                 * @param message ThawFileSystemsResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ThawFileSystemsResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ThawFileSystemsResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ThawFileSystemsResponse & vmslot.agent.v1.ThawFileSystemsResponse.$Shape} ThawFileSystemsResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ThawFileSystemsResponse & vmslot.agent.v1.ThawFileSystemsResponse.$Shape;
            }

            namespace ThawFileSystemsResponse {

                /** Properties of a ThawFileSystemsResponse. */
                interface $Properties {

                    /** ThawFileSystemsResponse fileSystems */
                    fileSystems?: vmslot.agent.v1.FileSystemState.$Properties[];

                    /** ThawFileSystemsResponse tooLate */
                    tooLate?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ThawFileSystemsResponse. */
                type $Shape = vmslot.agent.v1.ThawFileSystemsResponse.$Properties;
            }

            /** ShutdownKind enum. */
            enum ShutdownKind {

                /** SHUTDOWN_KIND_UNSPECIFIED value */
                SHUTDOWN_KIND_UNSPECIFIED = 0,

                /** SHUTDOWN_KIND_POWER_OFF value */
                SHUTDOWN_KIND_POWER_OFF = 1,

                /** SHUTDOWN_KIND_REBOOT value */
                SHUTDOWN_KIND_REBOOT = 2
            }

            /**
             * Properties of a ShutdownRequest.
             * @deprecated Use vmslot.agent.v1.ShutdownRequest.$Properties instead.
             */
            interface IShutdownRequest extends vmslot.agent.v1.ShutdownRequest.$Properties {
            }

            /** Represents a ShutdownRequest. */
            class ShutdownRequest {

                /**
                 * Constructs a new ShutdownRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ShutdownRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ShutdownRequest kind. */
                kind: vmslot.agent.v1.ShutdownKind;

                /**
                 * Encodes the specified ShutdownRequest message. Does not implicitly {@link vmslot.agent.v1.ShutdownRequest.verify|verify} messages.
                 * @param message ShutdownRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ShutdownRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ShutdownRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ShutdownRequest & vmslot.agent.v1.ShutdownRequest.$Shape} ShutdownRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ShutdownRequest & vmslot.agent.v1.ShutdownRequest.$Shape;
            }

            namespace ShutdownRequest {

                /** Properties of a ShutdownRequest. */
                interface $Properties {

                    /** ShutdownRequest kind */
                    kind?: vmslot.agent.v1.ShutdownKind;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ShutdownRequest. */
                type $Shape = vmslot.agent.v1.ShutdownRequest.$Properties;
            }

            /**
             * Properties of a ShutdownResponse.
             * @deprecated Use vmslot.agent.v1.ShutdownResponse.$Properties instead.
             */
            interface IShutdownResponse extends vmslot.agent.v1.ShutdownResponse.$Properties {
            }

            /** Represents a ShutdownResponse. */
            class ShutdownResponse {

                /**
                 * Constructs a new ShutdownResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ShutdownResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ShutdownResponse message. Does not implicitly {@link vmslot.agent.v1.ShutdownResponse.verify|verify} messages.
                 * @param message ShutdownResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ShutdownResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ShutdownResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ShutdownResponse & vmslot.agent.v1.ShutdownResponse.$Shape} ShutdownResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ShutdownResponse & vmslot.agent.v1.ShutdownResponse.$Shape;
            }

            namespace ShutdownResponse {

                /** Properties of a ShutdownResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ShutdownResponse. */
                type $Shape = vmslot.agent.v1.ShutdownResponse.$Properties;
            }

            /**
             * Properties of a WatchLogRequest.
             * @deprecated Use vmslot.agent.v1.WatchLogRequest.$Properties instead.
             */
            interface IWatchLogRequest extends vmslot.agent.v1.WatchLogRequest.$Properties {
            }

            /** Represents a WatchLogRequest. */
            class WatchLogRequest {

                /**
                 * Constructs a new WatchLogRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchLogRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchLogRequest afterSequence. */
                afterSequence: number;

                /**
                 * Encodes the specified WatchLogRequest message. Does not implicitly {@link vmslot.agent.v1.WatchLogRequest.verify|verify} messages.
                 * @param message WatchLogRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchLogRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchLogRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchLogRequest & vmslot.agent.v1.WatchLogRequest.$Shape} WatchLogRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchLogRequest & vmslot.agent.v1.WatchLogRequest.$Shape;
            }

            namespace WatchLogRequest {

                /** Properties of a WatchLogRequest. */
                interface $Properties {

                    /** WatchLogRequest afterSequence */
                    afterSequence?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchLogRequest. */
                type $Shape = vmslot.agent.v1.WatchLogRequest.$Properties;
            }

            /**
             * Properties of a WatchLogResponse.
             * @deprecated Use vmslot.agent.v1.WatchLogResponse.$Properties instead.
             */
            interface IWatchLogResponse extends vmslot.agent.v1.WatchLogResponse.$Properties {
            }

            /** Represents a WatchLogResponse. */
            class WatchLogResponse {

                /**
                 * Constructs a new WatchLogResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchLogResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchLogResponse sequence. */
                sequence: number;

                /** WatchLogResponse timeMs. */
                timeMs: number;

                /** WatchLogResponse line. */
                line: string;

                /**
                 * Encodes the specified WatchLogResponse message. Does not implicitly {@link vmslot.agent.v1.WatchLogResponse.verify|verify} messages.
                 * @param message WatchLogResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchLogResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchLogResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchLogResponse & vmslot.agent.v1.WatchLogResponse.$Shape} WatchLogResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchLogResponse & vmslot.agent.v1.WatchLogResponse.$Shape;
            }

            namespace WatchLogResponse {

                /** Properties of a WatchLogResponse. */
                interface $Properties {

                    /** WatchLogResponse sequence */
                    sequence?: number;

                    /** WatchLogResponse timeMs */
                    timeMs?: number;

                    /** WatchLogResponse line */
                    line?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchLogResponse. */
                type $Shape = vmslot.agent.v1.WatchLogResponse.$Properties;
            }

            /**
             * Properties of a RestartRequest.
             * @deprecated Use vmslot.agent.v1.RestartRequest.$Properties instead.
             */
            interface IRestartRequest extends vmslot.agent.v1.RestartRequest.$Properties {
            }

            /** Represents a RestartRequest. */
            class RestartRequest {

                /**
                 * Constructs a new RestartRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RestartRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RestartRequest bundlePath. */
                bundlePath: string;

                /** RestartRequest sha256. */
                sha256: Uint8Array;

                /**
                 * Encodes the specified RestartRequest message. Does not implicitly {@link vmslot.agent.v1.RestartRequest.verify|verify} messages.
                 * @param message RestartRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RestartRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RestartRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RestartRequest & vmslot.agent.v1.RestartRequest.$Shape} RestartRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RestartRequest & vmslot.agent.v1.RestartRequest.$Shape;
            }

            namespace RestartRequest {

                /** Properties of a RestartRequest. */
                interface $Properties {

                    /** RestartRequest bundlePath */
                    bundlePath?: string;

                    /** RestartRequest sha256 */
                    sha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RestartRequest. */
                type $Shape = vmslot.agent.v1.RestartRequest.$Properties;
            }

            /**
             * Properties of a RestartResponse.
             * @deprecated Use vmslot.agent.v1.RestartResponse.$Properties instead.
             */
            interface IRestartResponse extends vmslot.agent.v1.RestartResponse.$Properties {
            }

            /** Represents a RestartResponse. */
            class RestartResponse {

                /**
                 * Constructs a new RestartResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RestartResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified RestartResponse message. Does not implicitly {@link vmslot.agent.v1.RestartResponse.verify|verify} messages.
                 * @param message RestartResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RestartResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RestartResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RestartResponse & vmslot.agent.v1.RestartResponse.$Shape} RestartResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RestartResponse & vmslot.agent.v1.RestartResponse.$Shape;
            }

            namespace RestartResponse {

                /** Properties of a RestartResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RestartResponse. */
                type $Shape = vmslot.agent.v1.RestartResponse.$Properties;
            }

            /**
             * Properties of a Step.
             * @deprecated Use vmslot.agent.v1.Step.$Properties instead.
             */
            interface IStep extends vmslot.agent.v1.Step.$Properties {
            }

            /** Represents a Step. */
            class Step {

                /**
                 * Constructs a new Step.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.Step.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Step name. */
                name: string;

                /** Step argv. */
                argv: string[];

                /** Step env. */
                env: { [k: string]: string };

                /** Step cwd. */
                cwd: string;

                /** Step stdinFile. */
                stdinFile: string;

                /** Step stdoutFile. */
                stdoutFile: string;

                /** Step stderrFile. */
                stderrFile: string;

                /** Step weight. */
                weight: number;

                /** Step fractionDoneFile. */
                fractionDoneFile: string;

                /** Step creditFile. */
                creditFile: string;

                /** Step timeLimitMs. */
                timeLimitMs: number;

                /** Step boincApi. */
                boincApi: vmslot.agent.v1.BoincApi;

                /**
                 * Encodes the specified Step message. Does not implicitly {@link vmslot.agent.v1.Step.verify|verify} messages.
                 * @param message Step message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.Step.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Step message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.Step & vmslot.agent.v1.Step.$Shape} Step
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.Step & vmslot.agent.v1.Step.$Shape;
            }

            namespace Step {

                /** Properties of a Step. */
                interface $Properties {

                    /** Step name */
                    name?: string;

                    /** Step argv */
                    argv?: string[];

                    /** Step env */
                    env?: { [k: string]: string };

                    /** Step cwd */
                    cwd?: string;

                    /** Step stdinFile */
                    stdinFile?: string;

                    /** Step stdoutFile */
                    stdoutFile?: string;

                    /** Step stderrFile */
                    stderrFile?: string;

                    /** Step weight */
                    weight?: number;

                    /** Step fractionDoneFile */
                    fractionDoneFile?: string;

                    /** Step creditFile */
                    creditFile?: string;

                    /** Step timeLimitMs */
                    timeLimitMs?: number;

                    /** Step boincApi */
                    boincApi?: vmslot.agent.v1.BoincApi;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Step. */
                type $Shape = vmslot.agent.v1.Step.$Properties;
            }

            /** BoincApi enum. */
            enum BoincApi {

                /** BOINC_API_UNSPECIFIED value */
                BOINC_API_UNSPECIFIED = 0,

                /** BOINC_API_NONE value */
                BOINC_API_NONE = 1,

                /** BOINC_API_CORE_CLIENT value */
                BOINC_API_CORE_CLIENT = 2
            }

            /**
             * Properties of a TaskLimits.
             * @deprecated Use vmslot.agent.v1.TaskLimits.$Properties instead.
             */
            interface ITaskLimits extends vmslot.agent.v1.TaskLimits.$Properties {
            }

            /** Represents a TaskLimits. */
            class TaskLimits {

                /**
                 * Constructs a new TaskLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TaskLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TaskLimits outputBytes. */
                outputBytes: number;

                /** TaskLimits processCount. */
                processCount: number;

                /** TaskLimits memoryBytes. */
                memoryBytes: number;

                /**
                 * Encodes the specified TaskLimits message. Does not implicitly {@link vmslot.agent.v1.TaskLimits.verify|verify} messages.
                 * @param message TaskLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TaskLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TaskLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskLimits & vmslot.agent.v1.TaskLimits.$Shape} TaskLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TaskLimits & vmslot.agent.v1.TaskLimits.$Shape;
            }

            namespace TaskLimits {

                /** Properties of a TaskLimits. */
                interface $Properties {

                    /** TaskLimits outputBytes */
                    outputBytes?: number;

                    /** TaskLimits processCount */
                    processCount?: number;

                    /** TaskLimits memoryBytes */
                    memoryBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TaskLimits. */
                type $Shape = vmslot.agent.v1.TaskLimits.$Properties;
            }

            /**
             * Properties of a RunRequest.
             * @deprecated Use vmslot.agent.v1.RunRequest.$Properties instead.
             */
            interface IRunRequest extends vmslot.agent.v1.RunRequest.$Properties {
            }

            /** Represents a RunRequest. */
            class RunRequest {

                /**
                 * Constructs a new RunRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RunRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RunRequest taskId. */
                taskId: string;

                /** RunRequest steps. */
                steps: vmslot.agent.v1.Step[];

                /** RunRequest user. */
                user: string;

                /** RunRequest limits. */
                limits: vmslot.agent.v1.TaskLimits;

                /** RunRequest statusIntervalMs. */
                statusIntervalMs: number;

                /** RunRequest trickleFiles. */
                trickleFiles: string[];

                /** RunRequest uploadFiles. */
                uploadFiles: string[];

                /** RunRequest appFacts. */
                appFacts: vmslot.agent.v1.AppFacts;

                /** RunRequest start. */
                start: vmslot.agent.v1.TaskStart;

                /**
                 * Encodes the specified RunRequest message. Does not implicitly {@link vmslot.agent.v1.RunRequest.verify|verify} messages.
                 * @param message RunRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RunRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RunRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RunRequest & vmslot.agent.v1.RunRequest.$Shape} RunRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RunRequest & vmslot.agent.v1.RunRequest.$Shape;
            }

            namespace RunRequest {

                /** Properties of a RunRequest. */
                interface $Properties {

                    /** RunRequest taskId */
                    taskId?: string;

                    /** RunRequest steps */
                    steps?: vmslot.agent.v1.Step.$Properties[];

                    /** RunRequest user */
                    user?: string;

                    /** RunRequest limits */
                    limits?: vmslot.agent.v1.TaskLimits.$Properties;

                    /** RunRequest statusIntervalMs */
                    statusIntervalMs?: number;

                    /** RunRequest trickleFiles */
                    trickleFiles?: string[];

                    /** RunRequest uploadFiles */
                    uploadFiles?: string[];

                    /** RunRequest appFacts */
                    appFacts?: vmslot.agent.v1.AppFacts.$Properties;

                    /** RunRequest start */
                    start?: vmslot.agent.v1.TaskStart.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RunRequest. */
                type $Shape = vmslot.agent.v1.RunRequest.$Properties;
            }

            /**
             * Properties of a TaskStart.
             * @deprecated Use vmslot.agent.v1.TaskStart.$Properties instead.
             */
            interface ITaskStart extends vmslot.agent.v1.TaskStart.$Properties {
            }

            /** Represents a TaskStart. */
            class TaskStart {

                /**
                 * Constructs a new TaskStart.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TaskStart.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TaskStart step. */
                step: number;

                /** TaskStart fractionDone. */
                fractionDone: number;

                /** TaskStart cpuTimeMs. */
                cpuTimeMs: number;

                /** TaskStart floatingPointOperations. */
                floatingPointOperations: number;

                /** TaskStart integerOperations. */
                integerOperations: number;

                /** TaskStart checkpointCount. */
                checkpointCount: number;

                /** TaskStart checkpointCpuTimeMs. */
                checkpointCpuTimeMs: number;

                /**
                 * Encodes the specified TaskStart message. Does not implicitly {@link vmslot.agent.v1.TaskStart.verify|verify} messages.
                 * @param message TaskStart message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TaskStart.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TaskStart message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskStart & vmslot.agent.v1.TaskStart.$Shape} TaskStart
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TaskStart & vmslot.agent.v1.TaskStart.$Shape;
            }

            namespace TaskStart {

                /** Properties of a TaskStart. */
                interface $Properties {

                    /** TaskStart step */
                    step?: number;

                    /** TaskStart fractionDone */
                    fractionDone?: number;

                    /** TaskStart cpuTimeMs */
                    cpuTimeMs?: number;

                    /** TaskStart floatingPointOperations */
                    floatingPointOperations?: number;

                    /** TaskStart integerOperations */
                    integerOperations?: number;

                    /** TaskStart checkpointCount */
                    checkpointCount?: number;

                    /** TaskStart checkpointCpuTimeMs */
                    checkpointCpuTimeMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TaskStart. */
                type $Shape = vmslot.agent.v1.TaskStart.$Properties;
            }

            /**
             * Properties of a RunResponse.
             * @deprecated Use vmslot.agent.v1.RunResponse.$Properties instead.
             */
            interface IRunResponse extends vmslot.agent.v1.RunResponse.$Properties {
            }

            /** Represents a RunResponse. */
            class RunResponse {

                /**
                 * Constructs a new RunResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RunResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RunResponse event. */
                event: vmslot.agent.v1.TaskEvent;

                /**
                 * Encodes the specified RunResponse message. Does not implicitly {@link vmslot.agent.v1.RunResponse.verify|verify} messages.
                 * @param message RunResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RunResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RunResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RunResponse & vmslot.agent.v1.RunResponse.$Shape} RunResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RunResponse & vmslot.agent.v1.RunResponse.$Shape;
            }

            namespace RunResponse {

                /** Properties of a RunResponse. */
                interface $Properties {

                    /** RunResponse event */
                    event?: vmslot.agent.v1.TaskEvent.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RunResponse. */
                type $Shape = {
                  event?: vmslot.agent.v1.TaskEvent.$Shape;
                  $unknowns?: Uint8Array[];
                };
            }

            /**
             * Properties of an AttachRequest.
             * @deprecated Use vmslot.agent.v1.AttachRequest.$Properties instead.
             */
            interface IAttachRequest extends vmslot.agent.v1.AttachRequest.$Properties {
            }

            /** Represents an AttachRequest. */
            class AttachRequest {

                /**
                 * Constructs a new AttachRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AttachRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AttachRequest taskId. */
                taskId: string;

                /** AttachRequest afterSequence. */
                afterSequence: number;

                /**
                 * Encodes the specified AttachRequest message. Does not implicitly {@link vmslot.agent.v1.AttachRequest.verify|verify} messages.
                 * @param message AttachRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AttachRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AttachRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AttachRequest & vmslot.agent.v1.AttachRequest.$Shape} AttachRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AttachRequest & vmslot.agent.v1.AttachRequest.$Shape;
            }

            namespace AttachRequest {

                /** Properties of an AttachRequest. */
                interface $Properties {

                    /** AttachRequest taskId */
                    taskId?: string;

                    /** AttachRequest afterSequence */
                    afterSequence?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AttachRequest. */
                type $Shape = vmslot.agent.v1.AttachRequest.$Properties;
            }

            /**
             * Properties of an AttachResponse.
             * @deprecated Use vmslot.agent.v1.AttachResponse.$Properties instead.
             */
            interface IAttachResponse extends vmslot.agent.v1.AttachResponse.$Properties {
            }

            /** Represents an AttachResponse. */
            class AttachResponse {

                /**
                 * Constructs a new AttachResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AttachResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AttachResponse event. */
                event: vmslot.agent.v1.TaskEvent;

                /**
                 * Encodes the specified AttachResponse message. Does not implicitly {@link vmslot.agent.v1.AttachResponse.verify|verify} messages.
                 * @param message AttachResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AttachResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AttachResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AttachResponse & vmslot.agent.v1.AttachResponse.$Shape} AttachResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AttachResponse & vmslot.agent.v1.AttachResponse.$Shape;
            }

            namespace AttachResponse {

                /** Properties of an AttachResponse. */
                interface $Properties {

                    /** AttachResponse event */
                    event?: vmslot.agent.v1.TaskEvent.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AttachResponse. */
                type $Shape = {
                  event?: vmslot.agent.v1.TaskEvent.$Shape;
                  $unknowns?: Uint8Array[];
                };
            }

            /** TaskVerb enum. */
            enum TaskVerb {

                /** TASK_VERB_UNSPECIFIED value */
                TASK_VERB_UNSPECIFIED = 0,

                /** TASK_VERB_TERMINATE value */
                TASK_VERB_TERMINATE = 1,

                /** TASK_VERB_KILL value */
                TASK_VERB_KILL = 2,

                /** TASK_VERB_SUSPEND value */
                TASK_VERB_SUSPEND = 3,

                /** TASK_VERB_RESUME value */
                TASK_VERB_RESUME = 4,

                /** TASK_VERB_SIGNAL value */
                TASK_VERB_SIGNAL = 5
            }

            /**
             * Properties of a ControlRequest.
             * @deprecated Use vmslot.agent.v1.ControlRequest.$Properties instead.
             */
            interface IControlRequest extends vmslot.agent.v1.ControlRequest.$Properties {
            }

            /** Represents a ControlRequest. */
            class ControlRequest {

                /**
                 * Constructs a new ControlRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ControlRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ControlRequest taskId. */
                taskId: string;

                /** ControlRequest verb. */
                verb: vmslot.agent.v1.TaskVerb;

                /** ControlRequest graceMs. */
                graceMs: number;

                /** ControlRequest signalNumber. */
                signalNumber: number;

                /**
                 * Encodes the specified ControlRequest message. Does not implicitly {@link vmslot.agent.v1.ControlRequest.verify|verify} messages.
                 * @param message ControlRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ControlRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ControlRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ControlRequest & vmslot.agent.v1.ControlRequest.$Shape} ControlRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ControlRequest & vmslot.agent.v1.ControlRequest.$Shape;
            }

            namespace ControlRequest {

                /** Properties of a ControlRequest. */
                interface $Properties {

                    /** ControlRequest taskId */
                    taskId?: string;

                    /** ControlRequest verb */
                    verb?: vmslot.agent.v1.TaskVerb;

                    /** ControlRequest graceMs */
                    graceMs?: number;

                    /** ControlRequest signalNumber */
                    signalNumber?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ControlRequest. */
                type $Shape = vmslot.agent.v1.ControlRequest.$Properties;
            }

            /**
             * Properties of a ControlResponse.
             * @deprecated Use vmslot.agent.v1.ControlResponse.$Properties instead.
             */
            interface IControlResponse extends vmslot.agent.v1.ControlResponse.$Properties {
            }

            /** Represents a ControlResponse. */
            class ControlResponse {

                /**
                 * Constructs a new ControlResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ControlResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ControlResponse message. Does not implicitly {@link vmslot.agent.v1.ControlResponse.verify|verify} messages.
                 * @param message ControlResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ControlResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ControlResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ControlResponse & vmslot.agent.v1.ControlResponse.$Shape} ControlResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ControlResponse & vmslot.agent.v1.ControlResponse.$Shape;
            }

            namespace ControlResponse {

                /** Properties of a ControlResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ControlResponse. */
                type $Shape = vmslot.agent.v1.ControlResponse.$Properties;
            }

            /**
             * Properties of a DeliverRequest.
             * @deprecated Use vmslot.agent.v1.DeliverRequest.$Properties instead.
             */
            interface IDeliverRequest extends vmslot.agent.v1.DeliverRequest.$Properties {
            }

            /** Represents a DeliverRequest. */
            class DeliverRequest {

                /**
                 * Constructs a new DeliverRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.DeliverRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DeliverRequest taskId. */
                taskId: string;

                /** DeliverRequest name. */
                name: string;

                /** DeliverRequest content. */
                content: Uint8Array;

                /**
                 * Encodes the specified DeliverRequest message. Does not implicitly {@link vmslot.agent.v1.DeliverRequest.verify|verify} messages.
                 * @param message DeliverRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.DeliverRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeliverRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DeliverRequest & vmslot.agent.v1.DeliverRequest.$Shape} DeliverRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.DeliverRequest & vmslot.agent.v1.DeliverRequest.$Shape;
            }

            namespace DeliverRequest {

                /** Properties of a DeliverRequest. */
                interface $Properties {

                    /** DeliverRequest taskId */
                    taskId?: string;

                    /** DeliverRequest name */
                    name?: string;

                    /** DeliverRequest content */
                    content?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeliverRequest. */
                type $Shape = vmslot.agent.v1.DeliverRequest.$Properties;
            }

            /**
             * Properties of a DeliverResponse.
             * @deprecated Use vmslot.agent.v1.DeliverResponse.$Properties instead.
             */
            interface IDeliverResponse extends vmslot.agent.v1.DeliverResponse.$Properties {
            }

            /** Represents a DeliverResponse. */
            class DeliverResponse {

                /**
                 * Constructs a new DeliverResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.DeliverResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified DeliverResponse message. Does not implicitly {@link vmslot.agent.v1.DeliverResponse.verify|verify} messages.
                 * @param message DeliverResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.DeliverResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DeliverResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DeliverResponse & vmslot.agent.v1.DeliverResponse.$Shape} DeliverResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.DeliverResponse & vmslot.agent.v1.DeliverResponse.$Shape;
            }

            namespace DeliverResponse {

                /** Properties of a DeliverResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DeliverResponse. */
                type $Shape = vmslot.agent.v1.DeliverResponse.$Properties;
            }

            /**
             * Properties of an UpdateAppRequest.
             * @deprecated Use vmslot.agent.v1.UpdateAppRequest.$Properties instead.
             */
            interface IUpdateAppRequest extends vmslot.agent.v1.UpdateAppRequest.$Properties {
            }

            /** Represents an UpdateAppRequest. */
            class UpdateAppRequest {

                /**
                 * Constructs a new UpdateAppRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.UpdateAppRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UpdateAppRequest taskId. */
                taskId: string;

                /** UpdateAppRequest facts. */
                facts: vmslot.agent.v1.AppFacts;

                /** UpdateAppRequest networkSuspended. */
                networkSuspended: (boolean|null);

                /** UpdateAppRequest memoryLimitBytes. */
                memoryLimitBytes: (number|null);

                /** UpdateAppRequest quitRequested. */
                quitRequested: (boolean|null);

                /** UpdateAppRequest abortRequested. */
                abortRequested: (boolean|null);

                /** UpdateAppRequest uploads. */
                uploads: vmslot.agent.v1.UploadStatus[];

                /**
                 * Encodes the specified UpdateAppRequest message. Does not implicitly {@link vmslot.agent.v1.UpdateAppRequest.verify|verify} messages.
                 * @param message UpdateAppRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.UpdateAppRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpdateAppRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.UpdateAppRequest & vmslot.agent.v1.UpdateAppRequest.$Shape} UpdateAppRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.UpdateAppRequest & vmslot.agent.v1.UpdateAppRequest.$Shape;
            }

            namespace UpdateAppRequest {

                /** Properties of an UpdateAppRequest. */
                interface $Properties {

                    /** UpdateAppRequest taskId */
                    taskId?: string;

                    /** UpdateAppRequest facts */
                    facts?: vmslot.agent.v1.AppFacts.$Properties;

                    /** UpdateAppRequest networkSuspended */
                    networkSuspended?: (boolean|null);

                    /** UpdateAppRequest memoryLimitBytes */
                    memoryLimitBytes?: (number|null);

                    /** UpdateAppRequest quitRequested */
                    quitRequested?: (boolean|null);

                    /** UpdateAppRequest abortRequested */
                    abortRequested?: (boolean|null);

                    /** UpdateAppRequest uploads */
                    uploads?: vmslot.agent.v1.UploadStatus.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpdateAppRequest. */
                type $Shape = vmslot.agent.v1.UpdateAppRequest.$Properties;
            }

            /**
             * Properties of an UpdateAppResponse.
             * @deprecated Use vmslot.agent.v1.UpdateAppResponse.$Properties instead.
             */
            interface IUpdateAppResponse extends vmslot.agent.v1.UpdateAppResponse.$Properties {
            }

            /** Represents an UpdateAppResponse. */
            class UpdateAppResponse {

                /**
                 * Constructs a new UpdateAppResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.UpdateAppResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified UpdateAppResponse message. Does not implicitly {@link vmslot.agent.v1.UpdateAppResponse.verify|verify} messages.
                 * @param message UpdateAppResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.UpdateAppResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UpdateAppResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.UpdateAppResponse & vmslot.agent.v1.UpdateAppResponse.$Shape} UpdateAppResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.UpdateAppResponse & vmslot.agent.v1.UpdateAppResponse.$Shape;
            }

            namespace UpdateAppResponse {

                /** Properties of an UpdateAppResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UpdateAppResponse. */
                type $Shape = vmslot.agent.v1.UpdateAppResponse.$Properties;
            }

            /**
             * Properties of a ListRequest.
             * @deprecated Use vmslot.agent.v1.ListRequest.$Properties instead.
             */
            interface IListRequest extends vmslot.agent.v1.ListRequest.$Properties {
            }

            /** Represents a ListRequest. */
            class ListRequest {

                /**
                 * Constructs a new ListRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ListRequest message. Does not implicitly {@link vmslot.agent.v1.ListRequest.verify|verify} messages.
                 * @param message ListRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListRequest & vmslot.agent.v1.ListRequest.$Shape} ListRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListRequest & vmslot.agent.v1.ListRequest.$Shape;
            }

            namespace ListRequest {

                /** Properties of a ListRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListRequest. */
                type $Shape = vmslot.agent.v1.ListRequest.$Properties;
            }

            /**
             * Properties of a ListResponse.
             * @deprecated Use vmslot.agent.v1.ListResponse.$Properties instead.
             */
            interface IListResponse extends vmslot.agent.v1.ListResponse.$Properties {
            }

            /** Represents a ListResponse. */
            class ListResponse {

                /**
                 * Constructs a new ListResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListResponse tasks. */
                tasks: vmslot.agent.v1.TaskSummary[];

                /**
                 * Encodes the specified ListResponse message. Does not implicitly {@link vmslot.agent.v1.ListResponse.verify|verify} messages.
                 * @param message ListResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListResponse & vmslot.agent.v1.ListResponse.$Shape} ListResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListResponse & vmslot.agent.v1.ListResponse.$Shape;
            }

            namespace ListResponse {

                /** Properties of a ListResponse. */
                interface $Properties {

                    /** ListResponse tasks */
                    tasks?: vmslot.agent.v1.TaskSummary.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListResponse. */
                type $Shape = vmslot.agent.v1.ListResponse.$Properties;
            }

            /**
             * Properties of a TaskSummary.
             * @deprecated Use vmslot.agent.v1.TaskSummary.$Properties instead.
             */
            interface ITaskSummary extends vmslot.agent.v1.TaskSummary.$Properties {
            }

            /** Represents a TaskSummary. */
            class TaskSummary {

                /**
                 * Constructs a new TaskSummary.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TaskSummary.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TaskSummary taskId. */
                taskId: string;

                /** TaskSummary state. */
                state: vmslot.agent.v1.TaskState;

                /** TaskSummary lastSequence. */
                lastSequence: number;

                /** TaskSummary status. */
                status: vmslot.agent.v1.AppStatus;

                /** TaskSummary ended. */
                ended: vmslot.agent.v1.TaskEnded;

                /**
                 * Encodes the specified TaskSummary message. Does not implicitly {@link vmslot.agent.v1.TaskSummary.verify|verify} messages.
                 * @param message TaskSummary message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TaskSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TaskSummary message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskSummary & vmslot.agent.v1.TaskSummary.$Shape} TaskSummary
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TaskSummary & vmslot.agent.v1.TaskSummary.$Shape;
            }

            namespace TaskSummary {

                /** Properties of a TaskSummary. */
                interface $Properties {

                    /** TaskSummary taskId */
                    taskId?: string;

                    /** TaskSummary state */
                    state?: vmslot.agent.v1.TaskState;

                    /** TaskSummary lastSequence */
                    lastSequence?: number;

                    /** TaskSummary status */
                    status?: vmslot.agent.v1.AppStatus.$Properties;

                    /** TaskSummary ended */
                    ended?: vmslot.agent.v1.TaskEnded.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TaskSummary. */
                type $Shape = vmslot.agent.v1.TaskSummary.$Properties;
            }

            /** TaskState enum. */
            enum TaskState {

                /** TASK_STATE_UNSPECIFIED value */
                TASK_STATE_UNSPECIFIED = 0,

                /** TASK_STATE_RUNNING value */
                TASK_STATE_RUNNING = 1,

                /** TASK_STATE_SUSPENDED value */
                TASK_STATE_SUSPENDED = 2,

                /** TASK_STATE_ENDED value */
                TASK_STATE_ENDED = 3
            }

            /**
             * Properties of an AcknowledgeRequest.
             * @deprecated Use vmslot.agent.v1.AcknowledgeRequest.$Properties instead.
             */
            interface IAcknowledgeRequest extends vmslot.agent.v1.AcknowledgeRequest.$Properties {
            }

            /** Represents an AcknowledgeRequest. */
            class AcknowledgeRequest {

                /**
                 * Constructs a new AcknowledgeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AcknowledgeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AcknowledgeRequest taskId. */
                taskId: string;

                /**
                 * Encodes the specified AcknowledgeRequest message. Does not implicitly {@link vmslot.agent.v1.AcknowledgeRequest.verify|verify} messages.
                 * @param message AcknowledgeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AcknowledgeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AcknowledgeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AcknowledgeRequest & vmslot.agent.v1.AcknowledgeRequest.$Shape} AcknowledgeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AcknowledgeRequest & vmslot.agent.v1.AcknowledgeRequest.$Shape;
            }

            namespace AcknowledgeRequest {

                /** Properties of an AcknowledgeRequest. */
                interface $Properties {

                    /** AcknowledgeRequest taskId */
                    taskId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AcknowledgeRequest. */
                type $Shape = vmslot.agent.v1.AcknowledgeRequest.$Properties;
            }

            /**
             * Properties of an AcknowledgeResponse.
             * @deprecated Use vmslot.agent.v1.AcknowledgeResponse.$Properties instead.
             */
            interface IAcknowledgeResponse extends vmslot.agent.v1.AcknowledgeResponse.$Properties {
            }

            /** Represents an AcknowledgeResponse. */
            class AcknowledgeResponse {

                /**
                 * Constructs a new AcknowledgeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AcknowledgeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified AcknowledgeResponse message. Does not implicitly {@link vmslot.agent.v1.AcknowledgeResponse.verify|verify} messages.
                 * @param message AcknowledgeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AcknowledgeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AcknowledgeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AcknowledgeResponse & vmslot.agent.v1.AcknowledgeResponse.$Shape} AcknowledgeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AcknowledgeResponse & vmslot.agent.v1.AcknowledgeResponse.$Shape;
            }

            namespace AcknowledgeResponse {

                /** Properties of an AcknowledgeResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AcknowledgeResponse. */
                type $Shape = vmslot.agent.v1.AcknowledgeResponse.$Properties;
            }

            /**
             * Properties of an AppStatus.
             * @deprecated Use vmslot.agent.v1.AppStatus.$Properties instead.
             */
            interface IAppStatus extends vmslot.agent.v1.AppStatus.$Properties {
            }

            /** Represents an AppStatus. */
            class AppStatus {

                /**
                 * Constructs a new AppStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AppStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AppStatus fractionDone. */
                fractionDone: number;

                /** AppStatus cpuTimeMs. */
                cpuTimeMs: number;

                /** AppStatus peakMemoryBytes. */
                peakMemoryBytes: number;

                /** AppStatus memoryBytes. */
                memoryBytes: number;

                /** AppStatus floatingPointOperations. */
                floatingPointOperations: number;

                /** AppStatus integerOperations. */
                integerOperations: number;

                /** AppStatus diskFreeBytes. */
                diskFreeBytes: number;

                /** AppStatus floatingPointSpeed. */
                floatingPointSpeed: number;

                /** AppStatus integerSpeed. */
                integerSpeed: number;

                /** AppStatus checkpointCount. */
                checkpointCount: number;

                /** AppStatus checkpointCpuTimeMs. */
                checkpointCpuTimeMs: number;

                /** AppStatus statusText. */
                statusText: string;

                /** AppStatus webGraphicsUrl. */
                webGraphicsUrl: string;

                /** AppStatus remoteDesktopAddress. */
                remoteDesktopAddress: string;

                /** AppStatus needsNetwork. */
                needsNetwork: boolean;

                /**
                 * Encodes the specified AppStatus message. Does not implicitly {@link vmslot.agent.v1.AppStatus.verify|verify} messages.
                 * @param message AppStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AppStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AppStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppStatus & vmslot.agent.v1.AppStatus.$Shape} AppStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AppStatus & vmslot.agent.v1.AppStatus.$Shape;
            }

            namespace AppStatus {

                /** Properties of an AppStatus. */
                interface $Properties {

                    /** AppStatus fractionDone */
                    fractionDone?: number;

                    /** AppStatus cpuTimeMs */
                    cpuTimeMs?: number;

                    /** AppStatus peakMemoryBytes */
                    peakMemoryBytes?: number;

                    /** AppStatus memoryBytes */
                    memoryBytes?: number;

                    /** AppStatus floatingPointOperations */
                    floatingPointOperations?: number;

                    /** AppStatus integerOperations */
                    integerOperations?: number;

                    /** AppStatus diskFreeBytes */
                    diskFreeBytes?: number;

                    /** AppStatus floatingPointSpeed */
                    floatingPointSpeed?: number;

                    /** AppStatus integerSpeed */
                    integerSpeed?: number;

                    /** AppStatus checkpointCount */
                    checkpointCount?: number;

                    /** AppStatus checkpointCpuTimeMs */
                    checkpointCpuTimeMs?: number;

                    /** AppStatus statusText */
                    statusText?: string;

                    /** AppStatus webGraphicsUrl */
                    webGraphicsUrl?: string;

                    /** AppStatus remoteDesktopAddress */
                    remoteDesktopAddress?: string;

                    /** AppStatus needsNetwork */
                    needsNetwork?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppStatus. */
                type $Shape = vmslot.agent.v1.AppStatus.$Properties;
            }

            /**
             * Properties of an AppFacts.
             * @deprecated Use vmslot.agent.v1.AppFacts.$Properties instead.
             */
            interface IAppFacts extends vmslot.agent.v1.AppFacts.$Properties {
            }

            /** Represents an AppFacts. */
            class AppFacts {

                /**
                 * Constructs a new AppFacts.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AppFacts.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AppFacts appName. */
                appName: string;

                /** AppFacts wuName. */
                wuName: string;

                /** AppFacts resultName. */
                resultName: string;

                /** AppFacts appVersion. */
                appVersion: number;

                /** AppFacts userName. */
                userName: string;

                /** AppFacts teamName. */
                teamName: string;

                /** AppFacts userId. */
                userId: number;

                /** AppFacts teamId. */
                teamId: number;

                /** AppFacts hostId. */
                hostId: number;

                /** AppFacts userTotalCredit. */
                userTotalCredit: number;

                /** AppFacts userExpavgCredit. */
                userExpavgCredit: number;

                /** AppFacts hostTotalCredit. */
                hostTotalCredit: number;

                /** AppFacts hostExpavgCredit. */
                hostExpavgCredit: number;

                /** AppFacts earlierCpuTimeMs. */
                earlierCpuTimeMs: number;

                /** AppFacts earlierElapsedTimeMs. */
                earlierElapsedTimeMs: number;

                /** AppFacts checkpointPeriodMs. */
                checkpointPeriodMs: number;

                /** AppFacts cpuCount. */
                cpuCount: number;

                /** AppFacts fpopsEstimate. */
                fpopsEstimate: number;

                /** AppFacts fpopsBound. */
                fpopsBound: number;

                /** AppFacts memoryBoundBytes. */
                memoryBoundBytes: number;

                /** AppFacts diskBoundBytes. */
                diskBoundBytes: number;

                /** AppFacts computationDeadline. */
                computationDeadline: number;

                /** AppFacts projectPreferences. */
                projectPreferences: string;

                /** AppFacts clientMajorVersion. */
                clientMajorVersion: number;

                /** AppFacts clientMinorVersion. */
                clientMinorVersion: number;

                /** AppFacts clientRelease. */
                clientRelease: number;

                /** AppFacts planClass. */
                planClass: string;

                /**
                 * Encodes the specified AppFacts message. Does not implicitly {@link vmslot.agent.v1.AppFacts.verify|verify} messages.
                 * @param message AppFacts message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AppFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AppFacts message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppFacts & vmslot.agent.v1.AppFacts.$Shape} AppFacts
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AppFacts & vmslot.agent.v1.AppFacts.$Shape;
            }

            namespace AppFacts {

                /** Properties of an AppFacts. */
                interface $Properties {

                    /** AppFacts appName */
                    appName?: string;

                    /** AppFacts wuName */
                    wuName?: string;

                    /** AppFacts resultName */
                    resultName?: string;

                    /** AppFacts appVersion */
                    appVersion?: number;

                    /** AppFacts userName */
                    userName?: string;

                    /** AppFacts teamName */
                    teamName?: string;

                    /** AppFacts userId */
                    userId?: number;

                    /** AppFacts teamId */
                    teamId?: number;

                    /** AppFacts hostId */
                    hostId?: number;

                    /** AppFacts userTotalCredit */
                    userTotalCredit?: number;

                    /** AppFacts userExpavgCredit */
                    userExpavgCredit?: number;

                    /** AppFacts hostTotalCredit */
                    hostTotalCredit?: number;

                    /** AppFacts hostExpavgCredit */
                    hostExpavgCredit?: number;

                    /** AppFacts earlierCpuTimeMs */
                    earlierCpuTimeMs?: number;

                    /** AppFacts earlierElapsedTimeMs */
                    earlierElapsedTimeMs?: number;

                    /** AppFacts checkpointPeriodMs */
                    checkpointPeriodMs?: number;

                    /** AppFacts cpuCount */
                    cpuCount?: number;

                    /** AppFacts fpopsEstimate */
                    fpopsEstimate?: number;

                    /** AppFacts fpopsBound */
                    fpopsBound?: number;

                    /** AppFacts memoryBoundBytes */
                    memoryBoundBytes?: number;

                    /** AppFacts diskBoundBytes */
                    diskBoundBytes?: number;

                    /** AppFacts computationDeadline */
                    computationDeadline?: number;

                    /** AppFacts projectPreferences */
                    projectPreferences?: string;

                    /** AppFacts clientMajorVersion */
                    clientMajorVersion?: number;

                    /** AppFacts clientMinorVersion */
                    clientMinorVersion?: number;

                    /** AppFacts clientRelease */
                    clientRelease?: number;

                    /** AppFacts planClass */
                    planClass?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppFacts. */
                type $Shape = vmslot.agent.v1.AppFacts.$Properties;
            }

            /**
             * Properties of an AppFinish.
             * @deprecated Use vmslot.agent.v1.AppFinish.$Properties instead.
             */
            interface IAppFinish extends vmslot.agent.v1.AppFinish.$Properties {
            }

            /** Represents an AppFinish. */
            class AppFinish {

                /**
                 * Constructs a new AppFinish.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AppFinish.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AppFinish exitCode. */
                exitCode: number;

                /** AppFinish message. */
                message: string;

                /** AppFinish isNotice. */
                isNotice: boolean;

                /** AppFinish retryAfterS. */
                retryAfterS: number;

                /**
                 * Encodes the specified AppFinish message. Does not implicitly {@link vmslot.agent.v1.AppFinish.verify|verify} messages.
                 * @param message AppFinish message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AppFinish.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AppFinish message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppFinish & vmslot.agent.v1.AppFinish.$Shape} AppFinish
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AppFinish & vmslot.agent.v1.AppFinish.$Shape;
            }

            namespace AppFinish {

                /** Properties of an AppFinish. */
                interface $Properties {

                    /** AppFinish exitCode */
                    exitCode?: number;

                    /** AppFinish message */
                    message?: string;

                    /** AppFinish isNotice */
                    isNotice?: boolean;

                    /** AppFinish retryAfterS */
                    retryAfterS?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppFinish. */
                type $Shape = vmslot.agent.v1.AppFinish.$Properties;
            }

            /**
             * Properties of an UploadStatus.
             * @deprecated Use vmslot.agent.v1.UploadStatus.$Properties instead.
             */
            interface IUploadStatus extends vmslot.agent.v1.UploadStatus.$Properties {
            }

            /** Represents an UploadStatus. */
            class UploadStatus {

                /**
                 * Constructs a new UploadStatus.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.UploadStatus.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UploadStatus path. */
                path: string;

                /** UploadStatus status. */
                status: number;

                /**
                 * Encodes the specified UploadStatus message. Does not implicitly {@link vmslot.agent.v1.UploadStatus.verify|verify} messages.
                 * @param message UploadStatus message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.UploadStatus.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UploadStatus message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.UploadStatus & vmslot.agent.v1.UploadStatus.$Shape} UploadStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.UploadStatus & vmslot.agent.v1.UploadStatus.$Shape;
            }

            namespace UploadStatus {

                /** Properties of an UploadStatus. */
                interface $Properties {

                    /** UploadStatus path */
                    path?: string;

                    /** UploadStatus status */
                    status?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UploadStatus. */
                type $Shape = vmslot.agent.v1.UploadStatus.$Properties;
            }

            /**
             * Properties of a TaskEvent.
             * @deprecated Use vmslot.agent.v1.TaskEvent.$Properties instead.
             */
            interface ITaskEvent extends vmslot.agent.v1.TaskEvent.$Properties {
            }

            /** Represents a TaskEvent. */
            class TaskEvent {

                /**
                 * Constructs a new TaskEvent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TaskEvent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TaskEvent sequence. */
                sequence: number;

                /** TaskEvent step. */
                step: number;

                /** TaskEvent started. */
                started: (vmslot.agent.v1.StepStarted|null);

                /** TaskEvent output. */
                output: (vmslot.agent.v1.StepOutput|null);

                /** TaskEvent status. */
                status: (vmslot.agent.v1.AppStatus|null);

                /** TaskEvent stepEnded. */
                stepEnded: (vmslot.agent.v1.StepEnded|null);

                /** TaskEvent ended. */
                ended: (vmslot.agent.v1.TaskEnded|null);

                /** TaskEvent trickleUp. */
                trickleUp: (vmslot.agent.v1.TrickleUp|null);

                /** TaskEvent uploadReady. */
                uploadReady: (vmslot.agent.v1.UploadReady|null);

                /** TaskEvent fileRefused. */
                fileRefused: (vmslot.agent.v1.FileRefused|null);

                /** TaskEvent kind. */
                kind?: ("started"|"output"|"status"|"stepEnded"|"ended"|"trickleUp"|"uploadReady"|"fileRefused");

                /**
                 * Encodes the specified TaskEvent message. Does not implicitly {@link vmslot.agent.v1.TaskEvent.verify|verify} messages.
                 * @param message TaskEvent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TaskEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TaskEvent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape} TaskEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape;
            }

            namespace TaskEvent {

                /** Properties of a TaskEvent. */
                interface $Properties {

                    /** TaskEvent sequence */
                    sequence?: number;

                    /** TaskEvent step */
                    step?: number;

                    /** TaskEvent started */
                    started?: (vmslot.agent.v1.StepStarted.$Properties|null);

                    /** TaskEvent output */
                    output?: (vmslot.agent.v1.StepOutput.$Properties|null);

                    /** TaskEvent status */
                    status?: (vmslot.agent.v1.AppStatus.$Properties|null);

                    /** TaskEvent stepEnded */
                    stepEnded?: (vmslot.agent.v1.StepEnded.$Properties|null);

                    /** TaskEvent ended */
                    ended?: (vmslot.agent.v1.TaskEnded.$Properties|null);

                    /** TaskEvent trickleUp */
                    trickleUp?: (vmslot.agent.v1.TrickleUp.$Properties|null);

                    /** TaskEvent uploadReady */
                    uploadReady?: (vmslot.agent.v1.UploadReady.$Properties|null);

                    /** TaskEvent fileRefused */
                    fileRefused?: (vmslot.agent.v1.FileRefused.$Properties|null);

                    /** TaskEvent kind */
                    kind?: ("started"|"output"|"status"|"stepEnded"|"ended"|"trickleUp"|"uploadReady"|"fileRefused");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a TaskEvent. */
                type $Shape = {
                  sequence?: number;
                  step?: number;
                  started?: vmslot.agent.v1.StepStarted.$Shape|null;
                  output?: vmslot.agent.v1.StepOutput.$Shape|null;
                  status?: vmslot.agent.v1.AppStatus.$Shape|null;
                  stepEnded?: vmslot.agent.v1.StepEnded.$Shape|null;
                  ended?: vmslot.agent.v1.TaskEnded.$Shape|null;
                  trickleUp?: vmslot.agent.v1.TrickleUp.$Shape|null;
                  uploadReady?: vmslot.agent.v1.UploadReady.$Shape|null;
                  fileRefused?: vmslot.agent.v1.FileRefused.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "started"; started: vmslot.agent.v1.StepStarted.$Shape; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "output"; started?: null; output: vmslot.agent.v1.StepOutput.$Shape; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "status"; started?: null; output?: null; status: vmslot.agent.v1.AppStatus.$Shape; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "stepEnded"; started?: null; output?: null; status?: null; stepEnded: vmslot.agent.v1.StepEnded.$Shape; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "ended"; started?: null; output?: null; status?: null; stepEnded?: null; ended: vmslot.agent.v1.TaskEnded.$Shape; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "trickleUp"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp: vmslot.agent.v1.TrickleUp.$Shape; uploadReady?: null; fileRefused?: null }|{ kind?: "uploadReady"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady: vmslot.agent.v1.UploadReady.$Shape; fileRefused?: null }|{ kind?: "fileRefused"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused: vmslot.agent.v1.FileRefused.$Shape })
                );
            }

            /**
             * Properties of a StepStarted.
             * @deprecated Use vmslot.agent.v1.StepStarted.$Properties instead.
             */
            interface IStepStarted extends vmslot.agent.v1.StepStarted.$Properties {
            }

            /** Represents a StepStarted. */
            class StepStarted {

                /**
                 * Constructs a new StepStarted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StepStarted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StepStarted name. */
                name: string;

                /** StepStarted pid. */
                pid: number;

                /**
                 * Encodes the specified StepStarted message. Does not implicitly {@link vmslot.agent.v1.StepStarted.verify|verify} messages.
                 * @param message StepStarted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StepStarted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StepStarted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepStarted & vmslot.agent.v1.StepStarted.$Shape} StepStarted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StepStarted & vmslot.agent.v1.StepStarted.$Shape;
            }

            namespace StepStarted {

                /** Properties of a StepStarted. */
                interface $Properties {

                    /** StepStarted name */
                    name?: string;

                    /** StepStarted pid */
                    pid?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StepStarted. */
                type $Shape = vmslot.agent.v1.StepStarted.$Properties;
            }

            /** OutputStream enum. */
            enum OutputStream {

                /** OUTPUT_STREAM_UNSPECIFIED value */
                OUTPUT_STREAM_UNSPECIFIED = 0,

                /** OUTPUT_STREAM_STDOUT value */
                OUTPUT_STREAM_STDOUT = 1,

                /** OUTPUT_STREAM_STDERR value */
                OUTPUT_STREAM_STDERR = 2
            }

            /**
             * Properties of a StepOutput.
             * @deprecated Use vmslot.agent.v1.StepOutput.$Properties instead.
             */
            interface IStepOutput extends vmslot.agent.v1.StepOutput.$Properties {
            }

            /** Represents a StepOutput. */
            class StepOutput {

                /**
                 * Constructs a new StepOutput.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StepOutput.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StepOutput stream. */
                stream: vmslot.agent.v1.OutputStream;

                /** StepOutput offset. */
                offset: number;

                /** StepOutput data. */
                data: Uint8Array;

                /**
                 * Encodes the specified StepOutput message. Does not implicitly {@link vmslot.agent.v1.StepOutput.verify|verify} messages.
                 * @param message StepOutput message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StepOutput.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StepOutput message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepOutput & vmslot.agent.v1.StepOutput.$Shape} StepOutput
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StepOutput & vmslot.agent.v1.StepOutput.$Shape;
            }

            namespace StepOutput {

                /** Properties of a StepOutput. */
                interface $Properties {

                    /** StepOutput stream */
                    stream?: vmslot.agent.v1.OutputStream;

                    /** StepOutput offset */
                    offset?: number;

                    /** StepOutput data */
                    data?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StepOutput. */
                type $Shape = vmslot.agent.v1.StepOutput.$Properties;
            }

            /** EndReason enum. */
            enum EndReason {

                /** END_REASON_UNSPECIFIED value */
                END_REASON_UNSPECIFIED = 0,

                /** END_REASON_EXITED value */
                END_REASON_EXITED = 1,

                /** END_REASON_SIGNALED value */
                END_REASON_SIGNALED = 2,

                /** END_REASON_NOT_STARTED value */
                END_REASON_NOT_STARTED = 3,

                /** END_REASON_TIME_LIMIT value */
                END_REASON_TIME_LIMIT = 4,

                /** END_REASON_OUTPUT_LIMIT value */
                END_REASON_OUTPUT_LIMIT = 5,

                /** END_REASON_DISK_FULL value */
                END_REASON_DISK_FULL = 6,

                /** END_REASON_OUT_OF_MEMORY value */
                END_REASON_OUT_OF_MEMORY = 7,

                /** END_REASON_CONTROLLED value */
                END_REASON_CONTROLLED = 8,

                /** END_REASON_LOST value */
                END_REASON_LOST = 9,

                /** END_REASON_PREMATURE_EXIT value */
                END_REASON_PREMATURE_EXIT = 10
            }

            /**
             * Properties of a StepEnded.
             * @deprecated Use vmslot.agent.v1.StepEnded.$Properties instead.
             */
            interface IStepEnded extends vmslot.agent.v1.StepEnded.$Properties {
            }

            /** Represents a StepEnded. */
            class StepEnded {

                /**
                 * Constructs a new StepEnded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StepEnded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StepEnded reason. */
                reason: vmslot.agent.v1.EndReason;

                /** StepEnded exitCode. */
                exitCode: number;

                /** StepEnded signalNumber. */
                signalNumber: number;

                /** StepEnded message. */
                message: string;

                /** StepEnded cpuTimeMs. */
                cpuTimeMs: number;

                /** StepEnded wallTimeMs. */
                wallTimeMs: number;

                /** StepEnded peakMemoryBytes. */
                peakMemoryBytes: number;

                /** StepEnded stdoutBytes. */
                stdoutBytes: number;

                /** StepEnded stderrBytes. */
                stderrBytes: number;

                /** StepEnded finish. */
                finish: vmslot.agent.v1.AppFinish;

                /**
                 * Encodes the specified StepEnded message. Does not implicitly {@link vmslot.agent.v1.StepEnded.verify|verify} messages.
                 * @param message StepEnded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StepEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StepEnded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepEnded & vmslot.agent.v1.StepEnded.$Shape} StepEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StepEnded & vmslot.agent.v1.StepEnded.$Shape;
            }

            namespace StepEnded {

                /** Properties of a StepEnded. */
                interface $Properties {

                    /** StepEnded reason */
                    reason?: vmslot.agent.v1.EndReason;

                    /** StepEnded exitCode */
                    exitCode?: number;

                    /** StepEnded signalNumber */
                    signalNumber?: number;

                    /** StepEnded message */
                    message?: string;

                    /** StepEnded cpuTimeMs */
                    cpuTimeMs?: number;

                    /** StepEnded wallTimeMs */
                    wallTimeMs?: number;

                    /** StepEnded peakMemoryBytes */
                    peakMemoryBytes?: number;

                    /** StepEnded stdoutBytes */
                    stdoutBytes?: number;

                    /** StepEnded stderrBytes */
                    stderrBytes?: number;

                    /** StepEnded finish */
                    finish?: vmslot.agent.v1.AppFinish.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StepEnded. */
                type $Shape = vmslot.agent.v1.StepEnded.$Properties;
            }

            /**
             * Properties of a TaskEnded.
             * @deprecated Use vmslot.agent.v1.TaskEnded.$Properties instead.
             */
            interface ITaskEnded extends vmslot.agent.v1.TaskEnded.$Properties {
            }

            /** Represents a TaskEnded. */
            class TaskEnded {

                /**
                 * Constructs a new TaskEnded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TaskEnded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TaskEnded succeeded. */
                succeeded: boolean;

                /** TaskEnded step. */
                step: number;

                /** TaskEnded outcome. */
                outcome: vmslot.agent.v1.StepEnded;

                /** TaskEnded status. */
                status: vmslot.agent.v1.AppStatus;

                /**
                 * Encodes the specified TaskEnded message. Does not implicitly {@link vmslot.agent.v1.TaskEnded.verify|verify} messages.
                 * @param message TaskEnded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TaskEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TaskEnded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskEnded & vmslot.agent.v1.TaskEnded.$Shape} TaskEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TaskEnded & vmslot.agent.v1.TaskEnded.$Shape;
            }

            namespace TaskEnded {

                /** Properties of a TaskEnded. */
                interface $Properties {

                    /** TaskEnded succeeded */
                    succeeded?: boolean;

                    /** TaskEnded step */
                    step?: number;

                    /** TaskEnded outcome */
                    outcome?: vmslot.agent.v1.StepEnded.$Properties;

                    /** TaskEnded status */
                    status?: vmslot.agent.v1.AppStatus.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TaskEnded. */
                type $Shape = vmslot.agent.v1.TaskEnded.$Properties;
            }

            /**
             * Properties of a TrickleUp.
             * @deprecated Use vmslot.agent.v1.TrickleUp.$Properties instead.
             */
            interface ITrickleUp extends vmslot.agent.v1.TrickleUp.$Properties {
            }

            /** Represents a TrickleUp. */
            class TrickleUp {

                /**
                 * Constructs a new TrickleUp.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.TrickleUp.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TrickleUp variety. */
                variety: string;

                /** TrickleUp text. */
                text: Uint8Array;

                /**
                 * Encodes the specified TrickleUp message. Does not implicitly {@link vmslot.agent.v1.TrickleUp.verify|verify} messages.
                 * @param message TrickleUp message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.TrickleUp.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TrickleUp message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TrickleUp & vmslot.agent.v1.TrickleUp.$Shape} TrickleUp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.TrickleUp & vmslot.agent.v1.TrickleUp.$Shape;
            }

            namespace TrickleUp {

                /** Properties of a TrickleUp. */
                interface $Properties {

                    /** TrickleUp variety */
                    variety?: string;

                    /** TrickleUp text */
                    text?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TrickleUp. */
                type $Shape = vmslot.agent.v1.TrickleUp.$Properties;
            }

            /**
             * Properties of an UploadReady.
             * @deprecated Use vmslot.agent.v1.UploadReady.$Properties instead.
             */
            interface IUploadReady extends vmslot.agent.v1.UploadReady.$Properties {
            }

            /** Represents an UploadReady. */
            class UploadReady {

                /**
                 * Constructs a new UploadReady.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.UploadReady.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UploadReady path. */
                path: string;

                /**
                 * Encodes the specified UploadReady message. Does not implicitly {@link vmslot.agent.v1.UploadReady.verify|verify} messages.
                 * @param message UploadReady message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.UploadReady.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UploadReady message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.UploadReady & vmslot.agent.v1.UploadReady.$Shape} UploadReady
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.UploadReady & vmslot.agent.v1.UploadReady.$Shape;
            }

            namespace UploadReady {

                /** Properties of an UploadReady. */
                interface $Properties {

                    /** UploadReady path */
                    path?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UploadReady. */
                type $Shape = vmslot.agent.v1.UploadReady.$Properties;
            }

            /** RefusalReason enum. */
            enum RefusalReason {

                /** REFUSAL_REASON_UNSPECIFIED value */
                REFUSAL_REASON_UNSPECIFIED = 0,

                /** REFUSAL_REASON_TOO_LARGE value */
                REFUSAL_REASON_TOO_LARGE = 1,

                /** REFUSAL_REASON_NOT_REGULAR value */
                REFUSAL_REASON_NOT_REGULAR = 2,

                /** REFUSAL_REASON_TOO_MANY value */
                REFUSAL_REASON_TOO_MANY = 3,

                /** REFUSAL_REASON_DISK_FULL value */
                REFUSAL_REASON_DISK_FULL = 4
            }

            /**
             * Properties of a FileRefused.
             * @deprecated Use vmslot.agent.v1.FileRefused.$Properties instead.
             */
            interface IFileRefused extends vmslot.agent.v1.FileRefused.$Properties {
            }

            /** Represents a FileRefused. */
            class FileRefused {

                /**
                 * Constructs a new FileRefused.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FileRefused.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileRefused path. */
                path: string;

                /** FileRefused reason. */
                reason: vmslot.agent.v1.RefusalReason;

                /**
                 * Encodes the specified FileRefused message. Does not implicitly {@link vmslot.agent.v1.FileRefused.verify|verify} messages.
                 * @param message FileRefused message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FileRefused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileRefused message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileRefused & vmslot.agent.v1.FileRefused.$Shape} FileRefused
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FileRefused & vmslot.agent.v1.FileRefused.$Shape;
            }

            namespace FileRefused {

                /** Properties of a FileRefused. */
                interface $Properties {

                    /** FileRefused path */
                    path?: string;

                    /** FileRefused reason */
                    reason?: vmslot.agent.v1.RefusalReason;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileRefused. */
                type $Shape = vmslot.agent.v1.FileRefused.$Properties;
            }

            /**
             * Properties of a ProcessSpec.
             * @deprecated Use vmslot.agent.v1.ProcessSpec.$Properties instead.
             */
            interface IProcessSpec extends vmslot.agent.v1.ProcessSpec.$Properties {
            }

            /** Represents a ProcessSpec. */
            class ProcessSpec {

                /**
                 * Constructs a new ProcessSpec.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessSpec.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessSpec argv. */
                argv: string[];

                /** ProcessSpec env. */
                env: { [k: string]: string };

                /** ProcessSpec cwd. */
                cwd: string;

                /** ProcessSpec user. */
                user: string;

                /** ProcessSpec groups. */
                groups: string[];

                /** ProcessSpec umask. */
                umask: (number|null);

                /** ProcessSpec resourceLimits. */
                resourceLimits: vmslot.agent.v1.ResourceLimit[];

                /** ProcessSpec nice. */
                nice: number;

                /** ProcessSpec limits. */
                limits: vmslot.agent.v1.GroupLimits;

                /** ProcessSpec timeLimitMs. */
                timeLimitMs: number;

                /** ProcessSpec graceMs. */
                graceMs: number;

                /** ProcessSpec terminal. */
                terminal: vmslot.agent.v1.Terminal;

                /** ProcessSpec streamInput. */
                streamInput: boolean;

                /** ProcessSpec outputBytes. */
                outputBytes: number;

                /**
                 * Encodes the specified ProcessSpec message. Does not implicitly {@link vmslot.agent.v1.ProcessSpec.verify|verify} messages.
                 * @param message ProcessSpec message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessSpec.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessSpec message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessSpec & vmslot.agent.v1.ProcessSpec.$Shape} ProcessSpec
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessSpec & vmslot.agent.v1.ProcessSpec.$Shape;
            }

            namespace ProcessSpec {

                /** Properties of a ProcessSpec. */
                interface $Properties {

                    /** ProcessSpec argv */
                    argv?: string[];

                    /** ProcessSpec env */
                    env?: { [k: string]: string };

                    /** ProcessSpec cwd */
                    cwd?: string;

                    /** ProcessSpec user */
                    user?: string;

                    /** ProcessSpec groups */
                    groups?: string[];

                    /** ProcessSpec umask */
                    umask?: (number|null);

                    /** ProcessSpec resourceLimits */
                    resourceLimits?: vmslot.agent.v1.ResourceLimit.$Properties[];

                    /** ProcessSpec nice */
                    nice?: number;

                    /** ProcessSpec limits */
                    limits?: vmslot.agent.v1.GroupLimits.$Properties;

                    /** ProcessSpec timeLimitMs */
                    timeLimitMs?: number;

                    /** ProcessSpec graceMs */
                    graceMs?: number;

                    /** ProcessSpec terminal */
                    terminal?: vmslot.agent.v1.Terminal.$Properties;

                    /** ProcessSpec streamInput */
                    streamInput?: boolean;

                    /** ProcessSpec outputBytes */
                    outputBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessSpec. */
                type $Shape = vmslot.agent.v1.ProcessSpec.$Properties;
            }

            /**
             * Properties of a ResourceLimit.
             * @deprecated Use vmslot.agent.v1.ResourceLimit.$Properties instead.
             */
            interface IResourceLimit extends vmslot.agent.v1.ResourceLimit.$Properties {
            }

            /** Represents a ResourceLimit. */
            class ResourceLimit {

                /**
                 * Constructs a new ResourceLimit.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ResourceLimit.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResourceLimit kind. */
                kind: vmslot.agent.v1.ResourceKind;

                /** ResourceLimit soft. */
                soft: number;

                /** ResourceLimit hard. */
                hard: (number|null);

                /** ResourceLimit unlimited. */
                unlimited: boolean;

                /**
                 * Encodes the specified ResourceLimit message. Does not implicitly {@link vmslot.agent.v1.ResourceLimit.verify|verify} messages.
                 * @param message ResourceLimit message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ResourceLimit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResourceLimit message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ResourceLimit & vmslot.agent.v1.ResourceLimit.$Shape} ResourceLimit
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ResourceLimit & vmslot.agent.v1.ResourceLimit.$Shape;
            }

            namespace ResourceLimit {

                /** Properties of a ResourceLimit. */
                interface $Properties {

                    /** ResourceLimit kind */
                    kind?: vmslot.agent.v1.ResourceKind;

                    /** ResourceLimit soft */
                    soft?: number;

                    /** ResourceLimit hard */
                    hard?: (number|null);

                    /** ResourceLimit unlimited */
                    unlimited?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResourceLimit. */
                type $Shape = vmslot.agent.v1.ResourceLimit.$Properties;
            }

            /** ResourceKind enum. */
            enum ResourceKind {

                /** RESOURCE_KIND_UNSPECIFIED value */
                RESOURCE_KIND_UNSPECIFIED = 0,

                /** RESOURCE_KIND_CPU value */
                RESOURCE_KIND_CPU = 1,

                /** RESOURCE_KIND_FILE_SIZE value */
                RESOURCE_KIND_FILE_SIZE = 2,

                /** RESOURCE_KIND_DATA value */
                RESOURCE_KIND_DATA = 3,

                /** RESOURCE_KIND_STACK value */
                RESOURCE_KIND_STACK = 4,

                /** RESOURCE_KIND_CORE value */
                RESOURCE_KIND_CORE = 5,

                /** RESOURCE_KIND_OPEN_FILES value */
                RESOURCE_KIND_OPEN_FILES = 6,

                /** RESOURCE_KIND_ADDRESS_SPACE value */
                RESOURCE_KIND_ADDRESS_SPACE = 7,

                /** RESOURCE_KIND_PROCESSES value */
                RESOURCE_KIND_PROCESSES = 8,

                /** RESOURCE_KIND_LOCKED_MEMORY value */
                RESOURCE_KIND_LOCKED_MEMORY = 9
            }

            /**
             * Properties of a GroupLimits.
             * @deprecated Use vmslot.agent.v1.GroupLimits.$Properties instead.
             */
            interface IGroupLimits extends vmslot.agent.v1.GroupLimits.$Properties {
            }

            /** Represents a GroupLimits. */
            class GroupLimits {

                /**
                 * Constructs a new GroupLimits.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GroupLimits.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GroupLimits cpuMilli. */
                cpuMilli: number;

                /** GroupLimits memoryBytes. */
                memoryBytes: number;

                /** GroupLimits processCount. */
                processCount: number;

                /**
                 * Encodes the specified GroupLimits message. Does not implicitly {@link vmslot.agent.v1.GroupLimits.verify|verify} messages.
                 * @param message GroupLimits message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GroupLimits.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GroupLimits message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GroupLimits & vmslot.agent.v1.GroupLimits.$Shape} GroupLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GroupLimits & vmslot.agent.v1.GroupLimits.$Shape;
            }

            namespace GroupLimits {

                /** Properties of a GroupLimits. */
                interface $Properties {

                    /** GroupLimits cpuMilli */
                    cpuMilli?: number;

                    /** GroupLimits memoryBytes */
                    memoryBytes?: number;

                    /** GroupLimits processCount */
                    processCount?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GroupLimits. */
                type $Shape = vmslot.agent.v1.GroupLimits.$Properties;
            }

            /**
             * Properties of a Terminal.
             * @deprecated Use vmslot.agent.v1.Terminal.$Properties instead.
             */
            interface ITerminal extends vmslot.agent.v1.Terminal.$Properties {
            }

            /** Represents a Terminal. */
            class Terminal {

                /**
                 * Constructs a new Terminal.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.Terminal.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Terminal columns. */
                columns: number;

                /** Terminal rows. */
                rows: number;

                /**
                 * Encodes the specified Terminal message. Does not implicitly {@link vmslot.agent.v1.Terminal.verify|verify} messages.
                 * @param message Terminal message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.Terminal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Terminal message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.Terminal & vmslot.agent.v1.Terminal.$Shape} Terminal
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.Terminal & vmslot.agent.v1.Terminal.$Shape;
            }

            namespace Terminal {

                /** Properties of a Terminal. */
                interface $Properties {

                    /** Terminal columns */
                    columns?: number;

                    /** Terminal rows */
                    rows?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Terminal. */
                type $Shape = vmslot.agent.v1.Terminal.$Properties;
            }

            /**
             * Properties of a ProcessFigures.
             * @deprecated Use vmslot.agent.v1.ProcessFigures.$Properties instead.
             */
            interface IProcessFigures extends vmslot.agent.v1.ProcessFigures.$Properties {
            }

            /** Represents a ProcessFigures. */
            class ProcessFigures {

                /**
                 * Constructs a new ProcessFigures.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessFigures.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessFigures userTimeMs. */
                userTimeMs: number;

                /** ProcessFigures systemTimeMs. */
                systemTimeMs: number;

                /** ProcessFigures memoryBytes. */
                memoryBytes: number;

                /** ProcessFigures peakMemoryBytes. */
                peakMemoryBytes: number;

                /** ProcessFigures readBytes. */
                readBytes: number;

                /** ProcessFigures writtenBytes. */
                writtenBytes: number;

                /** ProcessFigures processCount. */
                processCount: number;

                /** ProcessFigures wallTimeMs. */
                wallTimeMs: number;

                /**
                 * Encodes the specified ProcessFigures message. Does not implicitly {@link vmslot.agent.v1.ProcessFigures.verify|verify} messages.
                 * @param message ProcessFigures message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessFigures.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessFigures message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessFigures & vmslot.agent.v1.ProcessFigures.$Shape} ProcessFigures
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessFigures & vmslot.agent.v1.ProcessFigures.$Shape;
            }

            namespace ProcessFigures {

                /** Properties of a ProcessFigures. */
                interface $Properties {

                    /** ProcessFigures userTimeMs */
                    userTimeMs?: number;

                    /** ProcessFigures systemTimeMs */
                    systemTimeMs?: number;

                    /** ProcessFigures memoryBytes */
                    memoryBytes?: number;

                    /** ProcessFigures peakMemoryBytes */
                    peakMemoryBytes?: number;

                    /** ProcessFigures readBytes */
                    readBytes?: number;

                    /** ProcessFigures writtenBytes */
                    writtenBytes?: number;

                    /** ProcessFigures processCount */
                    processCount?: number;

                    /** ProcessFigures wallTimeMs */
                    wallTimeMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessFigures. */
                type $Shape = vmslot.agent.v1.ProcessFigures.$Properties;
            }

            /** ProcessState enum. */
            enum ProcessState {

                /** PROCESS_STATE_UNSPECIFIED value */
                PROCESS_STATE_UNSPECIFIED = 0,

                /** PROCESS_STATE_RUNNING value */
                PROCESS_STATE_RUNNING = 1,

                /** PROCESS_STATE_SUSPENDED value */
                PROCESS_STATE_SUSPENDED = 2,

                /** PROCESS_STATE_ENDED value */
                PROCESS_STATE_ENDED = 3
            }

            /**
             * Properties of a ProcessEnd.
             * @deprecated Use vmslot.agent.v1.ProcessEnd.$Properties instead.
             */
            interface IProcessEnd extends vmslot.agent.v1.ProcessEnd.$Properties {
            }

            /** Represents a ProcessEnd. */
            class ProcessEnd {

                /**
                 * Constructs a new ProcessEnd.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessEnd.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessEnd reason. */
                reason: vmslot.agent.v1.EndReason;

                /** ProcessEnd exitCode. */
                exitCode: number;

                /** ProcessEnd signalNumber. */
                signalNumber: number;

                /** ProcessEnd message. */
                message: string;

                /** ProcessEnd figures. */
                figures: vmslot.agent.v1.ProcessFigures;

                /** ProcessEnd stdoutBytes. */
                stdoutBytes: number;

                /** ProcessEnd stderrBytes. */
                stderrBytes: number;

                /**
                 * Encodes the specified ProcessEnd message. Does not implicitly {@link vmslot.agent.v1.ProcessEnd.verify|verify} messages.
                 * @param message ProcessEnd message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessEnd.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessEnd message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessEnd & vmslot.agent.v1.ProcessEnd.$Shape} ProcessEnd
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessEnd & vmslot.agent.v1.ProcessEnd.$Shape;
            }

            namespace ProcessEnd {

                /** Properties of a ProcessEnd. */
                interface $Properties {

                    /** ProcessEnd reason */
                    reason?: vmslot.agent.v1.EndReason;

                    /** ProcessEnd exitCode */
                    exitCode?: number;

                    /** ProcessEnd signalNumber */
                    signalNumber?: number;

                    /** ProcessEnd message */
                    message?: string;

                    /** ProcessEnd figures */
                    figures?: vmslot.agent.v1.ProcessFigures.$Properties;

                    /** ProcessEnd stdoutBytes */
                    stdoutBytes?: number;

                    /** ProcessEnd stderrBytes */
                    stderrBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessEnd. */
                type $Shape = vmslot.agent.v1.ProcessEnd.$Properties;
            }

            /**
             * Properties of a ProcessSummary.
             * @deprecated Use vmslot.agent.v1.ProcessSummary.$Properties instead.
             */
            interface IProcessSummary extends vmslot.agent.v1.ProcessSummary.$Properties {
            }

            /** Represents a ProcessSummary. */
            class ProcessSummary {

                /**
                 * Constructs a new ProcessSummary.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessSummary.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessSummary processId. */
                processId: string;

                /** ProcessSummary state. */
                state: vmslot.agent.v1.ProcessState;

                /** ProcessSummary pid. */
                pid: number;

                /** ProcessSummary figures. */
                figures: vmslot.agent.v1.ProcessFigures;

                /** ProcessSummary stdoutStart. */
                stdoutStart: number;

                /** ProcessSummary stdoutEnd. */
                stdoutEnd: number;

                /** ProcessSummary stderrStart. */
                stderrStart: number;

                /** ProcessSummary stderrEnd. */
                stderrEnd: number;

                /** ProcessSummary inputBytes. */
                inputBytes: number;

                /** ProcessSummary inputClosed. */
                inputClosed: boolean;

                /** ProcessSummary end. */
                end: vmslot.agent.v1.ProcessEnd;

                /** ProcessSummary spec. */
                spec: vmslot.agent.v1.ProcessSpec;

                /**
                 * Encodes the specified ProcessSummary message. Does not implicitly {@link vmslot.agent.v1.ProcessSummary.verify|verify} messages.
                 * @param message ProcessSummary message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessSummary.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessSummary message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessSummary & vmslot.agent.v1.ProcessSummary.$Shape} ProcessSummary
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessSummary & vmslot.agent.v1.ProcessSummary.$Shape;
            }

            namespace ProcessSummary {

                /** Properties of a ProcessSummary. */
                interface $Properties {

                    /** ProcessSummary processId */
                    processId?: string;

                    /** ProcessSummary state */
                    state?: vmslot.agent.v1.ProcessState;

                    /** ProcessSummary pid */
                    pid?: number;

                    /** ProcessSummary figures */
                    figures?: vmslot.agent.v1.ProcessFigures.$Properties;

                    /** ProcessSummary stdoutStart */
                    stdoutStart?: number;

                    /** ProcessSummary stdoutEnd */
                    stdoutEnd?: number;

                    /** ProcessSummary stderrStart */
                    stderrStart?: number;

                    /** ProcessSummary stderrEnd */
                    stderrEnd?: number;

                    /** ProcessSummary inputBytes */
                    inputBytes?: number;

                    /** ProcessSummary inputClosed */
                    inputClosed?: boolean;

                    /** ProcessSummary end */
                    end?: vmslot.agent.v1.ProcessEnd.$Properties;

                    /** ProcessSummary spec */
                    spec?: vmslot.agent.v1.ProcessSpec.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessSummary. */
                type $Shape = vmslot.agent.v1.ProcessSummary.$Properties;
            }

            /**
             * Properties of a StartRequest.
             * @deprecated Use vmslot.agent.v1.StartRequest.$Properties instead.
             */
            interface IStartRequest extends vmslot.agent.v1.StartRequest.$Properties {
            }

            /** Represents a StartRequest. */
            class StartRequest {

                /**
                 * Constructs a new StartRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StartRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StartRequest processId. */
                processId: string;

                /** StartRequest spec. */
                spec: vmslot.agent.v1.ProcessSpec;

                /**
                 * Encodes the specified StartRequest message. Does not implicitly {@link vmslot.agent.v1.StartRequest.verify|verify} messages.
                 * @param message StartRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StartRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StartRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StartRequest & vmslot.agent.v1.StartRequest.$Shape} StartRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StartRequest & vmslot.agent.v1.StartRequest.$Shape;
            }

            namespace StartRequest {

                /** Properties of a StartRequest. */
                interface $Properties {

                    /** StartRequest processId */
                    processId?: string;

                    /** StartRequest spec */
                    spec?: vmslot.agent.v1.ProcessSpec.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StartRequest. */
                type $Shape = vmslot.agent.v1.StartRequest.$Properties;
            }

            /**
             * Properties of a StartResponse.
             * @deprecated Use vmslot.agent.v1.StartResponse.$Properties instead.
             */
            interface IStartResponse extends vmslot.agent.v1.StartResponse.$Properties {
            }

            /** Represents a StartResponse. */
            class StartResponse {

                /**
                 * Constructs a new StartResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StartResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StartResponse process. */
                process: vmslot.agent.v1.ProcessSummary;

                /**
                 * Encodes the specified StartResponse message. Does not implicitly {@link vmslot.agent.v1.StartResponse.verify|verify} messages.
                 * @param message StartResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StartResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StartResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StartResponse & vmslot.agent.v1.StartResponse.$Shape} StartResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StartResponse & vmslot.agent.v1.StartResponse.$Shape;
            }

            namespace StartResponse {

                /** Properties of a StartResponse. */
                interface $Properties {

                    /** StartResponse process */
                    process?: vmslot.agent.v1.ProcessSummary.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StartResponse. */
                type $Shape = vmslot.agent.v1.StartResponse.$Properties;
            }

            /**
             * Properties of a WatchRequest.
             * @deprecated Use vmslot.agent.v1.WatchRequest.$Properties instead.
             */
            interface IWatchRequest extends vmslot.agent.v1.WatchRequest.$Properties {
            }

            /** Represents a WatchRequest. */
            class WatchRequest {

                /**
                 * Constructs a new WatchRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchRequest processId. */
                processId: string;

                /** WatchRequest stdoutOffset. */
                stdoutOffset: number;

                /** WatchRequest stderrOffset. */
                stderrOffset: number;

                /** WatchRequest figuresIntervalMs. */
                figuresIntervalMs: number;

                /**
                 * Encodes the specified WatchRequest message. Does not implicitly {@link vmslot.agent.v1.WatchRequest.verify|verify} messages.
                 * @param message WatchRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchRequest & vmslot.agent.v1.WatchRequest.$Shape} WatchRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchRequest & vmslot.agent.v1.WatchRequest.$Shape;
            }

            namespace WatchRequest {

                /** Properties of a WatchRequest. */
                interface $Properties {

                    /** WatchRequest processId */
                    processId?: string;

                    /** WatchRequest stdoutOffset */
                    stdoutOffset?: number;

                    /** WatchRequest stderrOffset */
                    stderrOffset?: number;

                    /** WatchRequest figuresIntervalMs */
                    figuresIntervalMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchRequest. */
                type $Shape = vmslot.agent.v1.WatchRequest.$Properties;
            }

            /**
             * Properties of a WatchResponse.
             * @deprecated Use vmslot.agent.v1.WatchResponse.$Properties instead.
             */
            interface IWatchResponse extends vmslot.agent.v1.WatchResponse.$Properties {
            }

            /** Represents a WatchResponse. */
            class WatchResponse {

                /**
                 * Constructs a new WatchResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchResponse output. */
                output: (vmslot.agent.v1.ProcessOutput|null);

                /** WatchResponse figures. */
                figures: (vmslot.agent.v1.ProcessFigures|null);

                /** WatchResponse end. */
                end: (vmslot.agent.v1.ProcessEnd|null);

                /** WatchResponse kind. */
                kind?: ("output"|"figures"|"end");

                /**
                 * Encodes the specified WatchResponse message. Does not implicitly {@link vmslot.agent.v1.WatchResponse.verify|verify} messages.
                 * @param message WatchResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchResponse & vmslot.agent.v1.WatchResponse.$Shape} WatchResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchResponse & vmslot.agent.v1.WatchResponse.$Shape;
            }

            namespace WatchResponse {

                /** Properties of a WatchResponse. */
                interface $Properties {

                    /** WatchResponse output */
                    output?: (vmslot.agent.v1.ProcessOutput.$Properties|null);

                    /** WatchResponse figures */
                    figures?: (vmslot.agent.v1.ProcessFigures.$Properties|null);

                    /** WatchResponse end */
                    end?: (vmslot.agent.v1.ProcessEnd.$Properties|null);

                    /** WatchResponse kind */
                    kind?: ("output"|"figures"|"end");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a WatchResponse. */
                type $Shape = {
                  output?: vmslot.agent.v1.ProcessOutput.$Shape|null;
                  figures?: vmslot.agent.v1.ProcessFigures.$Shape|null;
                  end?: vmslot.agent.v1.ProcessEnd.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; output?: null; figures?: null; end?: null }|{ kind?: "output"; output: vmslot.agent.v1.ProcessOutput.$Shape; figures?: null; end?: null }|{ kind?: "figures"; output?: null; figures: vmslot.agent.v1.ProcessFigures.$Shape; end?: null }|{ kind?: "end"; output?: null; figures?: null; end: vmslot.agent.v1.ProcessEnd.$Shape })
                );
            }

            /**
             * Properties of a ProcessOutput.
             * @deprecated Use vmslot.agent.v1.ProcessOutput.$Properties instead.
             */
            interface IProcessOutput extends vmslot.agent.v1.ProcessOutput.$Properties {
            }

            /** Represents a ProcessOutput. */
            class ProcessOutput {

                /**
                 * Constructs a new ProcessOutput.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ProcessOutput.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ProcessOutput stream. */
                stream: vmslot.agent.v1.OutputStream;

                /** ProcessOutput offset. */
                offset: number;

                /** ProcessOutput data. */
                data: Uint8Array;

                /** ProcessOutput lostBytes. */
                lostBytes: number;

                /**
                 * Encodes the specified ProcessOutput message. Does not implicitly {@link vmslot.agent.v1.ProcessOutput.verify|verify} messages.
                 * @param message ProcessOutput message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ProcessOutput.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ProcessOutput message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ProcessOutput & vmslot.agent.v1.ProcessOutput.$Shape} ProcessOutput
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ProcessOutput & vmslot.agent.v1.ProcessOutput.$Shape;
            }

            namespace ProcessOutput {

                /** Properties of a ProcessOutput. */
                interface $Properties {

                    /** ProcessOutput stream */
                    stream?: vmslot.agent.v1.OutputStream;

                    /** ProcessOutput offset */
                    offset?: number;

                    /** ProcessOutput data */
                    data?: Uint8Array;

                    /** ProcessOutput lostBytes */
                    lostBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ProcessOutput. */
                type $Shape = vmslot.agent.v1.ProcessOutput.$Properties;
            }

            /**
             * Properties of a DescribeRequest.
             * @deprecated Use vmslot.agent.v1.DescribeRequest.$Properties instead.
             */
            interface IDescribeRequest extends vmslot.agent.v1.DescribeRequest.$Properties {
            }

            /** Represents a DescribeRequest. */
            class DescribeRequest {

                /**
                 * Constructs a new DescribeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.DescribeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DescribeRequest processId. */
                processId: string;

                /**
                 * Encodes the specified DescribeRequest message. Does not implicitly {@link vmslot.agent.v1.DescribeRequest.verify|verify} messages.
                 * @param message DescribeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.DescribeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DescribeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DescribeRequest & vmslot.agent.v1.DescribeRequest.$Shape} DescribeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.DescribeRequest & vmslot.agent.v1.DescribeRequest.$Shape;
            }

            namespace DescribeRequest {

                /** Properties of a DescribeRequest. */
                interface $Properties {

                    /** DescribeRequest processId */
                    processId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DescribeRequest. */
                type $Shape = vmslot.agent.v1.DescribeRequest.$Properties;
            }

            /**
             * Properties of a DescribeResponse.
             * @deprecated Use vmslot.agent.v1.DescribeResponse.$Properties instead.
             */
            interface IDescribeResponse extends vmslot.agent.v1.DescribeResponse.$Properties {
            }

            /** Represents a DescribeResponse. */
            class DescribeResponse {

                /**
                 * Constructs a new DescribeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.DescribeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DescribeResponse process. */
                process: vmslot.agent.v1.ProcessSummary;

                /**
                 * Encodes the specified DescribeResponse message. Does not implicitly {@link vmslot.agent.v1.DescribeResponse.verify|verify} messages.
                 * @param message DescribeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.DescribeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DescribeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DescribeResponse & vmslot.agent.v1.DescribeResponse.$Shape} DescribeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.DescribeResponse & vmslot.agent.v1.DescribeResponse.$Shape;
            }

            namespace DescribeResponse {

                /** Properties of a DescribeResponse. */
                interface $Properties {

                    /** DescribeResponse process */
                    process?: vmslot.agent.v1.ProcessSummary.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DescribeResponse. */
                type $Shape = vmslot.agent.v1.DescribeResponse.$Properties;
            }

            /**
             * Properties of a WriteInputRequest.
             * @deprecated Use vmslot.agent.v1.WriteInputRequest.$Properties instead.
             */
            interface IWriteInputRequest extends vmslot.agent.v1.WriteInputRequest.$Properties {
            }

            /** Represents a WriteInputRequest. */
            class WriteInputRequest {

                /**
                 * Constructs a new WriteInputRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WriteInputRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WriteInputRequest processId. */
                processId: string;

                /** WriteInputRequest offset. */
                offset: number;

                /** WriteInputRequest data. */
                data: Uint8Array;

                /** WriteInputRequest close. */
                close: boolean;

                /**
                 * Encodes the specified WriteInputRequest message. Does not implicitly {@link vmslot.agent.v1.WriteInputRequest.verify|verify} messages.
                 * @param message WriteInputRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WriteInputRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WriteInputRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WriteInputRequest & vmslot.agent.v1.WriteInputRequest.$Shape} WriteInputRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WriteInputRequest & vmslot.agent.v1.WriteInputRequest.$Shape;
            }

            namespace WriteInputRequest {

                /** Properties of a WriteInputRequest. */
                interface $Properties {

                    /** WriteInputRequest processId */
                    processId?: string;

                    /** WriteInputRequest offset */
                    offset?: number;

                    /** WriteInputRequest data */
                    data?: Uint8Array;

                    /** WriteInputRequest close */
                    close?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WriteInputRequest. */
                type $Shape = vmslot.agent.v1.WriteInputRequest.$Properties;
            }

            /**
             * Properties of a WriteInputResponse.
             * @deprecated Use vmslot.agent.v1.WriteInputResponse.$Properties instead.
             */
            interface IWriteInputResponse extends vmslot.agent.v1.WriteInputResponse.$Properties {
            }

            /** Represents a WriteInputResponse. */
            class WriteInputResponse {

                /**
                 * Constructs a new WriteInputResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WriteInputResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WriteInputResponse acceptedBytes. */
                acceptedBytes: number;

                /**
                 * Encodes the specified WriteInputResponse message. Does not implicitly {@link vmslot.agent.v1.WriteInputResponse.verify|verify} messages.
                 * @param message WriteInputResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WriteInputResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WriteInputResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WriteInputResponse & vmslot.agent.v1.WriteInputResponse.$Shape} WriteInputResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WriteInputResponse & vmslot.agent.v1.WriteInputResponse.$Shape;
            }

            namespace WriteInputResponse {

                /** Properties of a WriteInputResponse. */
                interface $Properties {

                    /** WriteInputResponse acceptedBytes */
                    acceptedBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WriteInputResponse. */
                type $Shape = vmslot.agent.v1.WriteInputResponse.$Properties;
            }

            /**
             * Properties of a ResizeRequest.
             * @deprecated Use vmslot.agent.v1.ResizeRequest.$Properties instead.
             */
            interface IResizeRequest extends vmslot.agent.v1.ResizeRequest.$Properties {
            }

            /** Represents a ResizeRequest. */
            class ResizeRequest {

                /**
                 * Constructs a new ResizeRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ResizeRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResizeRequest processId. */
                processId: string;

                /** ResizeRequest terminal. */
                terminal: vmslot.agent.v1.Terminal;

                /**
                 * Encodes the specified ResizeRequest message. Does not implicitly {@link vmslot.agent.v1.ResizeRequest.verify|verify} messages.
                 * @param message ResizeRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ResizeRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResizeRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ResizeRequest & vmslot.agent.v1.ResizeRequest.$Shape} ResizeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ResizeRequest & vmslot.agent.v1.ResizeRequest.$Shape;
            }

            namespace ResizeRequest {

                /** Properties of a ResizeRequest. */
                interface $Properties {

                    /** ResizeRequest processId */
                    processId?: string;

                    /** ResizeRequest terminal */
                    terminal?: vmslot.agent.v1.Terminal.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResizeRequest. */
                type $Shape = vmslot.agent.v1.ResizeRequest.$Properties;
            }

            /**
             * Properties of a ResizeResponse.
             * @deprecated Use vmslot.agent.v1.ResizeResponse.$Properties instead.
             */
            interface IResizeResponse extends vmslot.agent.v1.ResizeResponse.$Properties {
            }

            /** Represents a ResizeResponse. */
            class ResizeResponse {

                /**
                 * Constructs a new ResizeResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ResizeResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ResizeResponse message. Does not implicitly {@link vmslot.agent.v1.ResizeResponse.verify|verify} messages.
                 * @param message ResizeResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ResizeResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResizeResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ResizeResponse & vmslot.agent.v1.ResizeResponse.$Shape} ResizeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ResizeResponse & vmslot.agent.v1.ResizeResponse.$Shape;
            }

            namespace ResizeResponse {

                /** Properties of a ResizeResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResizeResponse. */
                type $Shape = vmslot.agent.v1.ResizeResponse.$Properties;
            }

            /** SignalTarget enum. */
            enum SignalTarget {

                /** SIGNAL_TARGET_UNSPECIFIED value */
                SIGNAL_TARGET_UNSPECIFIED = 0,

                /** SIGNAL_TARGET_TREE value */
                SIGNAL_TARGET_TREE = 1,

                /** SIGNAL_TARGET_LEADER value */
                SIGNAL_TARGET_LEADER = 2
            }

            /** ProcessVerb enum. */
            enum ProcessVerb {

                /** PROCESS_VERB_UNSPECIFIED value */
                PROCESS_VERB_UNSPECIFIED = 0,

                /** PROCESS_VERB_TERMINATE value */
                PROCESS_VERB_TERMINATE = 1,

                /** PROCESS_VERB_KILL value */
                PROCESS_VERB_KILL = 2,

                /** PROCESS_VERB_FREEZE value */
                PROCESS_VERB_FREEZE = 3,

                /** PROCESS_VERB_THAW value */
                PROCESS_VERB_THAW = 4,

                /** PROCESS_VERB_SIGNAL value */
                PROCESS_VERB_SIGNAL = 5
            }

            /**
             * Properties of a SignalRequest.
             * @deprecated Use vmslot.agent.v1.SignalRequest.$Properties instead.
             */
            interface ISignalRequest extends vmslot.agent.v1.SignalRequest.$Properties {
            }

            /** Represents a SignalRequest. */
            class SignalRequest {

                /**
                 * Constructs a new SignalRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SignalRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SignalRequest processId. */
                processId: string;

                /** SignalRequest verb. */
                verb: vmslot.agent.v1.ProcessVerb;

                /** SignalRequest signalNumber. */
                signalNumber: number;

                /** SignalRequest target. */
                target: vmslot.agent.v1.SignalTarget;

                /** SignalRequest graceMs. */
                graceMs: number;

                /**
                 * Encodes the specified SignalRequest message. Does not implicitly {@link vmslot.agent.v1.SignalRequest.verify|verify} messages.
                 * @param message SignalRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SignalRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SignalRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SignalRequest & vmslot.agent.v1.SignalRequest.$Shape} SignalRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SignalRequest & vmslot.agent.v1.SignalRequest.$Shape;
            }

            namespace SignalRequest {

                /** Properties of a SignalRequest. */
                interface $Properties {

                    /** SignalRequest processId */
                    processId?: string;

                    /** SignalRequest verb */
                    verb?: vmslot.agent.v1.ProcessVerb;

                    /** SignalRequest signalNumber */
                    signalNumber?: number;

                    /** SignalRequest target */
                    target?: vmslot.agent.v1.SignalTarget;

                    /** SignalRequest graceMs */
                    graceMs?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SignalRequest. */
                type $Shape = vmslot.agent.v1.SignalRequest.$Properties;
            }

            /**
             * Properties of a SignalResponse.
             * @deprecated Use vmslot.agent.v1.SignalResponse.$Properties instead.
             */
            interface ISignalResponse extends vmslot.agent.v1.SignalResponse.$Properties {
            }

            /** Represents a SignalResponse. */
            class SignalResponse {

                /**
                 * Constructs a new SignalResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SignalResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified SignalResponse message. Does not implicitly {@link vmslot.agent.v1.SignalResponse.verify|verify} messages.
                 * @param message SignalResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SignalResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SignalResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SignalResponse & vmslot.agent.v1.SignalResponse.$Shape} SignalResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SignalResponse & vmslot.agent.v1.SignalResponse.$Shape;
            }

            namespace SignalResponse {

                /** Properties of a SignalResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SignalResponse. */
                type $Shape = vmslot.agent.v1.SignalResponse.$Properties;
            }

            /**
             * Properties of a ListProcessesRequest.
             * @deprecated Use vmslot.agent.v1.ListProcessesRequest.$Properties instead.
             */
            interface IListProcessesRequest extends vmslot.agent.v1.ListProcessesRequest.$Properties {
            }

            /** Represents a ListProcessesRequest. */
            class ListProcessesRequest {

                /**
                 * Constructs a new ListProcessesRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListProcessesRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ListProcessesRequest message. Does not implicitly {@link vmslot.agent.v1.ListProcessesRequest.verify|verify} messages.
                 * @param message ListProcessesRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListProcessesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListProcessesRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListProcessesRequest & vmslot.agent.v1.ListProcessesRequest.$Shape} ListProcessesRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListProcessesRequest & vmslot.agent.v1.ListProcessesRequest.$Shape;
            }

            namespace ListProcessesRequest {

                /** Properties of a ListProcessesRequest. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListProcessesRequest. */
                type $Shape = vmslot.agent.v1.ListProcessesRequest.$Properties;
            }

            /**
             * Properties of a ListProcessesResponse.
             * @deprecated Use vmslot.agent.v1.ListProcessesResponse.$Properties instead.
             */
            interface IListProcessesResponse extends vmslot.agent.v1.ListProcessesResponse.$Properties {
            }

            /** Represents a ListProcessesResponse. */
            class ListProcessesResponse {

                /**
                 * Constructs a new ListProcessesResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListProcessesResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListProcessesResponse processes. */
                processes: vmslot.agent.v1.ProcessSummary[];

                /**
                 * Encodes the specified ListProcessesResponse message. Does not implicitly {@link vmslot.agent.v1.ListProcessesResponse.verify|verify} messages.
                 * @param message ListProcessesResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListProcessesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListProcessesResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListProcessesResponse & vmslot.agent.v1.ListProcessesResponse.$Shape} ListProcessesResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListProcessesResponse & vmslot.agent.v1.ListProcessesResponse.$Shape;
            }

            namespace ListProcessesResponse {

                /** Properties of a ListProcessesResponse. */
                interface $Properties {

                    /** ListProcessesResponse processes */
                    processes?: vmslot.agent.v1.ProcessSummary.$Properties[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListProcessesResponse. */
                type $Shape = vmslot.agent.v1.ListProcessesResponse.$Properties;
            }

            /**
             * Properties of a ForgetRequest.
             * @deprecated Use vmslot.agent.v1.ForgetRequest.$Properties instead.
             */
            interface IForgetRequest extends vmslot.agent.v1.ForgetRequest.$Properties {
            }

            /** Represents a ForgetRequest. */
            class ForgetRequest {

                /**
                 * Constructs a new ForgetRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ForgetRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ForgetRequest processId. */
                processId: string;

                /**
                 * Encodes the specified ForgetRequest message. Does not implicitly {@link vmslot.agent.v1.ForgetRequest.verify|verify} messages.
                 * @param message ForgetRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ForgetRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ForgetRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ForgetRequest & vmslot.agent.v1.ForgetRequest.$Shape} ForgetRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ForgetRequest & vmslot.agent.v1.ForgetRequest.$Shape;
            }

            namespace ForgetRequest {

                /** Properties of a ForgetRequest. */
                interface $Properties {

                    /** ForgetRequest processId */
                    processId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ForgetRequest. */
                type $Shape = vmslot.agent.v1.ForgetRequest.$Properties;
            }

            /**
             * Properties of a ForgetResponse.
             * @deprecated Use vmslot.agent.v1.ForgetResponse.$Properties instead.
             */
            interface IForgetResponse extends vmslot.agent.v1.ForgetResponse.$Properties {
            }

            /** Represents a ForgetResponse. */
            class ForgetResponse {

                /**
                 * Constructs a new ForgetResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ForgetResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified ForgetResponse message. Does not implicitly {@link vmslot.agent.v1.ForgetResponse.verify|verify} messages.
                 * @param message ForgetResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ForgetResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ForgetResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ForgetResponse & vmslot.agent.v1.ForgetResponse.$Shape} ForgetResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ForgetResponse & vmslot.agent.v1.ForgetResponse.$Shape;
            }

            namespace ForgetResponse {

                /** Properties of a ForgetResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ForgetResponse. */
                type $Shape = vmslot.agent.v1.ForgetResponse.$Properties;
            }

            /** FileType enum. */
            enum FileType {

                /** FILE_TYPE_UNSPECIFIED value */
                FILE_TYPE_UNSPECIFIED = 0,

                /** FILE_TYPE_REGULAR value */
                FILE_TYPE_REGULAR = 1,

                /** FILE_TYPE_DIRECTORY value */
                FILE_TYPE_DIRECTORY = 2,

                /** FILE_TYPE_SYMBOLIC_LINK value */
                FILE_TYPE_SYMBOLIC_LINK = 3,

                /** FILE_TYPE_OTHER value */
                FILE_TYPE_OTHER = 4
            }

            /**
             * Properties of a FileInfo.
             * @deprecated Use vmslot.agent.v1.FileInfo.$Properties instead.
             */
            interface IFileInfo extends vmslot.agent.v1.FileInfo.$Properties {
            }

            /** Represents a FileInfo. */
            class FileInfo {

                /**
                 * Constructs a new FileInfo.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FileInfo.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileInfo name. */
                name: string;

                /** FileInfo type. */
                type: vmslot.agent.v1.FileType;

                /** FileInfo sizeBytes. */
                sizeBytes: number;

                /** FileInfo mode. */
                mode: number;

                /** FileInfo uid. */
                uid: number;

                /** FileInfo gid. */
                gid: number;

                /** FileInfo modifiedMs. */
                modifiedMs: number;

                /** FileInfo linkTarget. */
                linkTarget: string;

                /** FileInfo linkCount. */
                linkCount: number;

                /** FileInfo allocatedBytes. */
                allocatedBytes: number;

                /**
                 * Encodes the specified FileInfo message. Does not implicitly {@link vmslot.agent.v1.FileInfo.verify|verify} messages.
                 * @param message FileInfo message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FileInfo.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileInfo message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileInfo & vmslot.agent.v1.FileInfo.$Shape} FileInfo
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FileInfo & vmslot.agent.v1.FileInfo.$Shape;
            }

            namespace FileInfo {

                /** Properties of a FileInfo. */
                interface $Properties {

                    /** FileInfo name */
                    name?: string;

                    /** FileInfo type */
                    type?: vmslot.agent.v1.FileType;

                    /** FileInfo sizeBytes */
                    sizeBytes?: number;

                    /** FileInfo mode */
                    mode?: number;

                    /** FileInfo uid */
                    uid?: number;

                    /** FileInfo gid */
                    gid?: number;

                    /** FileInfo modifiedMs */
                    modifiedMs?: number;

                    /** FileInfo linkTarget */
                    linkTarget?: string;

                    /** FileInfo linkCount */
                    linkCount?: number;

                    /** FileInfo allocatedBytes */
                    allocatedBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileInfo. */
                type $Shape = vmslot.agent.v1.FileInfo.$Properties;
            }

            /**
             * Properties of a StatRequest.
             * @deprecated Use vmslot.agent.v1.StatRequest.$Properties instead.
             */
            interface IStatRequest extends vmslot.agent.v1.StatRequest.$Properties {
            }

            /** Represents a StatRequest. */
            class StatRequest {

                /**
                 * Constructs a new StatRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StatRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StatRequest path. */
                path: string;

                /**
                 * Encodes the specified StatRequest message. Does not implicitly {@link vmslot.agent.v1.StatRequest.verify|verify} messages.
                 * @param message StatRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StatRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StatRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StatRequest & vmslot.agent.v1.StatRequest.$Shape} StatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StatRequest & vmslot.agent.v1.StatRequest.$Shape;
            }

            namespace StatRequest {

                /** Properties of a StatRequest. */
                interface $Properties {

                    /** StatRequest path */
                    path?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StatRequest. */
                type $Shape = vmslot.agent.v1.StatRequest.$Properties;
            }

            /**
             * Properties of a StatResponse.
             * @deprecated Use vmslot.agent.v1.StatResponse.$Properties instead.
             */
            interface IStatResponse extends vmslot.agent.v1.StatResponse.$Properties {
            }

            /** Represents a StatResponse. */
            class StatResponse {

                /**
                 * Constructs a new StatResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.StatResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StatResponse file. */
                file: vmslot.agent.v1.FileInfo;

                /**
                 * Encodes the specified StatResponse message. Does not implicitly {@link vmslot.agent.v1.StatResponse.verify|verify} messages.
                 * @param message StatResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.StatResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StatResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StatResponse & vmslot.agent.v1.StatResponse.$Shape} StatResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.StatResponse & vmslot.agent.v1.StatResponse.$Shape;
            }

            namespace StatResponse {

                /** Properties of a StatResponse. */
                interface $Properties {

                    /** StatResponse file */
                    file?: vmslot.agent.v1.FileInfo.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StatResponse. */
                type $Shape = vmslot.agent.v1.StatResponse.$Properties;
            }

            /**
             * Properties of a ListDirectoryRequest.
             * @deprecated Use vmslot.agent.v1.ListDirectoryRequest.$Properties instead.
             */
            interface IListDirectoryRequest extends vmslot.agent.v1.ListDirectoryRequest.$Properties {
            }

            /** Represents a ListDirectoryRequest. */
            class ListDirectoryRequest {

                /**
                 * Constructs a new ListDirectoryRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListDirectoryRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListDirectoryRequest path. */
                path: string;

                /** ListDirectoryRequest afterName. */
                afterName: string;

                /** ListDirectoryRequest maxCount. */
                maxCount: number;

                /**
                 * Encodes the specified ListDirectoryRequest message. Does not implicitly {@link vmslot.agent.v1.ListDirectoryRequest.verify|verify} messages.
                 * @param message ListDirectoryRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListDirectoryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListDirectoryRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListDirectoryRequest & vmslot.agent.v1.ListDirectoryRequest.$Shape} ListDirectoryRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListDirectoryRequest & vmslot.agent.v1.ListDirectoryRequest.$Shape;
            }

            namespace ListDirectoryRequest {

                /** Properties of a ListDirectoryRequest. */
                interface $Properties {

                    /** ListDirectoryRequest path */
                    path?: string;

                    /** ListDirectoryRequest afterName */
                    afterName?: string;

                    /** ListDirectoryRequest maxCount */
                    maxCount?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListDirectoryRequest. */
                type $Shape = vmslot.agent.v1.ListDirectoryRequest.$Properties;
            }

            /**
             * Properties of a ListDirectoryResponse.
             * @deprecated Use vmslot.agent.v1.ListDirectoryResponse.$Properties instead.
             */
            interface IListDirectoryResponse extends vmslot.agent.v1.ListDirectoryResponse.$Properties {
            }

            /** Represents a ListDirectoryResponse. */
            class ListDirectoryResponse {

                /**
                 * Constructs a new ListDirectoryResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ListDirectoryResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ListDirectoryResponse files. */
                files: vmslot.agent.v1.FileInfo[];

                /** ListDirectoryResponse more. */
                more: boolean;

                /**
                 * Encodes the specified ListDirectoryResponse message. Does not implicitly {@link vmslot.agent.v1.ListDirectoryResponse.verify|verify} messages.
                 * @param message ListDirectoryResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ListDirectoryResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ListDirectoryResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListDirectoryResponse & vmslot.agent.v1.ListDirectoryResponse.$Shape} ListDirectoryResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ListDirectoryResponse & vmslot.agent.v1.ListDirectoryResponse.$Shape;
            }

            namespace ListDirectoryResponse {

                /** Properties of a ListDirectoryResponse. */
                interface $Properties {

                    /** ListDirectoryResponse files */
                    files?: vmslot.agent.v1.FileInfo.$Properties[];

                    /** ListDirectoryResponse more */
                    more?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ListDirectoryResponse. */
                type $Shape = vmslot.agent.v1.ListDirectoryResponse.$Properties;
            }

            /**
             * Properties of a RemoveRequest.
             * @deprecated Use vmslot.agent.v1.RemoveRequest.$Properties instead.
             */
            interface IRemoveRequest extends vmslot.agent.v1.RemoveRequest.$Properties {
            }

            /** Represents a RemoveRequest. */
            class RemoveRequest {

                /**
                 * Constructs a new RemoveRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RemoveRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RemoveRequest path. */
                path: string;

                /** RemoveRequest recursive. */
                recursive: boolean;

                /**
                 * Encodes the specified RemoveRequest message. Does not implicitly {@link vmslot.agent.v1.RemoveRequest.verify|verify} messages.
                 * @param message RemoveRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RemoveRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RemoveRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RemoveRequest & vmslot.agent.v1.RemoveRequest.$Shape} RemoveRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RemoveRequest & vmslot.agent.v1.RemoveRequest.$Shape;
            }

            namespace RemoveRequest {

                /** Properties of a RemoveRequest. */
                interface $Properties {

                    /** RemoveRequest path */
                    path?: string;

                    /** RemoveRequest recursive */
                    recursive?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RemoveRequest. */
                type $Shape = vmslot.agent.v1.RemoveRequest.$Properties;
            }

            /**
             * Properties of a RemoveResponse.
             * @deprecated Use vmslot.agent.v1.RemoveResponse.$Properties instead.
             */
            interface IRemoveResponse extends vmslot.agent.v1.RemoveResponse.$Properties {
            }

            /** Represents a RemoveResponse. */
            class RemoveResponse {

                /**
                 * Constructs a new RemoveResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RemoveResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified RemoveResponse message. Does not implicitly {@link vmslot.agent.v1.RemoveResponse.verify|verify} messages.
                 * @param message RemoveResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RemoveResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RemoveResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RemoveResponse & vmslot.agent.v1.RemoveResponse.$Shape} RemoveResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RemoveResponse & vmslot.agent.v1.RemoveResponse.$Shape;
            }

            namespace RemoveResponse {

                /** Properties of a RemoveResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RemoveResponse. */
                type $Shape = vmslot.agent.v1.RemoveResponse.$Properties;
            }

            /**
             * Properties of a MakeDirectoryRequest.
             * @deprecated Use vmslot.agent.v1.MakeDirectoryRequest.$Properties instead.
             */
            interface IMakeDirectoryRequest extends vmslot.agent.v1.MakeDirectoryRequest.$Properties {
            }

            /** Represents a MakeDirectoryRequest. */
            class MakeDirectoryRequest {

                /**
                 * Constructs a new MakeDirectoryRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.MakeDirectoryRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MakeDirectoryRequest path. */
                path: string;

                /** MakeDirectoryRequest mode. */
                mode: (number|null);

                /** MakeDirectoryRequest parents. */
                parents: boolean;

                /** MakeDirectoryRequest user. */
                user: string;

                /**
                 * Encodes the specified MakeDirectoryRequest message. Does not implicitly {@link vmslot.agent.v1.MakeDirectoryRequest.verify|verify} messages.
                 * @param message MakeDirectoryRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.MakeDirectoryRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MakeDirectoryRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.MakeDirectoryRequest & vmslot.agent.v1.MakeDirectoryRequest.$Shape} MakeDirectoryRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.MakeDirectoryRequest & vmslot.agent.v1.MakeDirectoryRequest.$Shape;
            }

            namespace MakeDirectoryRequest {

                /** Properties of a MakeDirectoryRequest. */
                interface $Properties {

                    /** MakeDirectoryRequest path */
                    path?: string;

                    /** MakeDirectoryRequest mode */
                    mode?: (number|null);

                    /** MakeDirectoryRequest parents */
                    parents?: boolean;

                    /** MakeDirectoryRequest user */
                    user?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MakeDirectoryRequest. */
                type $Shape = vmslot.agent.v1.MakeDirectoryRequest.$Properties;
            }

            /**
             * Properties of a MakeDirectoryResponse.
             * @deprecated Use vmslot.agent.v1.MakeDirectoryResponse.$Properties instead.
             */
            interface IMakeDirectoryResponse extends vmslot.agent.v1.MakeDirectoryResponse.$Properties {
            }

            /** Represents a MakeDirectoryResponse. */
            class MakeDirectoryResponse {

                /**
                 * Constructs a new MakeDirectoryResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.MakeDirectoryResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified MakeDirectoryResponse message. Does not implicitly {@link vmslot.agent.v1.MakeDirectoryResponse.verify|verify} messages.
                 * @param message MakeDirectoryResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.MakeDirectoryResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MakeDirectoryResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.MakeDirectoryResponse & vmslot.agent.v1.MakeDirectoryResponse.$Shape} MakeDirectoryResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.MakeDirectoryResponse & vmslot.agent.v1.MakeDirectoryResponse.$Shape;
            }

            namespace MakeDirectoryResponse {

                /** Properties of a MakeDirectoryResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MakeDirectoryResponse. */
                type $Shape = vmslot.agent.v1.MakeDirectoryResponse.$Properties;
            }

            /**
             * Properties of a RenameRequest.
             * @deprecated Use vmslot.agent.v1.RenameRequest.$Properties instead.
             */
            interface IRenameRequest extends vmslot.agent.v1.RenameRequest.$Properties {
            }

            /** Represents a RenameRequest. */
            class RenameRequest {

                /**
                 * Constructs a new RenameRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RenameRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RenameRequest from. */
                from: string;

                /** RenameRequest to. */
                to: string;

                /** RenameRequest replace. */
                replace: boolean;

                /**
                 * Encodes the specified RenameRequest message. Does not implicitly {@link vmslot.agent.v1.RenameRequest.verify|verify} messages.
                 * @param message RenameRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RenameRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RenameRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RenameRequest & vmslot.agent.v1.RenameRequest.$Shape} RenameRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RenameRequest & vmslot.agent.v1.RenameRequest.$Shape;
            }

            namespace RenameRequest {

                /** Properties of a RenameRequest. */
                interface $Properties {

                    /** RenameRequest from */
                    from?: string;

                    /** RenameRequest to */
                    to?: string;

                    /** RenameRequest replace */
                    replace?: boolean;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RenameRequest. */
                type $Shape = vmslot.agent.v1.RenameRequest.$Properties;
            }

            /**
             * Properties of a RenameResponse.
             * @deprecated Use vmslot.agent.v1.RenameResponse.$Properties instead.
             */
            interface IRenameResponse extends vmslot.agent.v1.RenameResponse.$Properties {
            }

            /** Represents a RenameResponse. */
            class RenameResponse {

                /**
                 * Constructs a new RenameResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RenameResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified RenameResponse message. Does not implicitly {@link vmslot.agent.v1.RenameResponse.verify|verify} messages.
                 * @param message RenameResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RenameResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RenameResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RenameResponse & vmslot.agent.v1.RenameResponse.$Shape} RenameResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RenameResponse & vmslot.agent.v1.RenameResponse.$Shape;
            }

            namespace RenameResponse {

                /** Properties of a RenameResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RenameResponse. */
                type $Shape = vmslot.agent.v1.RenameResponse.$Properties;
            }

            /**
             * Properties of a SetAttributesRequest.
             * @deprecated Use vmslot.agent.v1.SetAttributesRequest.$Properties instead.
             */
            interface ISetAttributesRequest extends vmslot.agent.v1.SetAttributesRequest.$Properties {
            }

            /** Represents a SetAttributesRequest. */
            class SetAttributesRequest {

                /**
                 * Constructs a new SetAttributesRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SetAttributesRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetAttributesRequest path. */
                path: string;

                /** SetAttributesRequest mode. */
                mode: (number|null);

                /** SetAttributesRequest uid. */
                uid: (number|null);

                /** SetAttributesRequest gid. */
                gid: (number|null);

                /** SetAttributesRequest modifiedMs. */
                modifiedMs: (number|null);

                /**
                 * Encodes the specified SetAttributesRequest message. Does not implicitly {@link vmslot.agent.v1.SetAttributesRequest.verify|verify} messages.
                 * @param message SetAttributesRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SetAttributesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetAttributesRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SetAttributesRequest & vmslot.agent.v1.SetAttributesRequest.$Shape} SetAttributesRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SetAttributesRequest & vmslot.agent.v1.SetAttributesRequest.$Shape;
            }

            namespace SetAttributesRequest {

                /** Properties of a SetAttributesRequest. */
                interface $Properties {

                    /** SetAttributesRequest path */
                    path?: string;

                    /** SetAttributesRequest mode */
                    mode?: (number|null);

                    /** SetAttributesRequest uid */
                    uid?: (number|null);

                    /** SetAttributesRequest gid */
                    gid?: (number|null);

                    /** SetAttributesRequest modifiedMs */
                    modifiedMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetAttributesRequest. */
                type $Shape = vmslot.agent.v1.SetAttributesRequest.$Properties;
            }

            /**
             * Properties of a SetAttributesResponse.
             * @deprecated Use vmslot.agent.v1.SetAttributesResponse.$Properties instead.
             */
            interface ISetAttributesResponse extends vmslot.agent.v1.SetAttributesResponse.$Properties {
            }

            /** Represents a SetAttributesResponse. */
            class SetAttributesResponse {

                /**
                 * Constructs a new SetAttributesResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SetAttributesResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified SetAttributesResponse message. Does not implicitly {@link vmslot.agent.v1.SetAttributesResponse.verify|verify} messages.
                 * @param message SetAttributesResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SetAttributesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetAttributesResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SetAttributesResponse & vmslot.agent.v1.SetAttributesResponse.$Shape} SetAttributesResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SetAttributesResponse & vmslot.agent.v1.SetAttributesResponse.$Shape;
            }

            namespace SetAttributesResponse {

                /** Properties of a SetAttributesResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetAttributesResponse. */
                type $Shape = vmslot.agent.v1.SetAttributesResponse.$Properties;
            }

            /**
             * Properties of a GetSpaceRequest.
             * @deprecated Use vmslot.agent.v1.GetSpaceRequest.$Properties instead.
             */
            interface IGetSpaceRequest extends vmslot.agent.v1.GetSpaceRequest.$Properties {
            }

            /** Represents a GetSpaceRequest. */
            class GetSpaceRequest {

                /**
                 * Constructs a new GetSpaceRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetSpaceRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetSpaceRequest path. */
                path: string;

                /**
                 * Encodes the specified GetSpaceRequest message. Does not implicitly {@link vmslot.agent.v1.GetSpaceRequest.verify|verify} messages.
                 * @param message GetSpaceRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetSpaceRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetSpaceRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetSpaceRequest & vmslot.agent.v1.GetSpaceRequest.$Shape} GetSpaceRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetSpaceRequest & vmslot.agent.v1.GetSpaceRequest.$Shape;
            }

            namespace GetSpaceRequest {

                /** Properties of a GetSpaceRequest. */
                interface $Properties {

                    /** GetSpaceRequest path */
                    path?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetSpaceRequest. */
                type $Shape = vmslot.agent.v1.GetSpaceRequest.$Properties;
            }

            /**
             * Properties of a GetSpaceResponse.
             * @deprecated Use vmslot.agent.v1.GetSpaceResponse.$Properties instead.
             */
            interface IGetSpaceResponse extends vmslot.agent.v1.GetSpaceResponse.$Properties {
            }

            /** Represents a GetSpaceResponse. */
            class GetSpaceResponse {

                /**
                 * Constructs a new GetSpaceResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetSpaceResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetSpaceResponse totalBytes. */
                totalBytes: number;

                /** GetSpaceResponse freeBytes. */
                freeBytes: number;

                /** GetSpaceResponse totalFiles. */
                totalFiles: number;

                /** GetSpaceResponse freeFiles. */
                freeFiles: number;

                /**
                 * Encodes the specified GetSpaceResponse message. Does not implicitly {@link vmslot.agent.v1.GetSpaceResponse.verify|verify} messages.
                 * @param message GetSpaceResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetSpaceResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetSpaceResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetSpaceResponse & vmslot.agent.v1.GetSpaceResponse.$Shape} GetSpaceResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetSpaceResponse & vmslot.agent.v1.GetSpaceResponse.$Shape;
            }

            namespace GetSpaceResponse {

                /** Properties of a GetSpaceResponse. */
                interface $Properties {

                    /** GetSpaceResponse totalBytes */
                    totalBytes?: number;

                    /** GetSpaceResponse freeBytes */
                    freeBytes?: number;

                    /** GetSpaceResponse totalFiles */
                    totalFiles?: number;

                    /** GetSpaceResponse freeFiles */
                    freeFiles?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetSpaceResponse. */
                type $Shape = vmslot.agent.v1.GetSpaceResponse.$Properties;
            }

            /**
             * Properties of a ChecksumRequest.
             * @deprecated Use vmslot.agent.v1.ChecksumRequest.$Properties instead.
             */
            interface IChecksumRequest extends vmslot.agent.v1.ChecksumRequest.$Properties {
            }

            /** Represents a ChecksumRequest. */
            class ChecksumRequest {

                /**
                 * Constructs a new ChecksumRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ChecksumRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChecksumRequest path. */
                path: string;

                /** ChecksumRequest blockBytes. */
                blockBytes: number;

                /** ChecksumRequest offset. */
                offset: number;

                /** ChecksumRequest length. */
                length: number;

                /**
                 * Encodes the specified ChecksumRequest message. Does not implicitly {@link vmslot.agent.v1.ChecksumRequest.verify|verify} messages.
                 * @param message ChecksumRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ChecksumRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChecksumRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ChecksumRequest & vmslot.agent.v1.ChecksumRequest.$Shape} ChecksumRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ChecksumRequest & vmslot.agent.v1.ChecksumRequest.$Shape;
            }

            namespace ChecksumRequest {

                /** Properties of a ChecksumRequest. */
                interface $Properties {

                    /** ChecksumRequest path */
                    path?: string;

                    /** ChecksumRequest blockBytes */
                    blockBytes?: number;

                    /** ChecksumRequest offset */
                    offset?: number;

                    /** ChecksumRequest length */
                    length?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ChecksumRequest. */
                type $Shape = vmslot.agent.v1.ChecksumRequest.$Properties;
            }

            /**
             * Properties of a ChecksumResponse.
             * @deprecated Use vmslot.agent.v1.ChecksumResponse.$Properties instead.
             */
            interface IChecksumResponse extends vmslot.agent.v1.ChecksumResponse.$Properties {
            }

            /** Represents a ChecksumResponse. */
            class ChecksumResponse {

                /**
                 * Constructs a new ChecksumResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ChecksumResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ChecksumResponse block. */
                block: (vmslot.agent.v1.FileBlock|null);

                /** ChecksumResponse whole. */
                whole: (vmslot.agent.v1.FileBlock|null);

                /** ChecksumResponse kind. */
                kind?: ("block"|"whole");

                /**
                 * Encodes the specified ChecksumResponse message. Does not implicitly {@link vmslot.agent.v1.ChecksumResponse.verify|verify} messages.
                 * @param message ChecksumResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ChecksumResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ChecksumResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ChecksumResponse & vmslot.agent.v1.ChecksumResponse.$Shape} ChecksumResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ChecksumResponse & vmslot.agent.v1.ChecksumResponse.$Shape;
            }

            namespace ChecksumResponse {

                /** Properties of a ChecksumResponse. */
                interface $Properties {

                    /** ChecksumResponse block */
                    block?: (vmslot.agent.v1.FileBlock.$Properties|null);

                    /** ChecksumResponse whole */
                    whole?: (vmslot.agent.v1.FileBlock.$Properties|null);

                    /** ChecksumResponse kind */
                    kind?: ("block"|"whole");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ChecksumResponse. */
                type $Shape = {
                  block?: vmslot.agent.v1.FileBlock.$Shape|null;
                  whole?: vmslot.agent.v1.FileBlock.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; block?: null; whole?: null }|{ kind?: "block"; block: vmslot.agent.v1.FileBlock.$Shape; whole?: null }|{ kind?: "whole"; block?: null; whole: vmslot.agent.v1.FileBlock.$Shape })
                );
            }

            /**
             * Properties of a FileBlock.
             * @deprecated Use vmslot.agent.v1.FileBlock.$Properties instead.
             */
            interface IFileBlock extends vmslot.agent.v1.FileBlock.$Properties {
            }

            /** Represents a FileBlock. */
            class FileBlock {

                /**
                 * Constructs a new FileBlock.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FileBlock.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileBlock offset. */
                offset: number;

                /** FileBlock length. */
                length: number;

                /** FileBlock sha256. */
                sha256: Uint8Array;

                /**
                 * Encodes the specified FileBlock message. Does not implicitly {@link vmslot.agent.v1.FileBlock.verify|verify} messages.
                 * @param message FileBlock message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FileBlock.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileBlock message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileBlock & vmslot.agent.v1.FileBlock.$Shape} FileBlock
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FileBlock & vmslot.agent.v1.FileBlock.$Shape;
            }

            namespace FileBlock {

                /** Properties of a FileBlock. */
                interface $Properties {

                    /** FileBlock offset */
                    offset?: number;

                    /** FileBlock length */
                    length?: number;

                    /** FileBlock sha256 */
                    sha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileBlock. */
                type $Shape = vmslot.agent.v1.FileBlock.$Properties;
            }

            /**
             * Properties of a WatchFilesRequest.
             * @deprecated Use vmslot.agent.v1.WatchFilesRequest.$Properties instead.
             */
            interface IWatchFilesRequest extends vmslot.agent.v1.WatchFilesRequest.$Properties {
            }

            /** Represents a WatchFilesRequest. */
            class WatchFilesRequest {

                /**
                 * Constructs a new WatchFilesRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchFilesRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchFilesRequest path. */
                path: string;

                /**
                 * Encodes the specified WatchFilesRequest message. Does not implicitly {@link vmslot.agent.v1.WatchFilesRequest.verify|verify} messages.
                 * @param message WatchFilesRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchFilesRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchFilesRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchFilesRequest & vmslot.agent.v1.WatchFilesRequest.$Shape} WatchFilesRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchFilesRequest & vmslot.agent.v1.WatchFilesRequest.$Shape;
            }

            namespace WatchFilesRequest {

                /** Properties of a WatchFilesRequest. */
                interface $Properties {

                    /** WatchFilesRequest path */
                    path?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchFilesRequest. */
                type $Shape = vmslot.agent.v1.WatchFilesRequest.$Properties;
            }

            /**
             * Properties of a WatchFilesResponse.
             * @deprecated Use vmslot.agent.v1.WatchFilesResponse.$Properties instead.
             */
            interface IWatchFilesResponse extends vmslot.agent.v1.WatchFilesResponse.$Properties {
            }

            /** Represents a WatchFilesResponse. */
            class WatchFilesResponse {

                /**
                 * Constructs a new WatchFilesResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchFilesResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WatchFilesResponse ready. */
                ready: (vmslot.agent.v1.WatchReady|null);

                /** WatchFilesResponse change. */
                change: (vmslot.agent.v1.FileChange|null);

                /** WatchFilesResponse kind. */
                kind?: ("ready"|"change");

                /**
                 * Encodes the specified WatchFilesResponse message. Does not implicitly {@link vmslot.agent.v1.WatchFilesResponse.verify|verify} messages.
                 * @param message WatchFilesResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchFilesResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchFilesResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchFilesResponse & vmslot.agent.v1.WatchFilesResponse.$Shape} WatchFilesResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchFilesResponse & vmslot.agent.v1.WatchFilesResponse.$Shape;
            }

            namespace WatchFilesResponse {

                /** Properties of a WatchFilesResponse. */
                interface $Properties {

                    /** WatchFilesResponse ready */
                    ready?: (vmslot.agent.v1.WatchReady.$Properties|null);

                    /** WatchFilesResponse change */
                    change?: (vmslot.agent.v1.FileChange.$Properties|null);

                    /** WatchFilesResponse kind */
                    kind?: ("ready"|"change");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a WatchFilesResponse. */
                type $Shape = {
                  ready?: vmslot.agent.v1.WatchReady.$Shape|null;
                  change?: vmslot.agent.v1.FileChange.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ kind?: undefined; ready?: null; change?: null }|{ kind?: "ready"; ready: vmslot.agent.v1.WatchReady.$Shape; change?: null }|{ kind?: "change"; ready?: null; change: vmslot.agent.v1.FileChange.$Shape })
                );
            }

            /**
             * Properties of a WatchReady.
             * @deprecated Use vmslot.agent.v1.WatchReady.$Properties instead.
             */
            interface IWatchReady extends vmslot.agent.v1.WatchReady.$Properties {
            }

            /** Represents a WatchReady. */
            class WatchReady {

                /**
                 * Constructs a new WatchReady.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.WatchReady.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified WatchReady message. Does not implicitly {@link vmslot.agent.v1.WatchReady.verify|verify} messages.
                 * @param message WatchReady message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.WatchReady.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WatchReady message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.WatchReady & vmslot.agent.v1.WatchReady.$Shape} WatchReady
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.WatchReady & vmslot.agent.v1.WatchReady.$Shape;
            }

            namespace WatchReady {

                /** Properties of a WatchReady. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WatchReady. */
                type $Shape = vmslot.agent.v1.WatchReady.$Properties;
            }

            /** FileChangeKind enum. */
            enum FileChangeKind {

                /** FILE_CHANGE_KIND_UNSPECIFIED value */
                FILE_CHANGE_KIND_UNSPECIFIED = 0,

                /** FILE_CHANGE_KIND_APPEARED value */
                FILE_CHANGE_KIND_APPEARED = 1,

                /** FILE_CHANGE_KIND_CHANGED value */
                FILE_CHANGE_KIND_CHANGED = 2,

                /** FILE_CHANGE_KIND_VANISHED value */
                FILE_CHANGE_KIND_VANISHED = 3,

                /** FILE_CHANGE_KIND_LOST value */
                FILE_CHANGE_KIND_LOST = 4
            }

            /**
             * Properties of a FileChange.
             * @deprecated Use vmslot.agent.v1.FileChange.$Properties instead.
             */
            interface IFileChange extends vmslot.agent.v1.FileChange.$Properties {
            }

            /** Represents a FileChange. */
            class FileChange {

                /**
                 * Constructs a new FileChange.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FileChange.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FileChange kind. */
                kind: vmslot.agent.v1.FileChangeKind;

                /** FileChange name. */
                name: string;

                /** FileChange file. */
                file: vmslot.agent.v1.FileInfo;

                /**
                 * Encodes the specified FileChange message. Does not implicitly {@link vmslot.agent.v1.FileChange.verify|verify} messages.
                 * @param message FileChange message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FileChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FileChange message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileChange & vmslot.agent.v1.FileChange.$Shape} FileChange
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FileChange & vmslot.agent.v1.FileChange.$Shape;
            }

            namespace FileChange {

                /** Properties of a FileChange. */
                interface $Properties {

                    /** FileChange kind */
                    kind?: vmslot.agent.v1.FileChangeKind;

                    /** FileChange name */
                    name?: string;

                    /** FileChange file */
                    file?: vmslot.agent.v1.FileInfo.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FileChange. */
                type $Shape = vmslot.agent.v1.FileChange.$Properties;
            }

            /**
             * Properties of an OpenUploadRequest.
             * @deprecated Use vmslot.agent.v1.OpenUploadRequest.$Properties instead.
             */
            interface IOpenUploadRequest extends vmslot.agent.v1.OpenUploadRequest.$Properties {
            }

            /** Represents an OpenUploadRequest. */
            class OpenUploadRequest {

                /**
                 * Constructs a new OpenUploadRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.OpenUploadRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OpenUploadRequest uploadId. */
                uploadId: string;

                /** OpenUploadRequest path. */
                path: string;

                /** OpenUploadRequest sizeBytes. */
                sizeBytes: number;

                /** OpenUploadRequest mode. */
                mode: (number|null);

                /** OpenUploadRequest user. */
                user: string;

                /**
                 * Encodes the specified OpenUploadRequest message. Does not implicitly {@link vmslot.agent.v1.OpenUploadRequest.verify|verify} messages.
                 * @param message OpenUploadRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.OpenUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OpenUploadRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.OpenUploadRequest & vmslot.agent.v1.OpenUploadRequest.$Shape} OpenUploadRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.OpenUploadRequest & vmslot.agent.v1.OpenUploadRequest.$Shape;
            }

            namespace OpenUploadRequest {

                /** Properties of an OpenUploadRequest. */
                interface $Properties {

                    /** OpenUploadRequest uploadId */
                    uploadId?: string;

                    /** OpenUploadRequest path */
                    path?: string;

                    /** OpenUploadRequest sizeBytes */
                    sizeBytes?: number;

                    /** OpenUploadRequest mode */
                    mode?: (number|null);

                    /** OpenUploadRequest user */
                    user?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OpenUploadRequest. */
                type $Shape = vmslot.agent.v1.OpenUploadRequest.$Properties;
            }

            /**
             * Properties of an OpenUploadResponse.
             * @deprecated Use vmslot.agent.v1.OpenUploadResponse.$Properties instead.
             */
            interface IOpenUploadResponse extends vmslot.agent.v1.OpenUploadResponse.$Properties {
            }

            /** Represents an OpenUploadResponse. */
            class OpenUploadResponse {

                /**
                 * Constructs a new OpenUploadResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.OpenUploadResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** OpenUploadResponse receivedBytes. */
                receivedBytes: number;

                /**
                 * Encodes the specified OpenUploadResponse message. Does not implicitly {@link vmslot.agent.v1.OpenUploadResponse.verify|verify} messages.
                 * @param message OpenUploadResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.OpenUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an OpenUploadResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.OpenUploadResponse & vmslot.agent.v1.OpenUploadResponse.$Shape} OpenUploadResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.OpenUploadResponse & vmslot.agent.v1.OpenUploadResponse.$Shape;
            }

            namespace OpenUploadResponse {

                /** Properties of an OpenUploadResponse. */
                interface $Properties {

                    /** OpenUploadResponse receivedBytes */
                    receivedBytes?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an OpenUploadResponse. */
                type $Shape = vmslot.agent.v1.OpenUploadResponse.$Properties;
            }

            /**
             * Properties of a FinishUploadRequest.
             * @deprecated Use vmslot.agent.v1.FinishUploadRequest.$Properties instead.
             */
            interface IFinishUploadRequest extends vmslot.agent.v1.FinishUploadRequest.$Properties {
            }

            /** Represents a FinishUploadRequest. */
            class FinishUploadRequest {

                /**
                 * Constructs a new FinishUploadRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FinishUploadRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FinishUploadRequest uploadId. */
                uploadId: string;

                /** FinishUploadRequest sha256. */
                sha256: Uint8Array;

                /**
                 * Encodes the specified FinishUploadRequest message. Does not implicitly {@link vmslot.agent.v1.FinishUploadRequest.verify|verify} messages.
                 * @param message FinishUploadRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FinishUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FinishUploadRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FinishUploadRequest & vmslot.agent.v1.FinishUploadRequest.$Shape} FinishUploadRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FinishUploadRequest & vmslot.agent.v1.FinishUploadRequest.$Shape;
            }

            namespace FinishUploadRequest {

                /** Properties of a FinishUploadRequest. */
                interface $Properties {

                    /** FinishUploadRequest uploadId */
                    uploadId?: string;

                    /** FinishUploadRequest sha256 */
                    sha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FinishUploadRequest. */
                type $Shape = vmslot.agent.v1.FinishUploadRequest.$Properties;
            }

            /**
             * Properties of a FinishUploadResponse.
             * @deprecated Use vmslot.agent.v1.FinishUploadResponse.$Properties instead.
             */
            interface IFinishUploadResponse extends vmslot.agent.v1.FinishUploadResponse.$Properties {
            }

            /** Represents a FinishUploadResponse. */
            class FinishUploadResponse {

                /**
                 * Constructs a new FinishUploadResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FinishUploadResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FinishUploadResponse file. */
                file: vmslot.agent.v1.FileInfo;

                /** FinishUploadResponse sha256. */
                sha256: Uint8Array;

                /**
                 * Encodes the specified FinishUploadResponse message. Does not implicitly {@link vmslot.agent.v1.FinishUploadResponse.verify|verify} messages.
                 * @param message FinishUploadResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FinishUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FinishUploadResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FinishUploadResponse & vmslot.agent.v1.FinishUploadResponse.$Shape} FinishUploadResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FinishUploadResponse & vmslot.agent.v1.FinishUploadResponse.$Shape;
            }

            namespace FinishUploadResponse {

                /** Properties of a FinishUploadResponse. */
                interface $Properties {

                    /** FinishUploadResponse file */
                    file?: vmslot.agent.v1.FileInfo.$Properties;

                    /** FinishUploadResponse sha256 */
                    sha256?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FinishUploadResponse. */
                type $Shape = vmslot.agent.v1.FinishUploadResponse.$Properties;
            }

            /**
             * Properties of an AbortUploadRequest.
             * @deprecated Use vmslot.agent.v1.AbortUploadRequest.$Properties instead.
             */
            interface IAbortUploadRequest extends vmslot.agent.v1.AbortUploadRequest.$Properties {
            }

            /** Represents an AbortUploadRequest. */
            class AbortUploadRequest {

                /**
                 * Constructs a new AbortUploadRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AbortUploadRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AbortUploadRequest uploadId. */
                uploadId: string;

                /**
                 * Encodes the specified AbortUploadRequest message. Does not implicitly {@link vmslot.agent.v1.AbortUploadRequest.verify|verify} messages.
                 * @param message AbortUploadRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AbortUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AbortUploadRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AbortUploadRequest & vmslot.agent.v1.AbortUploadRequest.$Shape} AbortUploadRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AbortUploadRequest & vmslot.agent.v1.AbortUploadRequest.$Shape;
            }

            namespace AbortUploadRequest {

                /** Properties of an AbortUploadRequest. */
                interface $Properties {

                    /** AbortUploadRequest uploadId */
                    uploadId?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AbortUploadRequest. */
                type $Shape = vmslot.agent.v1.AbortUploadRequest.$Properties;
            }

            /**
             * Properties of an AbortUploadResponse.
             * @deprecated Use vmslot.agent.v1.AbortUploadResponse.$Properties instead.
             */
            interface IAbortUploadResponse extends vmslot.agent.v1.AbortUploadResponse.$Properties {
            }

            /** Represents an AbortUploadResponse. */
            class AbortUploadResponse {

                /**
                 * Constructs a new AbortUploadResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AbortUploadResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified AbortUploadResponse message. Does not implicitly {@link vmslot.agent.v1.AbortUploadResponse.verify|verify} messages.
                 * @param message AbortUploadResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AbortUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AbortUploadResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AbortUploadResponse & vmslot.agent.v1.AbortUploadResponse.$Shape} AbortUploadResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AbortUploadResponse & vmslot.agent.v1.AbortUploadResponse.$Shape;
            }

            namespace AbortUploadResponse {

                /** Properties of an AbortUploadResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AbortUploadResponse. */
                type $Shape = vmslot.agent.v1.AbortUploadResponse.$Properties;
            }

            /**
             * Properties of a JoinRequest.
             * @deprecated Use vmslot.agent.v1.JoinRequest.$Properties instead.
             */
            interface IJoinRequest extends vmslot.agent.v1.JoinRequest.$Properties {
            }

            /** Represents a JoinRequest. */
            class JoinRequest {

                /**
                 * Constructs a new JoinRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.JoinRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JoinRequest library. */
                library: string;

                /**
                 * Encodes the specified JoinRequest message. Does not implicitly {@link vmslot.agent.v1.JoinRequest.verify|verify} messages.
                 * @param message JoinRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.JoinRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JoinRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.JoinRequest & vmslot.agent.v1.JoinRequest.$Shape} JoinRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.JoinRequest & vmslot.agent.v1.JoinRequest.$Shape;
            }

            namespace JoinRequest {

                /** Properties of a JoinRequest. */
                interface $Properties {

                    /** JoinRequest library */
                    library?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JoinRequest. */
                type $Shape = vmslot.agent.v1.JoinRequest.$Properties;
            }

            /**
             * Properties of a JoinResponse.
             * @deprecated Use vmslot.agent.v1.JoinResponse.$Properties instead.
             */
            interface IJoinResponse extends vmslot.agent.v1.JoinResponse.$Properties {
            }

            /** Represents a JoinResponse. */
            class JoinResponse {

                /**
                 * Constructs a new JoinResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.JoinResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** JoinResponse workDirectory. */
                workDirectory: string;

                /** JoinResponse appName. */
                appName: string;

                /** JoinResponse wuName. */
                wuName: string;

                /** JoinResponse resultName. */
                resultName: string;

                /** JoinResponse appVersion. */
                appVersion: number;

                /** JoinResponse userName. */
                userName: string;

                /** JoinResponse teamName. */
                teamName: string;

                /** JoinResponse userId. */
                userId: number;

                /** JoinResponse teamId. */
                teamId: number;

                /** JoinResponse hostId. */
                hostId: number;

                /** JoinResponse userTotalCredit. */
                userTotalCredit: number;

                /** JoinResponse userExpavgCredit. */
                userExpavgCredit: number;

                /** JoinResponse hostTotalCredit. */
                hostTotalCredit: number;

                /** JoinResponse hostExpavgCredit. */
                hostExpavgCredit: number;

                /** JoinResponse earlierCpuTimeMs. */
                earlierCpuTimeMs: number;

                /** JoinResponse earlierElapsedTimeMs. */
                earlierElapsedTimeMs: number;

                /** JoinResponse checkpointPeriodMs. */
                checkpointPeriodMs: number;

                /** JoinResponse cpuCount. */
                cpuCount: number;

                /** JoinResponse fpopsEstimate. */
                fpopsEstimate: number;

                /** JoinResponse fpopsBound. */
                fpopsBound: number;

                /** JoinResponse memoryBoundBytes. */
                memoryBoundBytes: number;

                /** JoinResponse diskBoundBytes. */
                diskBoundBytes: number;

                /** JoinResponse computationDeadline. */
                computationDeadline: number;

                /** JoinResponse projectPreferences. */
                projectPreferences: string;

                /** JoinResponse clientMajorVersion. */
                clientMajorVersion: number;

                /** JoinResponse clientMinorVersion. */
                clientMinorVersion: number;

                /** JoinResponse clientRelease. */
                clientRelease: number;

                /** JoinResponse planClass. */
                planClass: string;

                /** JoinResponse factsRevision. */
                factsRevision: number;

                /**
                 * Encodes the specified JoinResponse message. Does not implicitly {@link vmslot.agent.v1.JoinResponse.verify|verify} messages.
                 * @param message JoinResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.JoinResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a JoinResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.JoinResponse & vmslot.agent.v1.JoinResponse.$Shape} JoinResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.JoinResponse & vmslot.agent.v1.JoinResponse.$Shape;
            }

            namespace JoinResponse {

                /** Properties of a JoinResponse. */
                interface $Properties {

                    /** JoinResponse workDirectory */
                    workDirectory?: string;

                    /** JoinResponse appName */
                    appName?: string;

                    /** JoinResponse wuName */
                    wuName?: string;

                    /** JoinResponse resultName */
                    resultName?: string;

                    /** JoinResponse appVersion */
                    appVersion?: number;

                    /** JoinResponse userName */
                    userName?: string;

                    /** JoinResponse teamName */
                    teamName?: string;

                    /** JoinResponse userId */
                    userId?: number;

                    /** JoinResponse teamId */
                    teamId?: number;

                    /** JoinResponse hostId */
                    hostId?: number;

                    /** JoinResponse userTotalCredit */
                    userTotalCredit?: number;

                    /** JoinResponse userExpavgCredit */
                    userExpavgCredit?: number;

                    /** JoinResponse hostTotalCredit */
                    hostTotalCredit?: number;

                    /** JoinResponse hostExpavgCredit */
                    hostExpavgCredit?: number;

                    /** JoinResponse earlierCpuTimeMs */
                    earlierCpuTimeMs?: number;

                    /** JoinResponse earlierElapsedTimeMs */
                    earlierElapsedTimeMs?: number;

                    /** JoinResponse checkpointPeriodMs */
                    checkpointPeriodMs?: number;

                    /** JoinResponse cpuCount */
                    cpuCount?: number;

                    /** JoinResponse fpopsEstimate */
                    fpopsEstimate?: number;

                    /** JoinResponse fpopsBound */
                    fpopsBound?: number;

                    /** JoinResponse memoryBoundBytes */
                    memoryBoundBytes?: number;

                    /** JoinResponse diskBoundBytes */
                    diskBoundBytes?: number;

                    /** JoinResponse computationDeadline */
                    computationDeadline?: number;

                    /** JoinResponse projectPreferences */
                    projectPreferences?: string;

                    /** JoinResponse clientMajorVersion */
                    clientMajorVersion?: number;

                    /** JoinResponse clientMinorVersion */
                    clientMinorVersion?: number;

                    /** JoinResponse clientRelease */
                    clientRelease?: number;

                    /** JoinResponse planClass */
                    planClass?: string;

                    /** JoinResponse factsRevision */
                    factsRevision?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a JoinResponse. */
                type $Shape = vmslot.agent.v1.JoinResponse.$Properties;
            }

            /**
             * Properties of an AppReport.
             * @deprecated Use vmslot.agent.v1.AppReport.$Properties instead.
             */
            interface IAppReport extends vmslot.agent.v1.AppReport.$Properties {
            }

            /** Represents an AppReport. */
            class AppReport {

                /**
                 * Constructs a new AppReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AppReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AppReport fractionDone. */
                fractionDone: (number|null);

                /** AppReport floatingPointOperations. */
                floatingPointOperations: (number|null);

                /** AppReport integerOperations. */
                integerOperations: (number|null);

                /** AppReport floatingPointSpeed. */
                floatingPointSpeed: (number|null);

                /** AppReport integerSpeed. */
                integerSpeed: (number|null);

                /** AppReport inCriticalSection. */
                inCriticalSection: (boolean|null);

                /** AppReport statusText. */
                statusText: (string|null);

                /** AppReport webGraphicsUrl. */
                webGraphicsUrl: (string|null);

                /** AppReport remoteDesktopAddress. */
                remoteDesktopAddress: (string|null);

                /** AppReport needsNetwork. */
                needsNetwork: (boolean|null);

                /**
                 * Encodes the specified AppReport message. Does not implicitly {@link vmslot.agent.v1.AppReport.verify|verify} messages.
                 * @param message AppReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AppReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AppReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppReport & vmslot.agent.v1.AppReport.$Shape} AppReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AppReport & vmslot.agent.v1.AppReport.$Shape;
            }

            namespace AppReport {

                /** Properties of an AppReport. */
                interface $Properties {

                    /** AppReport fractionDone */
                    fractionDone?: (number|null);

                    /** AppReport floatingPointOperations */
                    floatingPointOperations?: (number|null);

                    /** AppReport integerOperations */
                    integerOperations?: (number|null);

                    /** AppReport floatingPointSpeed */
                    floatingPointSpeed?: (number|null);

                    /** AppReport integerSpeed */
                    integerSpeed?: (number|null);

                    /** AppReport inCriticalSection */
                    inCriticalSection?: (boolean|null);

                    /** AppReport statusText */
                    statusText?: (string|null);

                    /** AppReport webGraphicsUrl */
                    webGraphicsUrl?: (string|null);

                    /** AppReport remoteDesktopAddress */
                    remoteDesktopAddress?: (string|null);

                    /** AppReport needsNetwork */
                    needsNetwork?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppReport. */
                type $Shape = vmslot.agent.v1.AppReport.$Properties;
            }

            /**
             * Properties of a ReportRequest.
             * @deprecated Use vmslot.agent.v1.ReportRequest.$Properties instead.
             */
            interface IReportRequest extends vmslot.agent.v1.ReportRequest.$Properties {
            }

            /** Represents a ReportRequest. */
            class ReportRequest {

                /**
                 * Constructs a new ReportRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ReportRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportRequest report. */
                report: vmslot.agent.v1.AppReport;

                /**
                 * Encodes the specified ReportRequest message. Does not implicitly {@link vmslot.agent.v1.ReportRequest.verify|verify} messages.
                 * @param message ReportRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ReportRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ReportRequest & vmslot.agent.v1.ReportRequest.$Shape} ReportRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ReportRequest & vmslot.agent.v1.ReportRequest.$Shape;
            }

            namespace ReportRequest {

                /** Properties of a ReportRequest. */
                interface $Properties {

                    /** ReportRequest report */
                    report?: vmslot.agent.v1.AppReport.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportRequest. */
                type $Shape = vmslot.agent.v1.ReportRequest.$Properties;
            }

            /**
             * Properties of a ReportResponse.
             * @deprecated Use vmslot.agent.v1.ReportResponse.$Properties instead.
             */
            interface IReportResponse extends vmslot.agent.v1.ReportResponse.$Properties {
            }

            /** Represents a ReportResponse. */
            class ReportResponse {

                /**
                 * Constructs a new ReportResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ReportResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReportResponse control. */
                control: vmslot.agent.v1.AppControl;

                /**
                 * Encodes the specified ReportResponse message. Does not implicitly {@link vmslot.agent.v1.ReportResponse.verify|verify} messages.
                 * @param message ReportResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ReportResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReportResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ReportResponse & vmslot.agent.v1.ReportResponse.$Shape} ReportResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ReportResponse & vmslot.agent.v1.ReportResponse.$Shape;
            }

            namespace ReportResponse {

                /** Properties of a ReportResponse. */
                interface $Properties {

                    /** ReportResponse control */
                    control?: vmslot.agent.v1.AppControl.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReportResponse. */
                type $Shape = vmslot.agent.v1.ReportResponse.$Properties;
            }

            /**
             * Properties of an AppControl.
             * @deprecated Use vmslot.agent.v1.AppControl.$Properties instead.
             */
            interface IAppControl extends vmslot.agent.v1.AppControl.$Properties {
            }

            /** Represents an AppControl. */
            class AppControl {

                /**
                 * Constructs a new AppControl.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.AppControl.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AppControl suspended. */
                suspended: boolean;

                /** AppControl quitRequested. */
                quitRequested: boolean;

                /** AppControl abortRequested. */
                abortRequested: boolean;

                /** AppControl networkSuspended. */
                networkSuspended: boolean;

                /** AppControl factsChanged. */
                factsChanged: boolean;

                /** AppControl trickleWaits. */
                trickleWaits: boolean;

                /** AppControl memoryBytes. */
                memoryBytes: number;

                /** AppControl memoryLimitBytes. */
                memoryLimitBytes: number;

                /** AppControl checkpointPeriodMs. */
                checkpointPeriodMs: number;

                /** AppControl factsRevision. */
                factsRevision: number;

                /**
                 * Encodes the specified AppControl message. Does not implicitly {@link vmslot.agent.v1.AppControl.verify|verify} messages.
                 * @param message AppControl message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.AppControl.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AppControl message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppControl & vmslot.agent.v1.AppControl.$Shape} AppControl
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.AppControl & vmslot.agent.v1.AppControl.$Shape;
            }

            namespace AppControl {

                /** Properties of an AppControl. */
                interface $Properties {

                    /** AppControl suspended */
                    suspended?: boolean;

                    /** AppControl quitRequested */
                    quitRequested?: boolean;

                    /** AppControl abortRequested */
                    abortRequested?: boolean;

                    /** AppControl networkSuspended */
                    networkSuspended?: boolean;

                    /** AppControl factsChanged */
                    factsChanged?: boolean;

                    /** AppControl trickleWaits */
                    trickleWaits?: boolean;

                    /** AppControl memoryBytes */
                    memoryBytes?: number;

                    /** AppControl memoryLimitBytes */
                    memoryLimitBytes?: number;

                    /** AppControl checkpointPeriodMs */
                    checkpointPeriodMs?: number;

                    /** AppControl factsRevision */
                    factsRevision?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppControl. */
                type $Shape = vmslot.agent.v1.AppControl.$Properties;
            }

            /**
             * Properties of a CheckpointRequest.
             * @deprecated Use vmslot.agent.v1.CheckpointRequest.$Properties instead.
             */
            interface ICheckpointRequest extends vmslot.agent.v1.CheckpointRequest.$Properties {
            }

            /** Represents a CheckpointRequest. */
            class CheckpointRequest {

                /**
                 * Constructs a new CheckpointRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.CheckpointRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CheckpointRequest report. */
                report: vmslot.agent.v1.AppReport;

                /** CheckpointRequest lifeId. */
                lifeId: string;

                /** CheckpointRequest count. */
                count: number;

                /**
                 * Encodes the specified CheckpointRequest message. Does not implicitly {@link vmslot.agent.v1.CheckpointRequest.verify|verify} messages.
                 * @param message CheckpointRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.CheckpointRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CheckpointRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.CheckpointRequest & vmslot.agent.v1.CheckpointRequest.$Shape} CheckpointRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.CheckpointRequest & vmslot.agent.v1.CheckpointRequest.$Shape;
            }

            namespace CheckpointRequest {

                /** Properties of a CheckpointRequest. */
                interface $Properties {

                    /** CheckpointRequest report */
                    report?: vmslot.agent.v1.AppReport.$Properties;

                    /** CheckpointRequest lifeId */
                    lifeId?: string;

                    /** CheckpointRequest count */
                    count?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CheckpointRequest. */
                type $Shape = vmslot.agent.v1.CheckpointRequest.$Properties;
            }

            /**
             * Properties of a CheckpointResponse.
             * @deprecated Use vmslot.agent.v1.CheckpointResponse.$Properties instead.
             */
            interface ICheckpointResponse extends vmslot.agent.v1.CheckpointResponse.$Properties {
            }

            /** Represents a CheckpointResponse. */
            class CheckpointResponse {

                /**
                 * Constructs a new CheckpointResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.CheckpointResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CheckpointResponse control. */
                control: vmslot.agent.v1.AppControl;

                /**
                 * Encodes the specified CheckpointResponse message. Does not implicitly {@link vmslot.agent.v1.CheckpointResponse.verify|verify} messages.
                 * @param message CheckpointResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.CheckpointResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CheckpointResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.CheckpointResponse & vmslot.agent.v1.CheckpointResponse.$Shape} CheckpointResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.CheckpointResponse & vmslot.agent.v1.CheckpointResponse.$Shape;
            }

            namespace CheckpointResponse {

                /** Properties of a CheckpointResponse. */
                interface $Properties {

                    /** CheckpointResponse control */
                    control?: vmslot.agent.v1.AppControl.$Properties;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CheckpointResponse. */
                type $Shape = vmslot.agent.v1.CheckpointResponse.$Properties;
            }

            /**
             * Properties of a SendTrickleRequest.
             * @deprecated Use vmslot.agent.v1.SendTrickleRequest.$Properties instead.
             */
            interface ISendTrickleRequest extends vmslot.agent.v1.SendTrickleRequest.$Properties {
            }

            /** Represents a SendTrickleRequest. */
            class SendTrickleRequest {

                /**
                 * Constructs a new SendTrickleRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SendTrickleRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SendTrickleRequest trickleId. */
                trickleId: string;

                /** SendTrickleRequest variety. */
                variety: string;

                /** SendTrickleRequest text. */
                text: Uint8Array;

                /**
                 * Encodes the specified SendTrickleRequest message. Does not implicitly {@link vmslot.agent.v1.SendTrickleRequest.verify|verify} messages.
                 * @param message SendTrickleRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SendTrickleRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendTrickleRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SendTrickleRequest & vmslot.agent.v1.SendTrickleRequest.$Shape} SendTrickleRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SendTrickleRequest & vmslot.agent.v1.SendTrickleRequest.$Shape;
            }

            namespace SendTrickleRequest {

                /** Properties of a SendTrickleRequest. */
                interface $Properties {

                    /** SendTrickleRequest trickleId */
                    trickleId?: string;

                    /** SendTrickleRequest variety */
                    variety?: string;

                    /** SendTrickleRequest text */
                    text?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendTrickleRequest. */
                type $Shape = vmslot.agent.v1.SendTrickleRequest.$Properties;
            }

            /**
             * Properties of a SendTrickleResponse.
             * @deprecated Use vmslot.agent.v1.SendTrickleResponse.$Properties instead.
             */
            interface ISendTrickleResponse extends vmslot.agent.v1.SendTrickleResponse.$Properties {
            }

            /** Represents a SendTrickleResponse. */
            class SendTrickleResponse {

                /**
                 * Constructs a new SendTrickleResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.SendTrickleResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified SendTrickleResponse message. Does not implicitly {@link vmslot.agent.v1.SendTrickleResponse.verify|verify} messages.
                 * @param message SendTrickleResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.SendTrickleResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SendTrickleResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.SendTrickleResponse & vmslot.agent.v1.SendTrickleResponse.$Shape} SendTrickleResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.SendTrickleResponse & vmslot.agent.v1.SendTrickleResponse.$Shape;
            }

            namespace SendTrickleResponse {

                /** Properties of a SendTrickleResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SendTrickleResponse. */
                type $Shape = vmslot.agent.v1.SendTrickleResponse.$Properties;
            }

            /**
             * Properties of a ReceiveTrickleRequest.
             * @deprecated Use vmslot.agent.v1.ReceiveTrickleRequest.$Properties instead.
             */
            interface IReceiveTrickleRequest extends vmslot.agent.v1.ReceiveTrickleRequest.$Properties {
            }

            /** Represents a ReceiveTrickleRequest. */
            class ReceiveTrickleRequest {

                /**
                 * Constructs a new ReceiveTrickleRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ReceiveTrickleRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReceiveTrickleRequest takenNumber. */
                takenNumber: number;

                /**
                 * Encodes the specified ReceiveTrickleRequest message. Does not implicitly {@link vmslot.agent.v1.ReceiveTrickleRequest.verify|verify} messages.
                 * @param message ReceiveTrickleRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ReceiveTrickleRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReceiveTrickleRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ReceiveTrickleRequest & vmslot.agent.v1.ReceiveTrickleRequest.$Shape} ReceiveTrickleRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ReceiveTrickleRequest & vmslot.agent.v1.ReceiveTrickleRequest.$Shape;
            }

            namespace ReceiveTrickleRequest {

                /** Properties of a ReceiveTrickleRequest. */
                interface $Properties {

                    /** ReceiveTrickleRequest takenNumber */
                    takenNumber?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReceiveTrickleRequest. */
                type $Shape = vmslot.agent.v1.ReceiveTrickleRequest.$Properties;
            }

            /**
             * Properties of a ReceiveTrickleResponse.
             * @deprecated Use vmslot.agent.v1.ReceiveTrickleResponse.$Properties instead.
             */
            interface IReceiveTrickleResponse extends vmslot.agent.v1.ReceiveTrickleResponse.$Properties {
            }

            /** Represents a ReceiveTrickleResponse. */
            class ReceiveTrickleResponse {

                /**
                 * Constructs a new ReceiveTrickleResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.ReceiveTrickleResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ReceiveTrickleResponse number. */
                number: number;

                /** ReceiveTrickleResponse text. */
                text: Uint8Array;

                /** ReceiveTrickleResponse fileName. */
                fileName: string;

                /**
                 * Encodes the specified ReceiveTrickleResponse message. Does not implicitly {@link vmslot.agent.v1.ReceiveTrickleResponse.verify|verify} messages.
                 * @param message ReceiveTrickleResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.ReceiveTrickleResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ReceiveTrickleResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ReceiveTrickleResponse & vmslot.agent.v1.ReceiveTrickleResponse.$Shape} ReceiveTrickleResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.ReceiveTrickleResponse & vmslot.agent.v1.ReceiveTrickleResponse.$Shape;
            }

            namespace ReceiveTrickleResponse {

                /** Properties of a ReceiveTrickleResponse. */
                interface $Properties {

                    /** ReceiveTrickleResponse number */
                    number?: number;

                    /** ReceiveTrickleResponse text */
                    text?: Uint8Array;

                    /** ReceiveTrickleResponse fileName */
                    fileName?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ReceiveTrickleResponse. */
                type $Shape = vmslot.agent.v1.ReceiveTrickleResponse.$Properties;
            }

            /**
             * Properties of a RequestUploadRequest.
             * @deprecated Use vmslot.agent.v1.RequestUploadRequest.$Properties instead.
             */
            interface IRequestUploadRequest extends vmslot.agent.v1.RequestUploadRequest.$Properties {
            }

            /** Represents a RequestUploadRequest. */
            class RequestUploadRequest {

                /**
                 * Constructs a new RequestUploadRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RequestUploadRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RequestUploadRequest name. */
                name: string;

                /**
                 * Encodes the specified RequestUploadRequest message. Does not implicitly {@link vmslot.agent.v1.RequestUploadRequest.verify|verify} messages.
                 * @param message RequestUploadRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RequestUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RequestUploadRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RequestUploadRequest & vmslot.agent.v1.RequestUploadRequest.$Shape} RequestUploadRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RequestUploadRequest & vmslot.agent.v1.RequestUploadRequest.$Shape;
            }

            namespace RequestUploadRequest {

                /** Properties of a RequestUploadRequest. */
                interface $Properties {

                    /** RequestUploadRequest name */
                    name?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RequestUploadRequest. */
                type $Shape = vmslot.agent.v1.RequestUploadRequest.$Properties;
            }

            /**
             * Properties of a RequestUploadResponse.
             * @deprecated Use vmslot.agent.v1.RequestUploadResponse.$Properties instead.
             */
            interface IRequestUploadResponse extends vmslot.agent.v1.RequestUploadResponse.$Properties {
            }

            /** Represents a RequestUploadResponse. */
            class RequestUploadResponse {

                /**
                 * Constructs a new RequestUploadResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.RequestUploadResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified RequestUploadResponse message. Does not implicitly {@link vmslot.agent.v1.RequestUploadResponse.verify|verify} messages.
                 * @param message RequestUploadResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.RequestUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RequestUploadResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RequestUploadResponse & vmslot.agent.v1.RequestUploadResponse.$Shape} RequestUploadResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.RequestUploadResponse & vmslot.agent.v1.RequestUploadResponse.$Shape;
            }

            namespace RequestUploadResponse {

                /** Properties of a RequestUploadResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RequestUploadResponse. */
                type $Shape = vmslot.agent.v1.RequestUploadResponse.$Properties;
            }

            /**
             * Properties of a GetUploadRequest.
             * @deprecated Use vmslot.agent.v1.GetUploadRequest.$Properties instead.
             */
            interface IGetUploadRequest extends vmslot.agent.v1.GetUploadRequest.$Properties {
            }

            /** Represents a GetUploadRequest. */
            class GetUploadRequest {

                /**
                 * Constructs a new GetUploadRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetUploadRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetUploadRequest name. */
                name: string;

                /**
                 * Encodes the specified GetUploadRequest message. Does not implicitly {@link vmslot.agent.v1.GetUploadRequest.verify|verify} messages.
                 * @param message GetUploadRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetUploadRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetUploadRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetUploadRequest & vmslot.agent.v1.GetUploadRequest.$Shape} GetUploadRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetUploadRequest & vmslot.agent.v1.GetUploadRequest.$Shape;
            }

            namespace GetUploadRequest {

                /** Properties of a GetUploadRequest. */
                interface $Properties {

                    /** GetUploadRequest name */
                    name?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetUploadRequest. */
                type $Shape = vmslot.agent.v1.GetUploadRequest.$Properties;
            }

            /**
             * Properties of a GetUploadResponse.
             * @deprecated Use vmslot.agent.v1.GetUploadResponse.$Properties instead.
             */
            interface IGetUploadResponse extends vmslot.agent.v1.GetUploadResponse.$Properties {
            }

            /** Represents a GetUploadResponse. */
            class GetUploadResponse {

                /**
                 * Constructs a new GetUploadResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.GetUploadResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetUploadResponse ended. */
                ended: boolean;

                /** GetUploadResponse status. */
                status: number;

                /**
                 * Encodes the specified GetUploadResponse message. Does not implicitly {@link vmslot.agent.v1.GetUploadResponse.verify|verify} messages.
                 * @param message GetUploadResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.GetUploadResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetUploadResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetUploadResponse & vmslot.agent.v1.GetUploadResponse.$Shape} GetUploadResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.GetUploadResponse & vmslot.agent.v1.GetUploadResponse.$Shape;
            }

            namespace GetUploadResponse {

                /** Properties of a GetUploadResponse. */
                interface $Properties {

                    /** GetUploadResponse ended */
                    ended?: boolean;

                    /** GetUploadResponse status */
                    status?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetUploadResponse. */
                type $Shape = vmslot.agent.v1.GetUploadResponse.$Properties;
            }

            /**
             * Properties of a FinishRequest.
             * @deprecated Use vmslot.agent.v1.FinishRequest.$Properties instead.
             */
            interface IFinishRequest extends vmslot.agent.v1.FinishRequest.$Properties {
            }

            /** Represents a FinishRequest. */
            class FinishRequest {

                /**
                 * Constructs a new FinishRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FinishRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FinishRequest exitCode. */
                exitCode: number;

                /** FinishRequest message. */
                message: string;

                /** FinishRequest isNotice. */
                isNotice: boolean;

                /** FinishRequest retryAfterS. */
                retryAfterS: number;

                /**
                 * Encodes the specified FinishRequest message. Does not implicitly {@link vmslot.agent.v1.FinishRequest.verify|verify} messages.
                 * @param message FinishRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FinishRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FinishRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FinishRequest & vmslot.agent.v1.FinishRequest.$Shape} FinishRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FinishRequest & vmslot.agent.v1.FinishRequest.$Shape;
            }

            namespace FinishRequest {

                /** Properties of a FinishRequest. */
                interface $Properties {

                    /** FinishRequest exitCode */
                    exitCode?: number;

                    /** FinishRequest message */
                    message?: string;

                    /** FinishRequest isNotice */
                    isNotice?: boolean;

                    /** FinishRequest retryAfterS */
                    retryAfterS?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FinishRequest. */
                type $Shape = vmslot.agent.v1.FinishRequest.$Properties;
            }

            /**
             * Properties of a FinishResponse.
             * @deprecated Use vmslot.agent.v1.FinishResponse.$Properties instead.
             */
            interface IFinishResponse extends vmslot.agent.v1.FinishResponse.$Properties {
            }

            /** Represents a FinishResponse. */
            class FinishResponse {

                /**
                 * Constructs a new FinishResponse.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: vmslot.agent.v1.FinishResponse.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified FinishResponse message. Does not implicitly {@link vmslot.agent.v1.FinishResponse.verify|verify} messages.
                 * @param message FinishResponse message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: vmslot.agent.v1.FinishResponse.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FinishResponse message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FinishResponse & vmslot.agent.v1.FinishResponse.$Shape} FinishResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): vmslot.agent.v1.FinishResponse & vmslot.agent.v1.FinishResponse.$Shape;
            }

            namespace FinishResponse {

                /** Properties of a FinishResponse. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FinishResponse. */
                type $Shape = vmslot.agent.v1.FinishResponse.$Properties;
            }
        }
    }
}
