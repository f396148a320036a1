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
                 * Creates a new GetInfoRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetInfoRequest instance
                 */
                static create(properties: vmslot.agent.v1.GetInfoRequest.$Shape): vmslot.agent.v1.GetInfoRequest & vmslot.agent.v1.GetInfoRequest.$Shape;
                static create(properties?: vmslot.agent.v1.GetInfoRequest.$Properties): vmslot.agent.v1.GetInfoRequest;

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

                /**
                 * Verifies a GetInfoRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a GetInfoRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns GetInfoRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.GetInfoRequest;

                /**
                 * Creates a plain object from a GetInfoRequest message. Also converts values to other types if specified.
                 * @param message GetInfoRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.GetInfoRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this GetInfoRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                /**
                 * Creates a new GetInfoResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GetInfoResponse instance
                 */
                static create(properties: vmslot.agent.v1.GetInfoResponse.$Shape): vmslot.agent.v1.GetInfoResponse & vmslot.agent.v1.GetInfoResponse.$Shape;
                static create(properties?: vmslot.agent.v1.GetInfoResponse.$Properties): vmslot.agent.v1.GetInfoResponse;

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

                /**
                 * Verifies a GetInfoResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a GetInfoResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns GetInfoResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.GetInfoResponse;

                /**
                 * Creates a plain object from a GetInfoResponse message. Also converts values to other types if specified.
                 * @param message GetInfoResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.GetInfoResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this GetInfoResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetInfoResponse. */
                type $Shape = vmslot.agent.v1.GetInfoResponse.$Properties;
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

                /**
                 * Creates a new Step instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Step instance
                 */
                static create(properties: vmslot.agent.v1.Step.$Shape): vmslot.agent.v1.Step & vmslot.agent.v1.Step.$Shape;
                static create(properties?: vmslot.agent.v1.Step.$Properties): vmslot.agent.v1.Step;

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

                /**
                 * Verifies a Step message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a Step message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns Step
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.Step;

                /**
                 * Creates a plain object from a Step message. Also converts values to other types if specified.
                 * @param message Step
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.Step, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this Step to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Step. */
                type $Shape = vmslot.agent.v1.Step.$Properties;
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
                 * Creates a new TaskLimits instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TaskLimits instance
                 */
                static create(properties: vmslot.agent.v1.TaskLimits.$Shape): vmslot.agent.v1.TaskLimits & vmslot.agent.v1.TaskLimits.$Shape;
                static create(properties?: vmslot.agent.v1.TaskLimits.$Properties): vmslot.agent.v1.TaskLimits;

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

                /**
                 * Verifies a TaskLimits message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a TaskLimits message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TaskLimits
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.TaskLimits;

                /**
                 * Creates a plain object from a TaskLimits message. Also converts values to other types if specified.
                 * @param message TaskLimits
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.TaskLimits, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TaskLimits to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                /**
                 * Creates a new RunRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RunRequest instance
                 */
                static create(properties: vmslot.agent.v1.RunRequest.$Shape): vmslot.agent.v1.RunRequest & vmslot.agent.v1.RunRequest.$Shape;
                static create(properties?: vmslot.agent.v1.RunRequest.$Properties): vmslot.agent.v1.RunRequest;

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

                /**
                 * Verifies a RunRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a RunRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RunRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.RunRequest;

                /**
                 * Creates a plain object from a RunRequest message. Also converts values to other types if specified.
                 * @param message RunRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.RunRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RunRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RunRequest. */
                type $Shape = vmslot.agent.v1.RunRequest.$Properties;
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
                 * Creates a new RunResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RunResponse instance
                 */
                static create(properties: vmslot.agent.v1.RunResponse.$Shape): vmslot.agent.v1.RunResponse & vmslot.agent.v1.RunResponse.$Shape;
                static create(properties?: vmslot.agent.v1.RunResponse.$Properties): vmslot.agent.v1.RunResponse;

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

                /**
                 * Verifies a RunResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a RunResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RunResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.RunResponse;

                /**
                 * Creates a plain object from a RunResponse message. Also converts values to other types if specified.
                 * @param message RunResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.RunResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RunResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new AttachRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AttachRequest instance
                 */
                static create(properties: vmslot.agent.v1.AttachRequest.$Shape): vmslot.agent.v1.AttachRequest & vmslot.agent.v1.AttachRequest.$Shape;
                static create(properties?: vmslot.agent.v1.AttachRequest.$Properties): vmslot.agent.v1.AttachRequest;

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

                /**
                 * Verifies an AttachRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an AttachRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns AttachRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.AttachRequest;

                /**
                 * Creates a plain object from an AttachRequest message. Also converts values to other types if specified.
                 * @param message AttachRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.AttachRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this AttachRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new AttachResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AttachResponse instance
                 */
                static create(properties: vmslot.agent.v1.AttachResponse.$Shape): vmslot.agent.v1.AttachResponse & vmslot.agent.v1.AttachResponse.$Shape;
                static create(properties?: vmslot.agent.v1.AttachResponse.$Properties): vmslot.agent.v1.AttachResponse;

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

                /**
                 * Verifies an AttachResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an AttachResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns AttachResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.AttachResponse;

                /**
                 * Creates a plain object from an AttachResponse message. Also converts values to other types if specified.
                 * @param message AttachResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.AttachResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this AttachResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ControlRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ControlRequest instance
                 */
                static create(properties: vmslot.agent.v1.ControlRequest.$Shape): vmslot.agent.v1.ControlRequest & vmslot.agent.v1.ControlRequest.$Shape;
                static create(properties?: vmslot.agent.v1.ControlRequest.$Properties): vmslot.agent.v1.ControlRequest;

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

                /**
                 * Verifies a ControlRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ControlRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ControlRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ControlRequest;

                /**
                 * Creates a plain object from a ControlRequest message. Also converts values to other types if specified.
                 * @param message ControlRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ControlRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ControlRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ControlResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ControlResponse instance
                 */
                static create(properties: vmslot.agent.v1.ControlResponse.$Shape): vmslot.agent.v1.ControlResponse & vmslot.agent.v1.ControlResponse.$Shape;
                static create(properties?: vmslot.agent.v1.ControlResponse.$Properties): vmslot.agent.v1.ControlResponse;

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

                /**
                 * Verifies a ControlResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ControlResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ControlResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ControlResponse;

                /**
                 * Creates a plain object from a ControlResponse message. Also converts values to other types if specified.
                 * @param message ControlResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ControlResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ControlResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new DeliverRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeliverRequest instance
                 */
                static create(properties: vmslot.agent.v1.DeliverRequest.$Shape): vmslot.agent.v1.DeliverRequest & vmslot.agent.v1.DeliverRequest.$Shape;
                static create(properties?: vmslot.agent.v1.DeliverRequest.$Properties): vmslot.agent.v1.DeliverRequest;

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

                /**
                 * Verifies a DeliverRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a DeliverRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeliverRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.DeliverRequest;

                /**
                 * Creates a plain object from a DeliverRequest message. Also converts values to other types if specified.
                 * @param message DeliverRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.DeliverRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeliverRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new DeliverResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DeliverResponse instance
                 */
                static create(properties: vmslot.agent.v1.DeliverResponse.$Shape): vmslot.agent.v1.DeliverResponse & vmslot.agent.v1.DeliverResponse.$Shape;
                static create(properties?: vmslot.agent.v1.DeliverResponse.$Properties): vmslot.agent.v1.DeliverResponse;

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

                /**
                 * Verifies a DeliverResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a DeliverResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns DeliverResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.DeliverResponse;

                /**
                 * Creates a plain object from a DeliverResponse message. Also converts values to other types if specified.
                 * @param message DeliverResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.DeliverResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this DeliverResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ListRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListRequest instance
                 */
                static create(properties: vmslot.agent.v1.ListRequest.$Shape): vmslot.agent.v1.ListRequest & vmslot.agent.v1.ListRequest.$Shape;
                static create(properties?: vmslot.agent.v1.ListRequest.$Properties): vmslot.agent.v1.ListRequest;

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

                /**
                 * Verifies a ListRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ListRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ListRequest;

                /**
                 * Creates a plain object from a ListRequest message. Also converts values to other types if specified.
                 * @param message ListRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ListRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ListResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListResponse instance
                 */
                static create(properties: vmslot.agent.v1.ListResponse.$Shape): vmslot.agent.v1.ListResponse & vmslot.agent.v1.ListResponse.$Shape;
                static create(properties?: vmslot.agent.v1.ListResponse.$Properties): vmslot.agent.v1.ListResponse;

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

                /**
                 * Verifies a ListResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ListResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ListResponse;

                /**
                 * Creates a plain object from a ListResponse message. Also converts values to other types if specified.
                 * @param message ListResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ListResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new TaskSummary instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TaskSummary instance
                 */
                static create(properties: vmslot.agent.v1.TaskSummary.$Shape): vmslot.agent.v1.TaskSummary & vmslot.agent.v1.TaskSummary.$Shape;
                static create(properties?: vmslot.agent.v1.TaskSummary.$Properties): vmslot.agent.v1.TaskSummary;

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

                /**
                 * Verifies a TaskSummary message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a TaskSummary message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TaskSummary
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.TaskSummary;

                /**
                 * Creates a plain object from a TaskSummary message. Also converts values to other types if specified.
                 * @param message TaskSummary
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.TaskSummary, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TaskSummary to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new AcknowledgeRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AcknowledgeRequest instance
                 */
                static create(properties: vmslot.agent.v1.AcknowledgeRequest.$Shape): vmslot.agent.v1.AcknowledgeRequest & vmslot.agent.v1.AcknowledgeRequest.$Shape;
                static create(properties?: vmslot.agent.v1.AcknowledgeRequest.$Properties): vmslot.agent.v1.AcknowledgeRequest;

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

                /**
                 * Verifies an AcknowledgeRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an AcknowledgeRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns AcknowledgeRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.AcknowledgeRequest;

                /**
                 * Creates a plain object from an AcknowledgeRequest message. Also converts values to other types if specified.
                 * @param message AcknowledgeRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.AcknowledgeRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this AcknowledgeRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new AcknowledgeResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AcknowledgeResponse instance
                 */
                static create(properties: vmslot.agent.v1.AcknowledgeResponse.$Shape): vmslot.agent.v1.AcknowledgeResponse & vmslot.agent.v1.AcknowledgeResponse.$Shape;
                static create(properties?: vmslot.agent.v1.AcknowledgeResponse.$Properties): vmslot.agent.v1.AcknowledgeResponse;

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

                /**
                 * Verifies an AcknowledgeResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an AcknowledgeResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns AcknowledgeResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.AcknowledgeResponse;

                /**
                 * Creates a plain object from an AcknowledgeResponse message. Also converts values to other types if specified.
                 * @param message AcknowledgeResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.AcknowledgeResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this AcknowledgeResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                /**
                 * Creates a new AppStatus instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AppStatus instance
                 */
                static create(properties: vmslot.agent.v1.AppStatus.$Shape): vmslot.agent.v1.AppStatus & vmslot.agent.v1.AppStatus.$Shape;
                static create(properties?: vmslot.agent.v1.AppStatus.$Properties): vmslot.agent.v1.AppStatus;

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

                /**
                 * Verifies an AppStatus message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an AppStatus message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns AppStatus
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.AppStatus;

                /**
                 * Creates a plain object from an AppStatus message. Also converts values to other types if specified.
                 * @param message AppStatus
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.AppStatus, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this AppStatus to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AppStatus. */
                type $Shape = vmslot.agent.v1.AppStatus.$Properties;
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
                 * Creates a new TaskEvent instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TaskEvent instance
                 */
                static create(properties: vmslot.agent.v1.TaskEvent.$Shape): vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape;
                static create(properties?: vmslot.agent.v1.TaskEvent.$Properties): vmslot.agent.v1.TaskEvent;

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

                /**
                 * Verifies a TaskEvent message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a TaskEvent message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TaskEvent
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.TaskEvent;

                /**
                 * Creates a plain object from a TaskEvent message. Also converts values to other types if specified.
                 * @param message TaskEvent
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.TaskEvent, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TaskEvent to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new StepStarted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StepStarted instance
                 */
                static create(properties: vmslot.agent.v1.StepStarted.$Shape): vmslot.agent.v1.StepStarted & vmslot.agent.v1.StepStarted.$Shape;
                static create(properties?: vmslot.agent.v1.StepStarted.$Properties): vmslot.agent.v1.StepStarted;

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

                /**
                 * Verifies a StepStarted message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a StepStarted message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StepStarted
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.StepStarted;

                /**
                 * Creates a plain object from a StepStarted message. Also converts values to other types if specified.
                 * @param message StepStarted
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.StepStarted, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StepStarted to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new StepOutput instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StepOutput instance
                 */
                static create(properties: vmslot.agent.v1.StepOutput.$Shape): vmslot.agent.v1.StepOutput & vmslot.agent.v1.StepOutput.$Shape;
                static create(properties?: vmslot.agent.v1.StepOutput.$Properties): vmslot.agent.v1.StepOutput;

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

                /**
                 * Verifies a StepOutput message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a StepOutput message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StepOutput
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.StepOutput;

                /**
                 * Creates a plain object from a StepOutput message. Also converts values to other types if specified.
                 * @param message StepOutput
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.StepOutput, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StepOutput to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                END_REASON_LOST = 9
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

                /**
                 * Creates a new StepEnded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StepEnded instance
                 */
                static create(properties: vmslot.agent.v1.StepEnded.$Shape): vmslot.agent.v1.StepEnded & vmslot.agent.v1.StepEnded.$Shape;
                static create(properties?: vmslot.agent.v1.StepEnded.$Properties): vmslot.agent.v1.StepEnded;

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

                /**
                 * Verifies a StepEnded message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a StepEnded message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StepEnded
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.StepEnded;

                /**
                 * Creates a plain object from a StepEnded message. Also converts values to other types if specified.
                 * @param message StepEnded
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.StepEnded, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StepEnded to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new TaskEnded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TaskEnded instance
                 */
                static create(properties: vmslot.agent.v1.TaskEnded.$Shape): vmslot.agent.v1.TaskEnded & vmslot.agent.v1.TaskEnded.$Shape;
                static create(properties?: vmslot.agent.v1.TaskEnded.$Properties): vmslot.agent.v1.TaskEnded;

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

                /**
                 * Verifies a TaskEnded message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a TaskEnded message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TaskEnded
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.TaskEnded;

                /**
                 * Creates a plain object from a TaskEnded message. Also converts values to other types if specified.
                 * @param message TaskEnded
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.TaskEnded, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TaskEnded to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new TrickleUp instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TrickleUp instance
                 */
                static create(properties: vmslot.agent.v1.TrickleUp.$Shape): vmslot.agent.v1.TrickleUp & vmslot.agent.v1.TrickleUp.$Shape;
                static create(properties?: vmslot.agent.v1.TrickleUp.$Properties): vmslot.agent.v1.TrickleUp;

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

                /**
                 * Verifies a TrickleUp message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a TrickleUp message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns TrickleUp
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.TrickleUp;

                /**
                 * Creates a plain object from a TrickleUp message. Also converts values to other types if specified.
                 * @param message TrickleUp
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.TrickleUp, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this TrickleUp to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new UploadReady instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UploadReady instance
                 */
                static create(properties: vmslot.agent.v1.UploadReady.$Shape): vmslot.agent.v1.UploadReady & vmslot.agent.v1.UploadReady.$Shape;
                static create(properties?: vmslot.agent.v1.UploadReady.$Properties): vmslot.agent.v1.UploadReady;

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

                /**
                 * Verifies an UploadReady message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates an UploadReady message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns UploadReady
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.UploadReady;

                /**
                 * Creates a plain object from an UploadReady message. Also converts values to other types if specified.
                 * @param message UploadReady
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.UploadReady, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this UploadReady to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new FileRefused instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns FileRefused instance
                 */
                static create(properties: vmslot.agent.v1.FileRefused.$Shape): vmslot.agent.v1.FileRefused & vmslot.agent.v1.FileRefused.$Shape;
                static create(properties?: vmslot.agent.v1.FileRefused.$Properties): vmslot.agent.v1.FileRefused;

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

                /**
                 * Verifies a FileRefused message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a FileRefused message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns FileRefused
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.FileRefused;

                /**
                 * Creates a plain object from a FileRefused message. Also converts values to other types if specified.
                 * @param message FileRefused
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.FileRefused, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this FileRefused to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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

                /**
                 * Creates a new FileInfo instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns FileInfo instance
                 */
                static create(properties: vmslot.agent.v1.FileInfo.$Shape): vmslot.agent.v1.FileInfo & vmslot.agent.v1.FileInfo.$Shape;
                static create(properties?: vmslot.agent.v1.FileInfo.$Properties): vmslot.agent.v1.FileInfo;

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

                /**
                 * Verifies a FileInfo message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a FileInfo message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns FileInfo
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.FileInfo;

                /**
                 * Creates a plain object from a FileInfo message. Also converts values to other types if specified.
                 * @param message FileInfo
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.FileInfo, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this FileInfo to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new StatRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StatRequest instance
                 */
                static create(properties: vmslot.agent.v1.StatRequest.$Shape): vmslot.agent.v1.StatRequest & vmslot.agent.v1.StatRequest.$Shape;
                static create(properties?: vmslot.agent.v1.StatRequest.$Properties): vmslot.agent.v1.StatRequest;

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

                /**
                 * Verifies a StatRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a StatRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StatRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.StatRequest;

                /**
                 * Creates a plain object from a StatRequest message. Also converts values to other types if specified.
                 * @param message StatRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.StatRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StatRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new StatResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StatResponse instance
                 */
                static create(properties: vmslot.agent.v1.StatResponse.$Shape): vmslot.agent.v1.StatResponse & vmslot.agent.v1.StatResponse.$Shape;
                static create(properties?: vmslot.agent.v1.StatResponse.$Properties): vmslot.agent.v1.StatResponse;

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

                /**
                 * Verifies a StatResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a StatResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns StatResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.StatResponse;

                /**
                 * Creates a plain object from a StatResponse message. Also converts values to other types if specified.
                 * @param message StatResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.StatResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this StatResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ListDirectoryRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListDirectoryRequest instance
                 */
                static create(properties: vmslot.agent.v1.ListDirectoryRequest.$Shape): vmslot.agent.v1.ListDirectoryRequest & vmslot.agent.v1.ListDirectoryRequest.$Shape;
                static create(properties?: vmslot.agent.v1.ListDirectoryRequest.$Properties): vmslot.agent.v1.ListDirectoryRequest;

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

                /**
                 * Verifies a ListDirectoryRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ListDirectoryRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListDirectoryRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ListDirectoryRequest;

                /**
                 * Creates a plain object from a ListDirectoryRequest message. Also converts values to other types if specified.
                 * @param message ListDirectoryRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ListDirectoryRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListDirectoryRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new ListDirectoryResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ListDirectoryResponse instance
                 */
                static create(properties: vmslot.agent.v1.ListDirectoryResponse.$Shape): vmslot.agent.v1.ListDirectoryResponse & vmslot.agent.v1.ListDirectoryResponse.$Shape;
                static create(properties?: vmslot.agent.v1.ListDirectoryResponse.$Properties): vmslot.agent.v1.ListDirectoryResponse;

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

                /**
                 * Verifies a ListDirectoryResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a ListDirectoryResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns ListDirectoryResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.ListDirectoryResponse;

                /**
                 * Creates a plain object from a ListDirectoryResponse message. Also converts values to other types if specified.
                 * @param message ListDirectoryResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.ListDirectoryResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this ListDirectoryResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new RemoveRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RemoveRequest instance
                 */
                static create(properties: vmslot.agent.v1.RemoveRequest.$Shape): vmslot.agent.v1.RemoveRequest & vmslot.agent.v1.RemoveRequest.$Shape;
                static create(properties?: vmslot.agent.v1.RemoveRequest.$Properties): vmslot.agent.v1.RemoveRequest;

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

                /**
                 * Verifies a RemoveRequest message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a RemoveRequest message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RemoveRequest
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.RemoveRequest;

                /**
                 * Creates a plain object from a RemoveRequest message. Also converts values to other types if specified.
                 * @param message RemoveRequest
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.RemoveRequest, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RemoveRequest to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
                 * Creates a new RemoveResponse instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RemoveResponse instance
                 */
                static create(properties: vmslot.agent.v1.RemoveResponse.$Shape): vmslot.agent.v1.RemoveResponse & vmslot.agent.v1.RemoveResponse.$Shape;
                static create(properties?: vmslot.agent.v1.RemoveResponse.$Properties): vmslot.agent.v1.RemoveResponse;

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

                /**
                 * Verifies a RemoveResponse message.
                 * @param message Plain object to verify
                 * @returns `null` if valid, otherwise the reason why it is not
                 */
                static verify(message: { [k: string]: any }): (string|null);

                /**
                 * Creates a RemoveResponse message from a plain object. Also converts values to their respective internal types.
                 * @param object Plain object
                 * @returns RemoveResponse
                 */
                static fromObject(object: { [k: string]: any }): vmslot.agent.v1.RemoveResponse;

                /**
                 * Creates a plain object from a RemoveResponse message. Also converts values to other types if specified.
                 * @param message RemoveResponse
                 * @param [options] Conversion options
                 * @returns Plain object
                 */
                static toObject(message: vmslot.agent.v1.RemoveResponse, options?: $protobuf.IConversionOptions): { [k: string]: any };

                /**
                 * Converts this RemoveResponse to JSON.
                 * @returns JSON object
                 */
                toJSON(): { [k: string]: any };
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
        }
    }
}
