/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $TypeError = $util.global.TypeError, $Array = $util.global.Array, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $isFinite = $util.global.isFinite, $Boolean = $util.global.Boolean;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const vmslot = $root.vmslot = (() => {

    /**
     * Namespace vmslot.
     * @exports vmslot
     * @namespace
     */
    const vmslot = {};

    vmslot.agent = (function() {

        /**
         * Namespace agent.
         * @memberof vmslot
         * @namespace
         */
        const agent = {};

        agent.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof vmslot.agent
             * @namespace
             */
            const v1 = {};

            v1.GetInfoRequest = (function() {

                /**
                 * Properties of a GetInfoRequest.
                 * @typedef {Object} vmslot.agent.v1.GetInfoRequest.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetInfoRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IGetInfoRequest
                 * @augments vmslot.agent.v1.GetInfoRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.GetInfoRequest.$Properties instead.
                 */

                /**
                 * Shape of a GetInfoRequest.
                 * @typedef {vmslot.agent.v1.GetInfoRequest.$Properties} vmslot.agent.v1.GetInfoRequest.$Shape
                 */

                /**
                 * Constructs a new GetInfoRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a GetInfoRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.GetInfoRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetInfoRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new GetInfoRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {vmslot.agent.v1.GetInfoRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.GetInfoRequest} GetInfoRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.GetInfoRequest.$Shape): vmslot.agent.v1.GetInfoRequest & vmslot.agent.v1.GetInfoRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.GetInfoRequest.$Properties): vmslot.agent.v1.GetInfoRequest;
                 * }}
                 */
                GetInfoRequest.create = function(properties) {
                    return new GetInfoRequest(properties);
                };

                /**
                 * Encodes the specified GetInfoRequest message. Does not implicitly {@link vmslot.agent.v1.GetInfoRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {vmslot.agent.v1.GetInfoRequest.$Properties} message GetInfoRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetInfoRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetInfoRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetInfoRequest & vmslot.agent.v1.GetInfoRequest.$Shape} GetInfoRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetInfoRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.GetInfoRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a GetInfoRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                GetInfoRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates a GetInfoRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.GetInfoRequest} GetInfoRequest
                 */
                GetInfoRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.GetInfoRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.GetInfoRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.GetInfoRequest();
                };

                /**
                 * Creates a plain object from a GetInfoRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @static
                 * @param {vmslot.agent.v1.GetInfoRequest} message GetInfoRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                GetInfoRequest.toObject = function () {
                    return {};
                };

                /**
                 * Converts this GetInfoRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.GetInfoRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                GetInfoRequest.prototype.toJSON = function() {
                    return GetInfoRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return GetInfoRequest;
            })();

            v1.GetInfoResponse = (function() {

                /**
                 * Properties of a GetInfoResponse.
                 * @typedef {Object} vmslot.agent.v1.GetInfoResponse.$Properties
                 * @property {string} [agentVersion] GetInfoResponse agentVersion
                 * @property {Array.<string>} [features] GetInfoResponse features
                 * @property {string} [bootId] GetInfoResponse bootId
                 * @property {string} [kernel] GetInfoResponse kernel
                 * @property {string} [architecture] GetInfoResponse architecture
                 * @property {number} [uptimeMs] GetInfoResponse uptimeMs
                 * @property {number} [readyAfterMs] GetInfoResponse readyAfterMs
                 * @property {number} [cpuCount] GetInfoResponse cpuCount
                 * @property {number} [memoryTotalBytes] GetInfoResponse memoryTotalBytes
                 * @property {number} [memoryAvailableBytes] GetInfoResponse memoryAvailableBytes
                 * @property {number} [agentRssBytes] GetInfoResponse agentRssBytes
                 * @property {number} [agentPeakRssBytes] GetInfoResponse agentPeakRssBytes
                 * @property {number} [diskTotalBytes] GetInfoResponse diskTotalBytes
                 * @property {number} [diskFreeBytes] GetInfoResponse diskFreeBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetInfoResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IGetInfoResponse
                 * @augments vmslot.agent.v1.GetInfoResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.GetInfoResponse.$Properties instead.
                 */

                /**
                 * Shape of a GetInfoResponse.
                 * @typedef {vmslot.agent.v1.GetInfoResponse.$Properties} vmslot.agent.v1.GetInfoResponse.$Shape
                 */

                /**
                 * Constructs a new GetInfoResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a GetInfoResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.GetInfoResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetInfoResponse = function (properties) {
                    this.features = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetInfoResponse agentVersion.
                 * @member {string} agentVersion
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.agentVersion = "";

                /**
                 * GetInfoResponse features.
                 * @member {Array.<string>} features
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.features = $util.emptyArray;

                /**
                 * GetInfoResponse bootId.
                 * @member {string} bootId
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.bootId = "";

                /**
                 * GetInfoResponse kernel.
                 * @member {string} kernel
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.kernel = "";

                /**
                 * GetInfoResponse architecture.
                 * @member {string} architecture
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.architecture = "";

                /**
                 * GetInfoResponse uptimeMs.
                 * @member {number} uptimeMs
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.uptimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse readyAfterMs.
                 * @member {number} readyAfterMs
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.readyAfterMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse cpuCount.
                 * @member {number} cpuCount
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.cpuCount = 0;

                /**
                 * GetInfoResponse memoryTotalBytes.
                 * @member {number} memoryTotalBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.memoryTotalBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse memoryAvailableBytes.
                 * @member {number} memoryAvailableBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.memoryAvailableBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse agentRssBytes.
                 * @member {number} agentRssBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.agentRssBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse agentPeakRssBytes.
                 * @member {number} agentPeakRssBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.agentPeakRssBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse diskTotalBytes.
                 * @member {number} diskTotalBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.diskTotalBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * GetInfoResponse diskFreeBytes.
                 * @member {number} diskFreeBytes
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 */
                GetInfoResponse.prototype.diskFreeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new GetInfoResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {vmslot.agent.v1.GetInfoResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.GetInfoResponse} GetInfoResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.GetInfoResponse.$Shape): vmslot.agent.v1.GetInfoResponse & vmslot.agent.v1.GetInfoResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.GetInfoResponse.$Properties): vmslot.agent.v1.GetInfoResponse;
                 * }}
                 */
                GetInfoResponse.create = function(properties) {
                    return new GetInfoResponse(properties);
                };

                /**
                 * Encodes the specified GetInfoResponse message. Does not implicitly {@link vmslot.agent.v1.GetInfoResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {vmslot.agent.v1.GetInfoResponse.$Properties} message GetInfoResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetInfoResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.agentVersion);
                    if (message.features != null && message.features.length)
                        for (let i = 0; i < message.features.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.features[i]);
                    if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId") && message.bootId !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.bootId);
                    if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel") && message.kernel !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.kernel);
                    if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture") && message.architecture !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.architecture);
                    if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs") && (typeof message.uptimeMs === "object" ? message.uptimeMs.low || message.uptimeMs.high : message.uptimeMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.uptimeMs);
                    if (message.readyAfterMs != null && $Object.hasOwnProperty.call(message, "readyAfterMs") && (typeof message.readyAfterMs === "object" ? message.readyAfterMs.low || message.readyAfterMs.high : message.readyAfterMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.readyAfterMs);
                    if (message.cpuCount != null && $Object.hasOwnProperty.call(message, "cpuCount") && message.cpuCount !== 0)
                        writer.uint32(/* id 8, wireType 0 =*/64).uint32(message.cpuCount);
                    if (message.memoryTotalBytes != null && $Object.hasOwnProperty.call(message, "memoryTotalBytes") && (typeof message.memoryTotalBytes === "object" ? message.memoryTotalBytes.low || message.memoryTotalBytes.high : message.memoryTotalBytes !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.memoryTotalBytes);
                    if (message.memoryAvailableBytes != null && $Object.hasOwnProperty.call(message, "memoryAvailableBytes") && (typeof message.memoryAvailableBytes === "object" ? message.memoryAvailableBytes.low || message.memoryAvailableBytes.high : message.memoryAvailableBytes !== 0))
                        writer.uint32(/* id 10, wireType 0 =*/80).uint64(message.memoryAvailableBytes);
                    if (message.agentRssBytes != null && $Object.hasOwnProperty.call(message, "agentRssBytes") && (typeof message.agentRssBytes === "object" ? message.agentRssBytes.low || message.agentRssBytes.high : message.agentRssBytes !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.agentRssBytes);
                    if (message.agentPeakRssBytes != null && $Object.hasOwnProperty.call(message, "agentPeakRssBytes") && (typeof message.agentPeakRssBytes === "object" ? message.agentPeakRssBytes.low || message.agentPeakRssBytes.high : message.agentPeakRssBytes !== 0))
                        writer.uint32(/* id 12, wireType 0 =*/96).uint64(message.agentPeakRssBytes);
                    if (message.diskTotalBytes != null && $Object.hasOwnProperty.call(message, "diskTotalBytes") && (typeof message.diskTotalBytes === "object" ? message.diskTotalBytes.low || message.diskTotalBytes.high : message.diskTotalBytes !== 0))
                        writer.uint32(/* id 13, wireType 0 =*/104).uint64(message.diskTotalBytes);
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes") && (typeof message.diskFreeBytes === "object" ? message.diskFreeBytes.low || message.diskFreeBytes.high : message.diskFreeBytes !== 0))
                        writer.uint32(/* id 14, wireType 0 =*/112).uint64(message.diskFreeBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetInfoResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.GetInfoResponse & vmslot.agent.v1.GetInfoResponse.$Shape} GetInfoResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetInfoResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.GetInfoResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.agentVersion = value;
                                else
                                    delete message.agentVersion;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.features && message.features.length))
                                    message.features = [];
                                message.features.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.bootId = value;
                                else
                                    delete message.bootId;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.kernel = value;
                                else
                                    delete message.kernel;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.architecture = value;
                                else
                                    delete message.architecture;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.uptimeMs = value;
                                else
                                    delete message.uptimeMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.readyAfterMs = value;
                                else
                                    delete message.readyAfterMs;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.cpuCount = value;
                                else
                                    delete message.cpuCount;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.memoryTotalBytes = value;
                                else
                                    delete message.memoryTotalBytes;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.memoryAvailableBytes = value;
                                else
                                    delete message.memoryAvailableBytes;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.agentRssBytes = value;
                                else
                                    delete message.agentRssBytes;
                                continue;
                            }
                        case 12: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.agentPeakRssBytes = value;
                                else
                                    delete message.agentPeakRssBytes;
                                continue;
                            }
                        case 13: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.diskTotalBytes = value;
                                else
                                    delete message.diskTotalBytes;
                                continue;
                            }
                        case 14: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.diskFreeBytes = value;
                                else
                                    delete message.diskFreeBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a GetInfoResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                GetInfoResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                        if (!$util.isString(message.agentVersion))
                            return "agentVersion: string expected";
                    if (message.features != null && $Object.hasOwnProperty.call(message, "features")) {
                        if (!$Array.isArray(message.features))
                            return "features: array expected";
                        for (let i = 0; i < message.features.length; ++i)
                            if (!$util.isString(message.features[i]))
                                return "features: string[] expected";
                    }
                    if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId"))
                        if (!$util.isString(message.bootId))
                            return "bootId: string expected";
                    if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel"))
                        if (!$util.isString(message.kernel))
                            return "kernel: string expected";
                    if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                        if (!$util.isString(message.architecture))
                            return "architecture: string expected";
                    if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs"))
                        if (!$util.isInteger(message.uptimeMs) && !(message.uptimeMs && $util.isInteger(message.uptimeMs.low) && $util.isInteger(message.uptimeMs.high)))
                            return "uptimeMs: integer|Long expected";
                    if (message.readyAfterMs != null && $Object.hasOwnProperty.call(message, "readyAfterMs"))
                        if (!$util.isInteger(message.readyAfterMs) && !(message.readyAfterMs && $util.isInteger(message.readyAfterMs.low) && $util.isInteger(message.readyAfterMs.high)))
                            return "readyAfterMs: integer|Long expected";
                    if (message.cpuCount != null && $Object.hasOwnProperty.call(message, "cpuCount"))
                        if (!$util.isInteger(message.cpuCount))
                            return "cpuCount: integer expected";
                    if (message.memoryTotalBytes != null && $Object.hasOwnProperty.call(message, "memoryTotalBytes"))
                        if (!$util.isInteger(message.memoryTotalBytes) && !(message.memoryTotalBytes && $util.isInteger(message.memoryTotalBytes.low) && $util.isInteger(message.memoryTotalBytes.high)))
                            return "memoryTotalBytes: integer|Long expected";
                    if (message.memoryAvailableBytes != null && $Object.hasOwnProperty.call(message, "memoryAvailableBytes"))
                        if (!$util.isInteger(message.memoryAvailableBytes) && !(message.memoryAvailableBytes && $util.isInteger(message.memoryAvailableBytes.low) && $util.isInteger(message.memoryAvailableBytes.high)))
                            return "memoryAvailableBytes: integer|Long expected";
                    if (message.agentRssBytes != null && $Object.hasOwnProperty.call(message, "agentRssBytes"))
                        if (!$util.isInteger(message.agentRssBytes) && !(message.agentRssBytes && $util.isInteger(message.agentRssBytes.low) && $util.isInteger(message.agentRssBytes.high)))
                            return "agentRssBytes: integer|Long expected";
                    if (message.agentPeakRssBytes != null && $Object.hasOwnProperty.call(message, "agentPeakRssBytes"))
                        if (!$util.isInteger(message.agentPeakRssBytes) && !(message.agentPeakRssBytes && $util.isInteger(message.agentPeakRssBytes.low) && $util.isInteger(message.agentPeakRssBytes.high)))
                            return "agentPeakRssBytes: integer|Long expected";
                    if (message.diskTotalBytes != null && $Object.hasOwnProperty.call(message, "diskTotalBytes"))
                        if (!$util.isInteger(message.diskTotalBytes) && !(message.diskTotalBytes && $util.isInteger(message.diskTotalBytes.low) && $util.isInteger(message.diskTotalBytes.high)))
                            return "diskTotalBytes: integer|Long expected";
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes"))
                        if (!$util.isInteger(message.diskFreeBytes) && !(message.diskFreeBytes && $util.isInteger(message.diskFreeBytes.low) && $util.isInteger(message.diskFreeBytes.high)))
                            return "diskFreeBytes: integer|Long expected";
                    return null;
                };

                /**
                 * Creates a GetInfoResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.GetInfoResponse} GetInfoResponse
                 */
                GetInfoResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.GetInfoResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.GetInfoResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.GetInfoResponse();
                    if (object.agentVersion != null)
                        if (typeof object.agentVersion !== "string" || object.agentVersion.length)
                            message.agentVersion = $String(object.agentVersion);
                    if (object.features) {
                        if (!$Array.isArray(object.features))
                            throw $TypeError(".vmslot.agent.v1.GetInfoResponse.features: array expected");
                        message.features = $Array(object.features.length);
                        for (let i = 0; i < object.features.length; ++i)
                            message.features[i] = $String(object.features[i]);
                    }
                    if (object.bootId != null)
                        if (typeof object.bootId !== "string" || object.bootId.length)
                            message.bootId = $String(object.bootId);
                    if (object.kernel != null)
                        if (typeof object.kernel !== "string" || object.kernel.length)
                            message.kernel = $String(object.kernel);
                    if (object.architecture != null)
                        if (typeof object.architecture !== "string" || object.architecture.length)
                            message.architecture = $String(object.architecture);
                    if (object.uptimeMs != null)
                        if (typeof object.uptimeMs === "object" ? object.uptimeMs.low || object.uptimeMs.high : $Number(object.uptimeMs) !== 0)
                            if ($util.Long)
                                message.uptimeMs = $util.Long.fromValue(object.uptimeMs, true);
                            else if (typeof object.uptimeMs === "string")
                                message.uptimeMs = $parseInt(object.uptimeMs, 10);
                            else if (typeof object.uptimeMs === "number")
                                message.uptimeMs = object.uptimeMs;
                            else if (typeof object.uptimeMs === "object")
                                message.uptimeMs = new $util.LongBits(object.uptimeMs.low >>> 0, object.uptimeMs.high >>> 0).toNumber(true);
                    if (object.readyAfterMs != null)
                        if (typeof object.readyAfterMs === "object" ? object.readyAfterMs.low || object.readyAfterMs.high : $Number(object.readyAfterMs) !== 0)
                            if ($util.Long)
                                message.readyAfterMs = $util.Long.fromValue(object.readyAfterMs, true);
                            else if (typeof object.readyAfterMs === "string")
                                message.readyAfterMs = $parseInt(object.readyAfterMs, 10);
                            else if (typeof object.readyAfterMs === "number")
                                message.readyAfterMs = object.readyAfterMs;
                            else if (typeof object.readyAfterMs === "object")
                                message.readyAfterMs = new $util.LongBits(object.readyAfterMs.low >>> 0, object.readyAfterMs.high >>> 0).toNumber(true);
                    if (object.cpuCount != null)
                        if ($Number(object.cpuCount) !== 0)
                            message.cpuCount = object.cpuCount >>> 0;
                    if (object.memoryTotalBytes != null)
                        if (typeof object.memoryTotalBytes === "object" ? object.memoryTotalBytes.low || object.memoryTotalBytes.high : $Number(object.memoryTotalBytes) !== 0)
                            if ($util.Long)
                                message.memoryTotalBytes = $util.Long.fromValue(object.memoryTotalBytes, true);
                            else if (typeof object.memoryTotalBytes === "string")
                                message.memoryTotalBytes = $parseInt(object.memoryTotalBytes, 10);
                            else if (typeof object.memoryTotalBytes === "number")
                                message.memoryTotalBytes = object.memoryTotalBytes;
                            else if (typeof object.memoryTotalBytes === "object")
                                message.memoryTotalBytes = new $util.LongBits(object.memoryTotalBytes.low >>> 0, object.memoryTotalBytes.high >>> 0).toNumber(true);
                    if (object.memoryAvailableBytes != null)
                        if (typeof object.memoryAvailableBytes === "object" ? object.memoryAvailableBytes.low || object.memoryAvailableBytes.high : $Number(object.memoryAvailableBytes) !== 0)
                            if ($util.Long)
                                message.memoryAvailableBytes = $util.Long.fromValue(object.memoryAvailableBytes, true);
                            else if (typeof object.memoryAvailableBytes === "string")
                                message.memoryAvailableBytes = $parseInt(object.memoryAvailableBytes, 10);
                            else if (typeof object.memoryAvailableBytes === "number")
                                message.memoryAvailableBytes = object.memoryAvailableBytes;
                            else if (typeof object.memoryAvailableBytes === "object")
                                message.memoryAvailableBytes = new $util.LongBits(object.memoryAvailableBytes.low >>> 0, object.memoryAvailableBytes.high >>> 0).toNumber(true);
                    if (object.agentRssBytes != null)
                        if (typeof object.agentRssBytes === "object" ? object.agentRssBytes.low || object.agentRssBytes.high : $Number(object.agentRssBytes) !== 0)
                            if ($util.Long)
                                message.agentRssBytes = $util.Long.fromValue(object.agentRssBytes, true);
                            else if (typeof object.agentRssBytes === "string")
                                message.agentRssBytes = $parseInt(object.agentRssBytes, 10);
                            else if (typeof object.agentRssBytes === "number")
                                message.agentRssBytes = object.agentRssBytes;
                            else if (typeof object.agentRssBytes === "object")
                                message.agentRssBytes = new $util.LongBits(object.agentRssBytes.low >>> 0, object.agentRssBytes.high >>> 0).toNumber(true);
                    if (object.agentPeakRssBytes != null)
                        if (typeof object.agentPeakRssBytes === "object" ? object.agentPeakRssBytes.low || object.agentPeakRssBytes.high : $Number(object.agentPeakRssBytes) !== 0)
                            if ($util.Long)
                                message.agentPeakRssBytes = $util.Long.fromValue(object.agentPeakRssBytes, true);
                            else if (typeof object.agentPeakRssBytes === "string")
                                message.agentPeakRssBytes = $parseInt(object.agentPeakRssBytes, 10);
                            else if (typeof object.agentPeakRssBytes === "number")
                                message.agentPeakRssBytes = object.agentPeakRssBytes;
                            else if (typeof object.agentPeakRssBytes === "object")
                                message.agentPeakRssBytes = new $util.LongBits(object.agentPeakRssBytes.low >>> 0, object.agentPeakRssBytes.high >>> 0).toNumber(true);
                    if (object.diskTotalBytes != null)
                        if (typeof object.diskTotalBytes === "object" ? object.diskTotalBytes.low || object.diskTotalBytes.high : $Number(object.diskTotalBytes) !== 0)
                            if ($util.Long)
                                message.diskTotalBytes = $util.Long.fromValue(object.diskTotalBytes, true);
                            else if (typeof object.diskTotalBytes === "string")
                                message.diskTotalBytes = $parseInt(object.diskTotalBytes, 10);
                            else if (typeof object.diskTotalBytes === "number")
                                message.diskTotalBytes = object.diskTotalBytes;
                            else if (typeof object.diskTotalBytes === "object")
                                message.diskTotalBytes = new $util.LongBits(object.diskTotalBytes.low >>> 0, object.diskTotalBytes.high >>> 0).toNumber(true);
                    if (object.diskFreeBytes != null)
                        if (typeof object.diskFreeBytes === "object" ? object.diskFreeBytes.low || object.diskFreeBytes.high : $Number(object.diskFreeBytes) !== 0)
                            if ($util.Long)
                                message.diskFreeBytes = $util.Long.fromValue(object.diskFreeBytes, true);
                            else if (typeof object.diskFreeBytes === "string")
                                message.diskFreeBytes = $parseInt(object.diskFreeBytes, 10);
                            else if (typeof object.diskFreeBytes === "number")
                                message.diskFreeBytes = object.diskFreeBytes;
                            else if (typeof object.diskFreeBytes === "object")
                                message.diskFreeBytes = new $util.LongBits(object.diskFreeBytes.low >>> 0, object.diskFreeBytes.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a GetInfoResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @static
                 * @param {vmslot.agent.v1.GetInfoResponse} message GetInfoResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                GetInfoResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.features = [];
                    if (options.defaults) {
                        object.agentVersion = "";
                        object.bootId = "";
                        object.kernel = "";
                        object.architecture = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.uptimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.uptimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.readyAfterMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.readyAfterMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.cpuCount = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.memoryTotalBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.memoryTotalBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.memoryAvailableBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.memoryAvailableBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.agentRssBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.agentRssBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.agentPeakRssBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.agentPeakRssBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.diskTotalBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.diskTotalBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.diskFreeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.diskFreeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                        object.agentVersion = message.agentVersion;
                    if (message.features && message.features.length) {
                        object.features = $Array(message.features.length);
                        for (let j = 0; j < message.features.length; ++j)
                            object.features[j] = message.features[j];
                    }
                    if (message.bootId != null && $Object.hasOwnProperty.call(message, "bootId"))
                        object.bootId = message.bootId;
                    if (message.kernel != null && $Object.hasOwnProperty.call(message, "kernel"))
                        object.kernel = message.kernel;
                    if (message.architecture != null && $Object.hasOwnProperty.call(message, "architecture"))
                        object.architecture = message.architecture;
                    if (message.uptimeMs != null && $Object.hasOwnProperty.call(message, "uptimeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.uptimeMs = typeof message.uptimeMs === "number" ? $BigInt(message.uptimeMs) : $util.Long.fromBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.uptimeMs === "number")
                            object.uptimeMs = options.longs === $String ? $String(message.uptimeMs) : message.uptimeMs;
                        else
                            object.uptimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.uptimeMs) : options.longs === $Number ? new $util.LongBits(message.uptimeMs.low >>> 0, message.uptimeMs.high >>> 0).toNumber(true) : message.uptimeMs;
                    if (message.readyAfterMs != null && $Object.hasOwnProperty.call(message, "readyAfterMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.readyAfterMs = typeof message.readyAfterMs === "number" ? $BigInt(message.readyAfterMs) : $util.Long.fromBits(message.readyAfterMs.low >>> 0, message.readyAfterMs.high >>> 0, true).toBigInt();
                        else if (typeof message.readyAfterMs === "number")
                            object.readyAfterMs = options.longs === $String ? $String(message.readyAfterMs) : message.readyAfterMs;
                        else
                            object.readyAfterMs = options.longs === $String ? $util.Long.prototype.toString.call(message.readyAfterMs) : options.longs === $Number ? new $util.LongBits(message.readyAfterMs.low >>> 0, message.readyAfterMs.high >>> 0).toNumber(true) : message.readyAfterMs;
                    if (message.cpuCount != null && $Object.hasOwnProperty.call(message, "cpuCount"))
                        object.cpuCount = message.cpuCount;
                    if (message.memoryTotalBytes != null && $Object.hasOwnProperty.call(message, "memoryTotalBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.memoryTotalBytes = typeof message.memoryTotalBytes === "number" ? $BigInt(message.memoryTotalBytes) : $util.Long.fromBits(message.memoryTotalBytes.low >>> 0, message.memoryTotalBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.memoryTotalBytes === "number")
                            object.memoryTotalBytes = options.longs === $String ? $String(message.memoryTotalBytes) : message.memoryTotalBytes;
                        else
                            object.memoryTotalBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.memoryTotalBytes) : options.longs === $Number ? new $util.LongBits(message.memoryTotalBytes.low >>> 0, message.memoryTotalBytes.high >>> 0).toNumber(true) : message.memoryTotalBytes;
                    if (message.memoryAvailableBytes != null && $Object.hasOwnProperty.call(message, "memoryAvailableBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.memoryAvailableBytes = typeof message.memoryAvailableBytes === "number" ? $BigInt(message.memoryAvailableBytes) : $util.Long.fromBits(message.memoryAvailableBytes.low >>> 0, message.memoryAvailableBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.memoryAvailableBytes === "number")
                            object.memoryAvailableBytes = options.longs === $String ? $String(message.memoryAvailableBytes) : message.memoryAvailableBytes;
                        else
                            object.memoryAvailableBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.memoryAvailableBytes) : options.longs === $Number ? new $util.LongBits(message.memoryAvailableBytes.low >>> 0, message.memoryAvailableBytes.high >>> 0).toNumber(true) : message.memoryAvailableBytes;
                    if (message.agentRssBytes != null && $Object.hasOwnProperty.call(message, "agentRssBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.agentRssBytes = typeof message.agentRssBytes === "number" ? $BigInt(message.agentRssBytes) : $util.Long.fromBits(message.agentRssBytes.low >>> 0, message.agentRssBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.agentRssBytes === "number")
                            object.agentRssBytes = options.longs === $String ? $String(message.agentRssBytes) : message.agentRssBytes;
                        else
                            object.agentRssBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.agentRssBytes) : options.longs === $Number ? new $util.LongBits(message.agentRssBytes.low >>> 0, message.agentRssBytes.high >>> 0).toNumber(true) : message.agentRssBytes;
                    if (message.agentPeakRssBytes != null && $Object.hasOwnProperty.call(message, "agentPeakRssBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.agentPeakRssBytes = typeof message.agentPeakRssBytes === "number" ? $BigInt(message.agentPeakRssBytes) : $util.Long.fromBits(message.agentPeakRssBytes.low >>> 0, message.agentPeakRssBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.agentPeakRssBytes === "number")
                            object.agentPeakRssBytes = options.longs === $String ? $String(message.agentPeakRssBytes) : message.agentPeakRssBytes;
                        else
                            object.agentPeakRssBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.agentPeakRssBytes) : options.longs === $Number ? new $util.LongBits(message.agentPeakRssBytes.low >>> 0, message.agentPeakRssBytes.high >>> 0).toNumber(true) : message.agentPeakRssBytes;
                    if (message.diskTotalBytes != null && $Object.hasOwnProperty.call(message, "diskTotalBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.diskTotalBytes = typeof message.diskTotalBytes === "number" ? $BigInt(message.diskTotalBytes) : $util.Long.fromBits(message.diskTotalBytes.low >>> 0, message.diskTotalBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.diskTotalBytes === "number")
                            object.diskTotalBytes = options.longs === $String ? $String(message.diskTotalBytes) : message.diskTotalBytes;
                        else
                            object.diskTotalBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.diskTotalBytes) : options.longs === $Number ? new $util.LongBits(message.diskTotalBytes.low >>> 0, message.diskTotalBytes.high >>> 0).toNumber(true) : message.diskTotalBytes;
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.diskFreeBytes = typeof message.diskFreeBytes === "number" ? $BigInt(message.diskFreeBytes) : $util.Long.fromBits(message.diskFreeBytes.low >>> 0, message.diskFreeBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.diskFreeBytes === "number")
                            object.diskFreeBytes = options.longs === $String ? $String(message.diskFreeBytes) : message.diskFreeBytes;
                        else
                            object.diskFreeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.diskFreeBytes) : options.longs === $Number ? new $util.LongBits(message.diskFreeBytes.low >>> 0, message.diskFreeBytes.high >>> 0).toNumber(true) : message.diskFreeBytes;
                    return object;
                };

                /**
                 * Converts this GetInfoResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.GetInfoResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                GetInfoResponse.prototype.toJSON = function() {
                    return GetInfoResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return GetInfoResponse;
            })();

            v1.Step = (function() {

                /**
                 * Properties of a Step.
                 * @typedef {Object} vmslot.agent.v1.Step.$Properties
                 * @property {string} [name] Step name
                 * @property {Array.<string>} [argv] Step argv
                 * @property {Object.<string,string>} [env] Step env
                 * @property {string} [cwd] Step cwd
                 * @property {string} [stdinFile] Step stdinFile
                 * @property {string} [stdoutFile] Step stdoutFile
                 * @property {string} [stderrFile] Step stderrFile
                 * @property {number} [weight] Step weight
                 * @property {string} [fractionDoneFile] Step fractionDoneFile
                 * @property {string} [creditFile] Step creditFile
                 * @property {number} [timeLimitMs] Step timeLimitMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Step.
                 * @memberof vmslot.agent.v1
                 * @interface IStep
                 * @augments vmslot.agent.v1.Step.$Properties
                 * @deprecated Use vmslot.agent.v1.Step.$Properties instead.
                 */

                /**
                 * Shape of a Step.
                 * @typedef {vmslot.agent.v1.Step.$Properties} vmslot.agent.v1.Step.$Shape
                 */

                /**
                 * Constructs a new Step.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a Step.
                 * @constructor
                 * @param {vmslot.agent.v1.Step.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Step = function (properties) {
                    this.argv = [];
                    this.env = {};
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Step name.
                 * @member {string} name
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.name = "";

                /**
                 * Step argv.
                 * @member {Array.<string>} argv
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.argv = $util.emptyArray;

                /**
                 * Step env.
                 * @member {Object.<string,string>} env
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.env = $util.emptyObject;

                /**
                 * Step cwd.
                 * @member {string} cwd
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.cwd = "";

                /**
                 * Step stdinFile.
                 * @member {string} stdinFile
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.stdinFile = "";

                /**
                 * Step stdoutFile.
                 * @member {string} stdoutFile
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.stdoutFile = "";

                /**
                 * Step stderrFile.
                 * @member {string} stderrFile
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.stderrFile = "";

                /**
                 * Step weight.
                 * @member {number} weight
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.weight = 0;

                /**
                 * Step fractionDoneFile.
                 * @member {string} fractionDoneFile
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.fractionDoneFile = "";

                /**
                 * Step creditFile.
                 * @member {string} creditFile
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.creditFile = "";

                /**
                 * Step timeLimitMs.
                 * @member {number} timeLimitMs
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 */
                Step.prototype.timeLimitMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new Step instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {vmslot.agent.v1.Step.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.Step} Step instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.Step.$Shape): vmslot.agent.v1.Step & vmslot.agent.v1.Step.$Shape;
                 *   (properties?: vmslot.agent.v1.Step.$Properties): vmslot.agent.v1.Step;
                 * }}
                 */
                Step.create = function(properties) {
                    return new Step(properties);
                };

                /**
                 * Encodes the specified Step message. Does not implicitly {@link vmslot.agent.v1.Step.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {vmslot.agent.v1.Step.$Properties} message Step message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Step.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.argv != null && message.argv.length)
                        for (let i = 0; i < message.argv.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).string(message.argv[i]);
                    if (message.env != null && $Object.hasOwnProperty.call(message, "env"))
                        for (let keys = $Object.keys(message.env), i = 0; i < keys.length; ++i)
                            writer.uint32(/* id 3, wireType 2 =*/26).fork().uint32(/* id 1, wireType 2 =*/10).string(keys[i]).uint32(/* id 2, wireType 2 =*/18).string(message.env[keys[i]]).ldelim();
                    if (message.cwd != null && $Object.hasOwnProperty.call(message, "cwd") && message.cwd !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.cwd);
                    if (message.stdinFile != null && $Object.hasOwnProperty.call(message, "stdinFile") && message.stdinFile !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.stdinFile);
                    if (message.stdoutFile != null && $Object.hasOwnProperty.call(message, "stdoutFile") && message.stdoutFile !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.stdoutFile);
                    if (message.stderrFile != null && $Object.hasOwnProperty.call(message, "stderrFile") && message.stderrFile !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.stderrFile);
                    if (message.weight != null && $Object.hasOwnProperty.call(message, "weight") && !$Object.is(message.weight, 0))
                        writer.uint32(/* id 8, wireType 1 =*/65).double(message.weight);
                    if (message.fractionDoneFile != null && $Object.hasOwnProperty.call(message, "fractionDoneFile") && message.fractionDoneFile !== "")
                        writer.uint32(/* id 9, wireType 2 =*/74).string(message.fractionDoneFile);
                    if (message.creditFile != null && $Object.hasOwnProperty.call(message, "creditFile") && message.creditFile !== "")
                        writer.uint32(/* id 10, wireType 2 =*/82).string(message.creditFile);
                    if (message.timeLimitMs != null && $Object.hasOwnProperty.call(message, "timeLimitMs") && (typeof message.timeLimitMs === "object" ? message.timeLimitMs.low || message.timeLimitMs.high : message.timeLimitMs !== 0))
                        writer.uint32(/* id 11, wireType 0 =*/88).uint64(message.timeLimitMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Step message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.Step & vmslot.agent.v1.Step.$Shape} Step
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Step.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, key, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.Step();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.argv && message.argv.length))
                                    message.argv = [];
                                message.argv.push(reader.stringVerify());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if (message.env === $util.emptyObject)
                                    message.env = {};
                                let end2 = reader.size() + reader.pos;
                                if (end2 > reader.len)
                                    throw $RangeError("index out of range");
                                reader.len = end2;
                                key = "";
                                value = "";
                                while (reader.pos < end2) {
                                    let tag2 = reader.tag();
                                    wireType = tag2 & 7;
                                    switch (tag2 >>>= 3) {
                                    case 1:
                                        if (wireType !== 2)
                                            break;
                                        key = reader.stringVerify();
                                        continue;
                                    case 2:
                                        if (wireType !== 2)
                                            break;
                                        value = reader.stringVerify();
                                        continue;
                                    }
                                    reader.skipType(wireType, _depth, tag2);
                                }
                                if (reader.pos !== end2)
                                    throw $RangeError("index out of range");
                                reader.len = end;
                                if (key === "__proto__")
                                    $util.makeProp(message.env, key);
                                message.env[key] = value;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.cwd = value;
                                else
                                    delete message.cwd;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stdinFile = value;
                                else
                                    delete message.stdinFile;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stdoutFile = value;
                                else
                                    delete message.stdoutFile;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.stderrFile = value;
                                else
                                    delete message.stderrFile;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.weight = value;
                                else
                                    delete message.weight;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.fractionDoneFile = value;
                                else
                                    delete message.fractionDoneFile;
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.creditFile = value;
                                else
                                    delete message.creditFile;
                                continue;
                            }
                        case 11: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.timeLimitMs = value;
                                else
                                    delete message.timeLimitMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a Step message.
                 * @function verify
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                Step.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        if (!$util.isString(message.name))
                            return "name: string expected";
                    if (message.argv != null && $Object.hasOwnProperty.call(message, "argv")) {
                        if (!$Array.isArray(message.argv))
                            return "argv: array expected";
                        for (let i = 0; i < message.argv.length; ++i)
                            if (!$util.isString(message.argv[i]))
                                return "argv: string[] expected";
                    }
                    if (message.env != null && $Object.hasOwnProperty.call(message, "env")) {
                        if (!$util.isObject(message.env))
                            return "env: object expected";
                        let key = $Object.keys(message.env);
                        for (let i = 0; i < key.length; ++i)
                            if (!$util.isString(message.env[key[i]]))
                                return "env: string{k:string} expected";
                    }
                    if (message.cwd != null && $Object.hasOwnProperty.call(message, "cwd"))
                        if (!$util.isString(message.cwd))
                            return "cwd: string expected";
                    if (message.stdinFile != null && $Object.hasOwnProperty.call(message, "stdinFile"))
                        if (!$util.isString(message.stdinFile))
                            return "stdinFile: string expected";
                    if (message.stdoutFile != null && $Object.hasOwnProperty.call(message, "stdoutFile"))
                        if (!$util.isString(message.stdoutFile))
                            return "stdoutFile: string expected";
                    if (message.stderrFile != null && $Object.hasOwnProperty.call(message, "stderrFile"))
                        if (!$util.isString(message.stderrFile))
                            return "stderrFile: string expected";
                    if (message.weight != null && $Object.hasOwnProperty.call(message, "weight"))
                        if (typeof message.weight !== "number")
                            return "weight: number expected";
                    if (message.fractionDoneFile != null && $Object.hasOwnProperty.call(message, "fractionDoneFile"))
                        if (!$util.isString(message.fractionDoneFile))
                            return "fractionDoneFile: string expected";
                    if (message.creditFile != null && $Object.hasOwnProperty.call(message, "creditFile"))
                        if (!$util.isString(message.creditFile))
                            return "creditFile: string expected";
                    if (message.timeLimitMs != null && $Object.hasOwnProperty.call(message, "timeLimitMs"))
                        if (!$util.isInteger(message.timeLimitMs) && !(message.timeLimitMs && $util.isInteger(message.timeLimitMs.low) && $util.isInteger(message.timeLimitMs.high)))
                            return "timeLimitMs: integer|Long expected";
                    return null;
                };

                /**
                 * Creates a Step message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.Step} Step
                 */
                Step.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.Step)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.Step: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.Step();
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.argv) {
                        if (!$Array.isArray(object.argv))
                            throw $TypeError(".vmslot.agent.v1.Step.argv: array expected");
                        message.argv = $Array(object.argv.length);
                        for (let i = 0; i < object.argv.length; ++i)
                            message.argv[i] = $String(object.argv[i]);
                    }
                    if (object.env) {
                        if (!$util.isObject(object.env))
                            throw $TypeError(".vmslot.agent.v1.Step.env: object expected");
                        message.env = {};
                        for (let keys = $Object.keys(object.env), i = 0; i < keys.length; ++i) {
                            if (keys[i] === "__proto__")
                                $util.makeProp(message.env, keys[i]);
                            message.env[keys[i]] = $String(object.env[keys[i]]);
                        }
                    }
                    if (object.cwd != null)
                        if (typeof object.cwd !== "string" || object.cwd.length)
                            message.cwd = $String(object.cwd);
                    if (object.stdinFile != null)
                        if (typeof object.stdinFile !== "string" || object.stdinFile.length)
                            message.stdinFile = $String(object.stdinFile);
                    if (object.stdoutFile != null)
                        if (typeof object.stdoutFile !== "string" || object.stdoutFile.length)
                            message.stdoutFile = $String(object.stdoutFile);
                    if (object.stderrFile != null)
                        if (typeof object.stderrFile !== "string" || object.stderrFile.length)
                            message.stderrFile = $String(object.stderrFile);
                    if (object.weight != null)
                        if (!$Object.is($Number(object.weight), 0))
                            message.weight = $Number(object.weight);
                    if (object.fractionDoneFile != null)
                        if (typeof object.fractionDoneFile !== "string" || object.fractionDoneFile.length)
                            message.fractionDoneFile = $String(object.fractionDoneFile);
                    if (object.creditFile != null)
                        if (typeof object.creditFile !== "string" || object.creditFile.length)
                            message.creditFile = $String(object.creditFile);
                    if (object.timeLimitMs != null)
                        if (typeof object.timeLimitMs === "object" ? object.timeLimitMs.low || object.timeLimitMs.high : $Number(object.timeLimitMs) !== 0)
                            if ($util.Long)
                                message.timeLimitMs = $util.Long.fromValue(object.timeLimitMs, true);
                            else if (typeof object.timeLimitMs === "string")
                                message.timeLimitMs = $parseInt(object.timeLimitMs, 10);
                            else if (typeof object.timeLimitMs === "number")
                                message.timeLimitMs = object.timeLimitMs;
                            else if (typeof object.timeLimitMs === "object")
                                message.timeLimitMs = new $util.LongBits(object.timeLimitMs.low >>> 0, object.timeLimitMs.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a Step message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.Step
                 * @static
                 * @param {vmslot.agent.v1.Step} message Step
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                Step.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.argv = [];
                    if (options.objects || options.defaults)
                        object.env = {};
                    if (options.defaults) {
                        object.name = "";
                        object.cwd = "";
                        object.stdinFile = "";
                        object.stdoutFile = "";
                        object.stderrFile = "";
                        object.weight = 0;
                        object.fractionDoneFile = "";
                        object.creditFile = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.timeLimitMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.timeLimitMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.argv && message.argv.length) {
                        object.argv = $Array(message.argv.length);
                        for (let j = 0; j < message.argv.length; ++j)
                            object.argv[j] = message.argv[j];
                    }
                    let keys2;
                    if (message.env && (keys2 = $Object.keys(message.env)).length) {
                        object.env = {};
                        for (let j = 0; j < keys2.length; ++j) {
                            if (keys2[j] === "__proto__")
                                $util.makeProp(object.env, keys2[j]);
                            object.env[keys2[j]] = message.env[keys2[j]];
                        }
                    }
                    if (message.cwd != null && $Object.hasOwnProperty.call(message, "cwd"))
                        object.cwd = message.cwd;
                    if (message.stdinFile != null && $Object.hasOwnProperty.call(message, "stdinFile"))
                        object.stdinFile = message.stdinFile;
                    if (message.stdoutFile != null && $Object.hasOwnProperty.call(message, "stdoutFile"))
                        object.stdoutFile = message.stdoutFile;
                    if (message.stderrFile != null && $Object.hasOwnProperty.call(message, "stderrFile"))
                        object.stderrFile = message.stderrFile;
                    if (message.weight != null && $Object.hasOwnProperty.call(message, "weight"))
                        object.weight = options.json && !$isFinite(message.weight) ? $String(message.weight) : message.weight;
                    if (message.fractionDoneFile != null && $Object.hasOwnProperty.call(message, "fractionDoneFile"))
                        object.fractionDoneFile = message.fractionDoneFile;
                    if (message.creditFile != null && $Object.hasOwnProperty.call(message, "creditFile"))
                        object.creditFile = message.creditFile;
                    if (message.timeLimitMs != null && $Object.hasOwnProperty.call(message, "timeLimitMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.timeLimitMs = typeof message.timeLimitMs === "number" ? $BigInt(message.timeLimitMs) : $util.Long.fromBits(message.timeLimitMs.low >>> 0, message.timeLimitMs.high >>> 0, true).toBigInt();
                        else if (typeof message.timeLimitMs === "number")
                            object.timeLimitMs = options.longs === $String ? $String(message.timeLimitMs) : message.timeLimitMs;
                        else
                            object.timeLimitMs = options.longs === $String ? $util.Long.prototype.toString.call(message.timeLimitMs) : options.longs === $Number ? new $util.LongBits(message.timeLimitMs.low >>> 0, message.timeLimitMs.high >>> 0).toNumber(true) : message.timeLimitMs;
                    return object;
                };

                /**
                 * Converts this Step to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.Step
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                Step.prototype.toJSON = function() {
                    return Step.toObject(this, $protobuf.util.toJSONOptions);
                };

                return Step;
            })();

            v1.TaskLimits = (function() {

                /**
                 * Properties of a TaskLimits.
                 * @typedef {Object} vmslot.agent.v1.TaskLimits.$Properties
                 * @property {number} [outputBytes] TaskLimits outputBytes
                 * @property {number} [processCount] TaskLimits processCount
                 * @property {number} [memoryBytes] TaskLimits memoryBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TaskLimits.
                 * @memberof vmslot.agent.v1
                 * @interface ITaskLimits
                 * @augments vmslot.agent.v1.TaskLimits.$Properties
                 * @deprecated Use vmslot.agent.v1.TaskLimits.$Properties instead.
                 */

                /**
                 * Shape of a TaskLimits.
                 * @typedef {vmslot.agent.v1.TaskLimits.$Properties} vmslot.agent.v1.TaskLimits.$Shape
                 */

                /**
                 * Constructs a new TaskLimits.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a TaskLimits.
                 * @constructor
                 * @param {vmslot.agent.v1.TaskLimits.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TaskLimits = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TaskLimits outputBytes.
                 * @member {number} outputBytes
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @instance
                 */
                TaskLimits.prototype.outputBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * TaskLimits processCount.
                 * @member {number} processCount
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @instance
                 */
                TaskLimits.prototype.processCount = 0;

                /**
                 * TaskLimits memoryBytes.
                 * @member {number} memoryBytes
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @instance
                 */
                TaskLimits.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new TaskLimits instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {vmslot.agent.v1.TaskLimits.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.TaskLimits} TaskLimits instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.TaskLimits.$Shape): vmslot.agent.v1.TaskLimits & vmslot.agent.v1.TaskLimits.$Shape;
                 *   (properties?: vmslot.agent.v1.TaskLimits.$Properties): vmslot.agent.v1.TaskLimits;
                 * }}
                 */
                TaskLimits.create = function(properties) {
                    return new TaskLimits(properties);
                };

                /**
                 * Encodes the specified TaskLimits message. Does not implicitly {@link vmslot.agent.v1.TaskLimits.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {vmslot.agent.v1.TaskLimits.$Properties} message TaskLimits message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TaskLimits.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.outputBytes != null && $Object.hasOwnProperty.call(message, "outputBytes") && (typeof message.outputBytes === "object" ? message.outputBytes.low || message.outputBytes.high : message.outputBytes !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.outputBytes);
                    if (message.processCount != null && $Object.hasOwnProperty.call(message, "processCount") && message.processCount !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.processCount);
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && (typeof message.memoryBytes === "object" ? message.memoryBytes.low || message.memoryBytes.high : message.memoryBytes !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.memoryBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TaskLimits message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskLimits & vmslot.agent.v1.TaskLimits.$Shape} TaskLimits
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TaskLimits.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.TaskLimits();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.outputBytes = value;
                                else
                                    delete message.outputBytes;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.processCount = value;
                                else
                                    delete message.processCount;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.memoryBytes = value;
                                else
                                    delete message.memoryBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a TaskLimits message.
                 * @function verify
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                TaskLimits.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.outputBytes != null && $Object.hasOwnProperty.call(message, "outputBytes"))
                        if (!$util.isInteger(message.outputBytes) && !(message.outputBytes && $util.isInteger(message.outputBytes.low) && $util.isInteger(message.outputBytes.high)))
                            return "outputBytes: integer|Long expected";
                    if (message.processCount != null && $Object.hasOwnProperty.call(message, "processCount"))
                        if (!$util.isInteger(message.processCount))
                            return "processCount: integer expected";
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        if (!$util.isInteger(message.memoryBytes) && !(message.memoryBytes && $util.isInteger(message.memoryBytes.low) && $util.isInteger(message.memoryBytes.high)))
                            return "memoryBytes: integer|Long expected";
                    return null;
                };

                /**
                 * Creates a TaskLimits message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.TaskLimits} TaskLimits
                 */
                TaskLimits.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.TaskLimits)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.TaskLimits: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.TaskLimits();
                    if (object.outputBytes != null)
                        if (typeof object.outputBytes === "object" ? object.outputBytes.low || object.outputBytes.high : $Number(object.outputBytes) !== 0)
                            if ($util.Long)
                                message.outputBytes = $util.Long.fromValue(object.outputBytes, true);
                            else if (typeof object.outputBytes === "string")
                                message.outputBytes = $parseInt(object.outputBytes, 10);
                            else if (typeof object.outputBytes === "number")
                                message.outputBytes = object.outputBytes;
                            else if (typeof object.outputBytes === "object")
                                message.outputBytes = new $util.LongBits(object.outputBytes.low >>> 0, object.outputBytes.high >>> 0).toNumber(true);
                    if (object.processCount != null)
                        if ($Number(object.processCount) !== 0)
                            message.processCount = object.processCount >>> 0;
                    if (object.memoryBytes != null)
                        if (typeof object.memoryBytes === "object" ? object.memoryBytes.low || object.memoryBytes.high : $Number(object.memoryBytes) !== 0)
                            if ($util.Long)
                                message.memoryBytes = $util.Long.fromValue(object.memoryBytes, true);
                            else if (typeof object.memoryBytes === "string")
                                message.memoryBytes = $parseInt(object.memoryBytes, 10);
                            else if (typeof object.memoryBytes === "number")
                                message.memoryBytes = object.memoryBytes;
                            else if (typeof object.memoryBytes === "object")
                                message.memoryBytes = new $util.LongBits(object.memoryBytes.low >>> 0, object.memoryBytes.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a TaskLimits message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @static
                 * @param {vmslot.agent.v1.TaskLimits} message TaskLimits
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TaskLimits.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.outputBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.outputBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.processCount = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.memoryBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.memoryBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.outputBytes != null && $Object.hasOwnProperty.call(message, "outputBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.outputBytes = typeof message.outputBytes === "number" ? $BigInt(message.outputBytes) : $util.Long.fromBits(message.outputBytes.low >>> 0, message.outputBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.outputBytes === "number")
                            object.outputBytes = options.longs === $String ? $String(message.outputBytes) : message.outputBytes;
                        else
                            object.outputBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.outputBytes) : options.longs === $Number ? new $util.LongBits(message.outputBytes.low >>> 0, message.outputBytes.high >>> 0).toNumber(true) : message.outputBytes;
                    if (message.processCount != null && $Object.hasOwnProperty.call(message, "processCount"))
                        object.processCount = message.processCount;
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.memoryBytes = typeof message.memoryBytes === "number" ? $BigInt(message.memoryBytes) : $util.Long.fromBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.memoryBytes === "number")
                            object.memoryBytes = options.longs === $String ? $String(message.memoryBytes) : message.memoryBytes;
                        else
                            object.memoryBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.memoryBytes) : options.longs === $Number ? new $util.LongBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0).toNumber(true) : message.memoryBytes;
                    return object;
                };

                /**
                 * Converts this TaskLimits to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.TaskLimits
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TaskLimits.prototype.toJSON = function() {
                    return TaskLimits.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TaskLimits;
            })();

            v1.RunRequest = (function() {

                /**
                 * Properties of a RunRequest.
                 * @typedef {Object} vmslot.agent.v1.RunRequest.$Properties
                 * @property {string} [taskId] RunRequest taskId
                 * @property {Array.<vmslot.agent.v1.Step.$Properties>} [steps] RunRequest steps
                 * @property {string} [user] RunRequest user
                 * @property {vmslot.agent.v1.TaskLimits.$Properties} [limits] RunRequest limits
                 * @property {number} [statusIntervalMs] RunRequest statusIntervalMs
                 * @property {Array.<string>} [trickleFiles] RunRequest trickleFiles
                 * @property {Array.<string>} [uploadFiles] RunRequest uploadFiles
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RunRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IRunRequest
                 * @augments vmslot.agent.v1.RunRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.RunRequest.$Properties instead.
                 */

                /**
                 * Shape of a RunRequest.
                 * @typedef {vmslot.agent.v1.RunRequest.$Properties} vmslot.agent.v1.RunRequest.$Shape
                 */

                /**
                 * Constructs a new RunRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a RunRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.RunRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RunRequest = function (properties) {
                    this.steps = [];
                    this.trickleFiles = [];
                    this.uploadFiles = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RunRequest taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.taskId = "";

                /**
                 * RunRequest steps.
                 * @member {Array.<vmslot.agent.v1.Step>} steps
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.steps = $util.emptyArray;

                /**
                 * RunRequest user.
                 * @member {string} user
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.user = "";

                /**
                 * RunRequest limits.
                 * @member {vmslot.agent.v1.TaskLimits} limits
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.limits = null;

                /**
                 * RunRequest statusIntervalMs.
                 * @member {number} statusIntervalMs
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.statusIntervalMs = 0;

                /**
                 * RunRequest trickleFiles.
                 * @member {Array.<string>} trickleFiles
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.trickleFiles = $util.emptyArray;

                /**
                 * RunRequest uploadFiles.
                 * @member {Array.<string>} uploadFiles
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 */
                RunRequest.prototype.uploadFiles = $util.emptyArray;

                /**
                 * Creates a new RunRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {vmslot.agent.v1.RunRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.RunRequest} RunRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.RunRequest.$Shape): vmslot.agent.v1.RunRequest & vmslot.agent.v1.RunRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.RunRequest.$Properties): vmslot.agent.v1.RunRequest;
                 * }}
                 */
                RunRequest.create = function(properties) {
                    return new RunRequest(properties);
                };

                /**
                 * Encodes the specified RunRequest message. Does not implicitly {@link vmslot.agent.v1.RunRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {vmslot.agent.v1.RunRequest.$Properties} message RunRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RunRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.steps != null && message.steps.length)
                        for (let i = 0; i < message.steps.length; ++i)
                            $root.vmslot.agent.v1.Step.encode(message.steps[i], writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user") && message.user !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.user);
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        $root.vmslot.agent.v1.TaskLimits.encode(message.limits, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.statusIntervalMs != null && $Object.hasOwnProperty.call(message, "statusIntervalMs") && message.statusIntervalMs !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.statusIntervalMs);
                    if (message.trickleFiles != null && message.trickleFiles.length)
                        for (let i = 0; i < message.trickleFiles.length; ++i)
                            writer.uint32(/* id 6, wireType 2 =*/50).string(message.trickleFiles[i]);
                    if (message.uploadFiles != null && message.uploadFiles.length)
                        for (let i = 0; i < message.uploadFiles.length; ++i)
                            writer.uint32(/* id 7, wireType 2 =*/58).string(message.uploadFiles[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RunRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RunRequest & vmslot.agent.v1.RunRequest.$Shape} RunRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RunRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.RunRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.steps && message.steps.length))
                                    message.steps = [];
                                message.steps.push($root.vmslot.agent.v1.Step.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.user = value;
                                else
                                    delete message.user;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.limits = $root.vmslot.agent.v1.TaskLimits.decode(reader, reader.size(), $undefined, _depth + 1, message.limits);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.statusIntervalMs = value;
                                else
                                    delete message.statusIntervalMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.trickleFiles && message.trickleFiles.length))
                                    message.trickleFiles = [];
                                message.trickleFiles.push(reader.stringVerify());
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.uploadFiles && message.uploadFiles.length))
                                    message.uploadFiles = [];
                                message.uploadFiles.push(reader.stringVerify());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a RunRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                RunRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    if (message.steps != null && $Object.hasOwnProperty.call(message, "steps")) {
                        if (!$Array.isArray(message.steps))
                            return "steps: array expected";
                        for (let i = 0; i < message.steps.length; ++i) {
                            let error = $root.vmslot.agent.v1.Step.verify(message.steps[i], _depth + 1);
                            if (error)
                                return "steps." + error;
                        }
                    }
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user"))
                        if (!$util.isString(message.user))
                            return "user: string expected";
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits")) {
                        let error = $root.vmslot.agent.v1.TaskLimits.verify(message.limits, _depth + 1);
                        if (error)
                            return "limits." + error;
                    }
                    if (message.statusIntervalMs != null && $Object.hasOwnProperty.call(message, "statusIntervalMs"))
                        if (!$util.isInteger(message.statusIntervalMs))
                            return "statusIntervalMs: integer expected";
                    if (message.trickleFiles != null && $Object.hasOwnProperty.call(message, "trickleFiles")) {
                        if (!$Array.isArray(message.trickleFiles))
                            return "trickleFiles: array expected";
                        for (let i = 0; i < message.trickleFiles.length; ++i)
                            if (!$util.isString(message.trickleFiles[i]))
                                return "trickleFiles: string[] expected";
                    }
                    if (message.uploadFiles != null && $Object.hasOwnProperty.call(message, "uploadFiles")) {
                        if (!$Array.isArray(message.uploadFiles))
                            return "uploadFiles: array expected";
                        for (let i = 0; i < message.uploadFiles.length; ++i)
                            if (!$util.isString(message.uploadFiles[i]))
                                return "uploadFiles: string[] expected";
                    }
                    return null;
                };

                /**
                 * Creates a RunRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.RunRequest} RunRequest
                 */
                RunRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.RunRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.RunRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.RunRequest();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    if (object.steps) {
                        if (!$Array.isArray(object.steps))
                            throw $TypeError(".vmslot.agent.v1.RunRequest.steps: array expected");
                        message.steps = $Array(object.steps.length);
                        for (let i = 0; i < object.steps.length; ++i) {
                            if (!$util.isObject(object.steps[i]))
                                throw $TypeError(".vmslot.agent.v1.RunRequest.steps: object expected");
                            message.steps[i] = $root.vmslot.agent.v1.Step.fromObject(object.steps[i], _depth + 1);
                        }
                    }
                    if (object.user != null)
                        if (typeof object.user !== "string" || object.user.length)
                            message.user = $String(object.user);
                    if (object.limits != null) {
                        if (!$util.isObject(object.limits))
                            throw $TypeError(".vmslot.agent.v1.RunRequest.limits: object expected");
                        message.limits = $root.vmslot.agent.v1.TaskLimits.fromObject(object.limits, _depth + 1);
                    }
                    if (object.statusIntervalMs != null)
                        if ($Number(object.statusIntervalMs) !== 0)
                            message.statusIntervalMs = object.statusIntervalMs >>> 0;
                    if (object.trickleFiles) {
                        if (!$Array.isArray(object.trickleFiles))
                            throw $TypeError(".vmslot.agent.v1.RunRequest.trickleFiles: array expected");
                        message.trickleFiles = $Array(object.trickleFiles.length);
                        for (let i = 0; i < object.trickleFiles.length; ++i)
                            message.trickleFiles[i] = $String(object.trickleFiles[i]);
                    }
                    if (object.uploadFiles) {
                        if (!$Array.isArray(object.uploadFiles))
                            throw $TypeError(".vmslot.agent.v1.RunRequest.uploadFiles: array expected");
                        message.uploadFiles = $Array(object.uploadFiles.length);
                        for (let i = 0; i < object.uploadFiles.length; ++i)
                            message.uploadFiles[i] = $String(object.uploadFiles[i]);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a RunRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.RunRequest
                 * @static
                 * @param {vmslot.agent.v1.RunRequest} message RunRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RunRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults) {
                        object.steps = [];
                        object.trickleFiles = [];
                        object.uploadFiles = [];
                    }
                    if (options.defaults) {
                        object.taskId = "";
                        object.user = "";
                        object.limits = null;
                        object.statusIntervalMs = 0;
                    }
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    if (message.steps && message.steps.length) {
                        object.steps = $Array(message.steps.length);
                        for (let j = 0; j < message.steps.length; ++j)
                            object.steps[j] = $root.vmslot.agent.v1.Step.toObject(message.steps[j], options, _depth + 1);
                    }
                    if (message.user != null && $Object.hasOwnProperty.call(message, "user"))
                        object.user = message.user;
                    if (message.limits != null && $Object.hasOwnProperty.call(message, "limits"))
                        object.limits = $root.vmslot.agent.v1.TaskLimits.toObject(message.limits, options, _depth + 1);
                    if (message.statusIntervalMs != null && $Object.hasOwnProperty.call(message, "statusIntervalMs"))
                        object.statusIntervalMs = message.statusIntervalMs;
                    if (message.trickleFiles && message.trickleFiles.length) {
                        object.trickleFiles = $Array(message.trickleFiles.length);
                        for (let j = 0; j < message.trickleFiles.length; ++j)
                            object.trickleFiles[j] = message.trickleFiles[j];
                    }
                    if (message.uploadFiles && message.uploadFiles.length) {
                        object.uploadFiles = $Array(message.uploadFiles.length);
                        for (let j = 0; j < message.uploadFiles.length; ++j)
                            object.uploadFiles[j] = message.uploadFiles[j];
                    }
                    return object;
                };

                /**
                 * Converts this RunRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.RunRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RunRequest.prototype.toJSON = function() {
                    return RunRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RunRequest;
            })();

            v1.RunResponse = (function() {

                /**
                 * Properties of a RunResponse.
                 * @typedef {Object} vmslot.agent.v1.RunResponse.$Properties
                 * @property {vmslot.agent.v1.TaskEvent.$Properties} [event] RunResponse event
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RunResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IRunResponse
                 * @augments vmslot.agent.v1.RunResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.RunResponse.$Properties instead.
                 */

                /**
                 * Shape of a RunResponse.
                 * @typedef {{
                 *   event?: vmslot.agent.v1.TaskEvent.$Shape;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} vmslot.agent.v1.RunResponse.$Shape
                 */

                /**
                 * Constructs a new RunResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a RunResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.RunResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RunResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RunResponse event.
                 * @member {vmslot.agent.v1.TaskEvent} event
                 * @memberof vmslot.agent.v1.RunResponse
                 * @instance
                 */
                RunResponse.prototype.event = null;

                /**
                 * Creates a new RunResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {vmslot.agent.v1.RunResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.RunResponse} RunResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.RunResponse.$Shape): vmslot.agent.v1.RunResponse & vmslot.agent.v1.RunResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.RunResponse.$Properties): vmslot.agent.v1.RunResponse;
                 * }}
                 */
                RunResponse.create = function(properties) {
                    return new RunResponse(properties);
                };

                /**
                 * Encodes the specified RunResponse message. Does not implicitly {@link vmslot.agent.v1.RunResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {vmslot.agent.v1.RunResponse.$Properties} message RunResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RunResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        $root.vmslot.agent.v1.TaskEvent.encode(message.event, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RunResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RunResponse & vmslot.agent.v1.RunResponse.$Shape} RunResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RunResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.RunResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.event = $root.vmslot.agent.v1.TaskEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a RunResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                RunResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event")) {
                        let error = $root.vmslot.agent.v1.TaskEvent.verify(message.event, _depth + 1);
                        if (error)
                            return "event." + error;
                    }
                    return null;
                };

                /**
                 * Creates a RunResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.RunResponse} RunResponse
                 */
                RunResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.RunResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.RunResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.RunResponse();
                    if (object.event != null) {
                        if (!$util.isObject(object.event))
                            throw $TypeError(".vmslot.agent.v1.RunResponse.event: object expected");
                        message.event = $root.vmslot.agent.v1.TaskEvent.fromObject(object.event, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a RunResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.RunResponse
                 * @static
                 * @param {vmslot.agent.v1.RunResponse} message RunResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RunResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.event = null;
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        object.event = $root.vmslot.agent.v1.TaskEvent.toObject(message.event, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this RunResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.RunResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RunResponse.prototype.toJSON = function() {
                    return RunResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RunResponse;
            })();

            v1.AttachRequest = (function() {

                /**
                 * Properties of an AttachRequest.
                 * @typedef {Object} vmslot.agent.v1.AttachRequest.$Properties
                 * @property {string} [taskId] AttachRequest taskId
                 * @property {number} [afterSequence] AttachRequest afterSequence
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AttachRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IAttachRequest
                 * @augments vmslot.agent.v1.AttachRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.AttachRequest.$Properties instead.
                 */

                /**
                 * Shape of an AttachRequest.
                 * @typedef {vmslot.agent.v1.AttachRequest.$Properties} vmslot.agent.v1.AttachRequest.$Shape
                 */

                /**
                 * Constructs a new AttachRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an AttachRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.AttachRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AttachRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AttachRequest taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @instance
                 */
                AttachRequest.prototype.taskId = "";

                /**
                 * AttachRequest afterSequence.
                 * @member {number} afterSequence
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @instance
                 */
                AttachRequest.prototype.afterSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new AttachRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {vmslot.agent.v1.AttachRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.AttachRequest} AttachRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.AttachRequest.$Shape): vmslot.agent.v1.AttachRequest & vmslot.agent.v1.AttachRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.AttachRequest.$Properties): vmslot.agent.v1.AttachRequest;
                 * }}
                 */
                AttachRequest.create = function(properties) {
                    return new AttachRequest(properties);
                };

                /**
                 * Encodes the specified AttachRequest message. Does not implicitly {@link vmslot.agent.v1.AttachRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {vmslot.agent.v1.AttachRequest.$Properties} message AttachRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AttachRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence") && (typeof message.afterSequence === "object" ? message.afterSequence.low || message.afterSequence.high : message.afterSequence !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.afterSequence);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AttachRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AttachRequest & vmslot.agent.v1.AttachRequest.$Shape} AttachRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AttachRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.AttachRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.afterSequence = value;
                                else
                                    delete message.afterSequence;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an AttachRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                AttachRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence"))
                        if (!$util.isInteger(message.afterSequence) && !(message.afterSequence && $util.isInteger(message.afterSequence.low) && $util.isInteger(message.afterSequence.high)))
                            return "afterSequence: integer|Long expected";
                    return null;
                };

                /**
                 * Creates an AttachRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.AttachRequest} AttachRequest
                 */
                AttachRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.AttachRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.AttachRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.AttachRequest();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    if (object.afterSequence != null)
                        if (typeof object.afterSequence === "object" ? object.afterSequence.low || object.afterSequence.high : $Number(object.afterSequence) !== 0)
                            if ($util.Long)
                                message.afterSequence = $util.Long.fromValue(object.afterSequence, true);
                            else if (typeof object.afterSequence === "string")
                                message.afterSequence = $parseInt(object.afterSequence, 10);
                            else if (typeof object.afterSequence === "number")
                                message.afterSequence = object.afterSequence;
                            else if (typeof object.afterSequence === "object")
                                message.afterSequence = new $util.LongBits(object.afterSequence.low >>> 0, object.afterSequence.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from an AttachRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @static
                 * @param {vmslot.agent.v1.AttachRequest} message AttachRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                AttachRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.taskId = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.afterSequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.afterSequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    if (message.afterSequence != null && $Object.hasOwnProperty.call(message, "afterSequence"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.afterSequence = typeof message.afterSequence === "number" ? $BigInt(message.afterSequence) : $util.Long.fromBits(message.afterSequence.low >>> 0, message.afterSequence.high >>> 0, true).toBigInt();
                        else if (typeof message.afterSequence === "number")
                            object.afterSequence = options.longs === $String ? $String(message.afterSequence) : message.afterSequence;
                        else
                            object.afterSequence = options.longs === $String ? $util.Long.prototype.toString.call(message.afterSequence) : options.longs === $Number ? new $util.LongBits(message.afterSequence.low >>> 0, message.afterSequence.high >>> 0).toNumber(true) : message.afterSequence;
                    return object;
                };

                /**
                 * Converts this AttachRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.AttachRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                AttachRequest.prototype.toJSON = function() {
                    return AttachRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return AttachRequest;
            })();

            v1.AttachResponse = (function() {

                /**
                 * Properties of an AttachResponse.
                 * @typedef {Object} vmslot.agent.v1.AttachResponse.$Properties
                 * @property {vmslot.agent.v1.TaskEvent.$Properties} [event] AttachResponse event
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AttachResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IAttachResponse
                 * @augments vmslot.agent.v1.AttachResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.AttachResponse.$Properties instead.
                 */

                /**
                 * Shape of an AttachResponse.
                 * @typedef {{
                 *   event?: vmslot.agent.v1.TaskEvent.$Shape;
                 *   $unknowns?: Array.<Uint8Array>;
                 * }} vmslot.agent.v1.AttachResponse.$Shape
                 */

                /**
                 * Constructs a new AttachResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an AttachResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.AttachResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AttachResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AttachResponse event.
                 * @member {vmslot.agent.v1.TaskEvent} event
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @instance
                 */
                AttachResponse.prototype.event = null;

                /**
                 * Creates a new AttachResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {vmslot.agent.v1.AttachResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.AttachResponse} AttachResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.AttachResponse.$Shape): vmslot.agent.v1.AttachResponse & vmslot.agent.v1.AttachResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.AttachResponse.$Properties): vmslot.agent.v1.AttachResponse;
                 * }}
                 */
                AttachResponse.create = function(properties) {
                    return new AttachResponse(properties);
                };

                /**
                 * Encodes the specified AttachResponse message. Does not implicitly {@link vmslot.agent.v1.AttachResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {vmslot.agent.v1.AttachResponse.$Properties} message AttachResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AttachResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        $root.vmslot.agent.v1.TaskEvent.encode(message.event, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AttachResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AttachResponse & vmslot.agent.v1.AttachResponse.$Shape} AttachResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AttachResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.AttachResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.event = $root.vmslot.agent.v1.TaskEvent.decode(reader, reader.size(), $undefined, _depth + 1, message.event);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an AttachResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                AttachResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event")) {
                        let error = $root.vmslot.agent.v1.TaskEvent.verify(message.event, _depth + 1);
                        if (error)
                            return "event." + error;
                    }
                    return null;
                };

                /**
                 * Creates an AttachResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.AttachResponse} AttachResponse
                 */
                AttachResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.AttachResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.AttachResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.AttachResponse();
                    if (object.event != null) {
                        if (!$util.isObject(object.event))
                            throw $TypeError(".vmslot.agent.v1.AttachResponse.event: object expected");
                        message.event = $root.vmslot.agent.v1.TaskEvent.fromObject(object.event, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from an AttachResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @static
                 * @param {vmslot.agent.v1.AttachResponse} message AttachResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                AttachResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.event = null;
                    if (message.event != null && $Object.hasOwnProperty.call(message, "event"))
                        object.event = $root.vmslot.agent.v1.TaskEvent.toObject(message.event, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this AttachResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.AttachResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                AttachResponse.prototype.toJSON = function() {
                    return AttachResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return AttachResponse;
            })();

            /**
             * TaskVerb enum.
             * @name vmslot.agent.v1.TaskVerb
             * @enum {number}
             * @property {number} TASK_VERB_UNSPECIFIED=0 TASK_VERB_UNSPECIFIED value
             * @property {number} TASK_VERB_TERMINATE=1 TASK_VERB_TERMINATE value
             * @property {number} TASK_VERB_KILL=2 TASK_VERB_KILL value
             * @property {number} TASK_VERB_SUSPEND=3 TASK_VERB_SUSPEND value
             * @property {number} TASK_VERB_RESUME=4 TASK_VERB_RESUME value
             * @property {number} TASK_VERB_SIGNAL=5 TASK_VERB_SIGNAL value
             */
            v1.TaskVerb = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TASK_VERB_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TASK_VERB_TERMINATE"] = 1;
                values[valuesById[2] = "TASK_VERB_KILL"] = 2;
                values[valuesById[3] = "TASK_VERB_SUSPEND"] = 3;
                values[valuesById[4] = "TASK_VERB_RESUME"] = 4;
                values[valuesById[5] = "TASK_VERB_SIGNAL"] = 5;
                return values;
            })();

            v1.ControlRequest = (function() {

                /**
                 * Properties of a ControlRequest.
                 * @typedef {Object} vmslot.agent.v1.ControlRequest.$Properties
                 * @property {string} [taskId] ControlRequest taskId
                 * @property {vmslot.agent.v1.TaskVerb} [verb] ControlRequest verb
                 * @property {number} [graceMs] ControlRequest graceMs
                 * @property {number} [signalNumber] ControlRequest signalNumber
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ControlRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IControlRequest
                 * @augments vmslot.agent.v1.ControlRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.ControlRequest.$Properties instead.
                 */

                /**
                 * Shape of a ControlRequest.
                 * @typedef {vmslot.agent.v1.ControlRequest.$Properties} vmslot.agent.v1.ControlRequest.$Shape
                 */

                /**
                 * Constructs a new ControlRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ControlRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.ControlRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ControlRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ControlRequest taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @instance
                 */
                ControlRequest.prototype.taskId = "";

                /**
                 * ControlRequest verb.
                 * @member {vmslot.agent.v1.TaskVerb} verb
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @instance
                 */
                ControlRequest.prototype.verb = 0;

                /**
                 * ControlRequest graceMs.
                 * @member {number} graceMs
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @instance
                 */
                ControlRequest.prototype.graceMs = 0;

                /**
                 * ControlRequest signalNumber.
                 * @member {number} signalNumber
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @instance
                 */
                ControlRequest.prototype.signalNumber = 0;

                /**
                 * Creates a new ControlRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {vmslot.agent.v1.ControlRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ControlRequest} ControlRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ControlRequest.$Shape): vmslot.agent.v1.ControlRequest & vmslot.agent.v1.ControlRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.ControlRequest.$Properties): vmslot.agent.v1.ControlRequest;
                 * }}
                 */
                ControlRequest.create = function(properties) {
                    return new ControlRequest(properties);
                };

                /**
                 * Encodes the specified ControlRequest message. Does not implicitly {@link vmslot.agent.v1.ControlRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {vmslot.agent.v1.ControlRequest.$Properties} message ControlRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ControlRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.verb != null && $Object.hasOwnProperty.call(message, "verb") && message.verb !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.verb);
                    if (message.graceMs != null && $Object.hasOwnProperty.call(message, "graceMs") && message.graceMs !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.graceMs);
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber") && message.signalNumber !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.signalNumber);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ControlRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ControlRequest & vmslot.agent.v1.ControlRequest.$Shape} ControlRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ControlRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ControlRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.verb = value;
                                else
                                    delete message.verb;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.graceMs = value;
                                else
                                    delete message.graceMs;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.signalNumber = value;
                                else
                                    delete message.signalNumber;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ControlRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ControlRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    if (message.verb != null && $Object.hasOwnProperty.call(message, "verb"))
                        if (typeof message.verb !== "number" || (message.verb | 0) !== message.verb)
                            return "verb: enum value expected";
                    if (message.graceMs != null && $Object.hasOwnProperty.call(message, "graceMs"))
                        if (!$util.isInteger(message.graceMs))
                            return "graceMs: integer expected";
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber"))
                        if (!$util.isInteger(message.signalNumber))
                            return "signalNumber: integer expected";
                    return null;
                };

                /**
                 * Creates a ControlRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ControlRequest} ControlRequest
                 */
                ControlRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ControlRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ControlRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.ControlRequest();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    if (object.verb !== 0 && (typeof object.verb !== "string" || $root.vmslot.agent.v1.TaskVerb[object.verb] !== 0))
                        switch (object.verb) {
                        case "TASK_VERB_UNSPECIFIED":
                        case 0:
                            message.verb = 0;
                            break;
                        case "TASK_VERB_TERMINATE":
                        case 1:
                            message.verb = 1;
                            break;
                        case "TASK_VERB_KILL":
                        case 2:
                            message.verb = 2;
                            break;
                        case "TASK_VERB_SUSPEND":
                        case 3:
                            message.verb = 3;
                            break;
                        case "TASK_VERB_RESUME":
                        case 4:
                            message.verb = 4;
                            break;
                        case "TASK_VERB_SIGNAL":
                        case 5:
                            message.verb = 5;
                            break;
                        default:
                            if (typeof object.verb === "number" && (object.verb | 0) === object.verb)
                                message.verb = object.verb;
                        }
                    if (object.graceMs != null)
                        if ($Number(object.graceMs) !== 0)
                            message.graceMs = object.graceMs >>> 0;
                    if (object.signalNumber != null)
                        if ($Number(object.signalNumber) !== 0)
                            message.signalNumber = object.signalNumber >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a ControlRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @static
                 * @param {vmslot.agent.v1.ControlRequest} message ControlRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ControlRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.taskId = "";
                        object.verb = options.enums === $String ? "TASK_VERB_UNSPECIFIED" : 0;
                        object.graceMs = 0;
                        object.signalNumber = 0;
                    }
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    if (message.verb != null && $Object.hasOwnProperty.call(message, "verb"))
                        object.verb = options.enums === $String ? $root.vmslot.agent.v1.TaskVerb[message.verb] === $undefined ? message.verb : $root.vmslot.agent.v1.TaskVerb[message.verb] : message.verb;
                    if (message.graceMs != null && $Object.hasOwnProperty.call(message, "graceMs"))
                        object.graceMs = message.graceMs;
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber"))
                        object.signalNumber = message.signalNumber;
                    return object;
                };

                /**
                 * Converts this ControlRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ControlRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ControlRequest.prototype.toJSON = function() {
                    return ControlRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ControlRequest;
            })();

            v1.ControlResponse = (function() {

                /**
                 * Properties of a ControlResponse.
                 * @typedef {Object} vmslot.agent.v1.ControlResponse.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ControlResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IControlResponse
                 * @augments vmslot.agent.v1.ControlResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.ControlResponse.$Properties instead.
                 */

                /**
                 * Shape of a ControlResponse.
                 * @typedef {vmslot.agent.v1.ControlResponse.$Properties} vmslot.agent.v1.ControlResponse.$Shape
                 */

                /**
                 * Constructs a new ControlResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ControlResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.ControlResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ControlResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new ControlResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {vmslot.agent.v1.ControlResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ControlResponse} ControlResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ControlResponse.$Shape): vmslot.agent.v1.ControlResponse & vmslot.agent.v1.ControlResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.ControlResponse.$Properties): vmslot.agent.v1.ControlResponse;
                 * }}
                 */
                ControlResponse.create = function(properties) {
                    return new ControlResponse(properties);
                };

                /**
                 * Encodes the specified ControlResponse message. Does not implicitly {@link vmslot.agent.v1.ControlResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {vmslot.agent.v1.ControlResponse.$Properties} message ControlResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ControlResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ControlResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ControlResponse & vmslot.agent.v1.ControlResponse.$Shape} ControlResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ControlResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ControlResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ControlResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ControlResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates a ControlResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ControlResponse} ControlResponse
                 */
                ControlResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ControlResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ControlResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.ControlResponse();
                };

                /**
                 * Creates a plain object from a ControlResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @static
                 * @param {vmslot.agent.v1.ControlResponse} message ControlResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ControlResponse.toObject = function () {
                    return {};
                };

                /**
                 * Converts this ControlResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ControlResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ControlResponse.prototype.toJSON = function() {
                    return ControlResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ControlResponse;
            })();

            v1.DeliverRequest = (function() {

                /**
                 * Properties of a DeliverRequest.
                 * @typedef {Object} vmslot.agent.v1.DeliverRequest.$Properties
                 * @property {string} [taskId] DeliverRequest taskId
                 * @property {string} [name] DeliverRequest name
                 * @property {Uint8Array} [content] DeliverRequest content
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeliverRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IDeliverRequest
                 * @augments vmslot.agent.v1.DeliverRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.DeliverRequest.$Properties instead.
                 */

                /**
                 * Shape of a DeliverRequest.
                 * @typedef {vmslot.agent.v1.DeliverRequest.$Properties} vmslot.agent.v1.DeliverRequest.$Shape
                 */

                /**
                 * Constructs a new DeliverRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a DeliverRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.DeliverRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeliverRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DeliverRequest taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @instance
                 */
                DeliverRequest.prototype.taskId = "";

                /**
                 * DeliverRequest name.
                 * @member {string} name
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @instance
                 */
                DeliverRequest.prototype.name = "";

                /**
                 * DeliverRequest content.
                 * @member {Uint8Array} content
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @instance
                 */
                DeliverRequest.prototype.content = $util.newBuffer([]);

                /**
                 * Creates a new DeliverRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {vmslot.agent.v1.DeliverRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.DeliverRequest} DeliverRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.DeliverRequest.$Shape): vmslot.agent.v1.DeliverRequest & vmslot.agent.v1.DeliverRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.DeliverRequest.$Properties): vmslot.agent.v1.DeliverRequest;
                 * }}
                 */
                DeliverRequest.create = function(properties) {
                    return new DeliverRequest(properties);
                };

                /**
                 * Encodes the specified DeliverRequest message. Does not implicitly {@link vmslot.agent.v1.DeliverRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {vmslot.agent.v1.DeliverRequest.$Properties} message DeliverRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeliverRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.name);
                    if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.content);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeliverRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DeliverRequest & vmslot.agent.v1.DeliverRequest.$Shape} DeliverRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeliverRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.DeliverRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.content = value;
                                else
                                    delete message.content;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a DeliverRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                DeliverRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        if (!$util.isString(message.name))
                            return "name: string expected";
                    if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                        if (!(message.content && typeof message.content.length === "number" || $util.isString(message.content)))
                            return "content: buffer expected";
                    return null;
                };

                /**
                 * Creates a DeliverRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.DeliverRequest} DeliverRequest
                 */
                DeliverRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.DeliverRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.DeliverRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.DeliverRequest();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.content != null)
                        if (object.content.length)
                            if (typeof object.content === "string")
                                $util.base64.decode(object.content, message.content = $util.newBuffer($util.base64.length(object.content)), 0);
                            else if (object.content.length >= 0)
                                message.content = object.content;
                    return message;
                };

                /**
                 * Creates a plain object from a DeliverRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @static
                 * @param {vmslot.agent.v1.DeliverRequest} message DeliverRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeliverRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.taskId = "";
                        object.name = "";
                        if (options.bytes === $String)
                            object.content = "";
                        else {
                            object.content = [];
                            if (options.bytes !== $Array)
                                object.content = $util.newBuffer(object.content);
                        }
                    }
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                        object.content = options.bytes === $String ? $util.base64.encode(message.content, 0, message.content.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.content) : message.content;
                    return object;
                };

                /**
                 * Converts this DeliverRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.DeliverRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeliverRequest.prototype.toJSON = function() {
                    return DeliverRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeliverRequest;
            })();

            v1.DeliverResponse = (function() {

                /**
                 * Properties of a DeliverResponse.
                 * @typedef {Object} vmslot.agent.v1.DeliverResponse.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DeliverResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IDeliverResponse
                 * @augments vmslot.agent.v1.DeliverResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.DeliverResponse.$Properties instead.
                 */

                /**
                 * Shape of a DeliverResponse.
                 * @typedef {vmslot.agent.v1.DeliverResponse.$Properties} vmslot.agent.v1.DeliverResponse.$Shape
                 */

                /**
                 * Constructs a new DeliverResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a DeliverResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.DeliverResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DeliverResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new DeliverResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {vmslot.agent.v1.DeliverResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.DeliverResponse} DeliverResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.DeliverResponse.$Shape): vmslot.agent.v1.DeliverResponse & vmslot.agent.v1.DeliverResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.DeliverResponse.$Properties): vmslot.agent.v1.DeliverResponse;
                 * }}
                 */
                DeliverResponse.create = function(properties) {
                    return new DeliverResponse(properties);
                };

                /**
                 * Encodes the specified DeliverResponse message. Does not implicitly {@link vmslot.agent.v1.DeliverResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {vmslot.agent.v1.DeliverResponse.$Properties} message DeliverResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DeliverResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DeliverResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.DeliverResponse & vmslot.agent.v1.DeliverResponse.$Shape} DeliverResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DeliverResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.DeliverResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a DeliverResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                DeliverResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates a DeliverResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.DeliverResponse} DeliverResponse
                 */
                DeliverResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.DeliverResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.DeliverResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.DeliverResponse();
                };

                /**
                 * Creates a plain object from a DeliverResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @static
                 * @param {vmslot.agent.v1.DeliverResponse} message DeliverResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                DeliverResponse.toObject = function () {
                    return {};
                };

                /**
                 * Converts this DeliverResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.DeliverResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                DeliverResponse.prototype.toJSON = function() {
                    return DeliverResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return DeliverResponse;
            })();

            v1.ListRequest = (function() {

                /**
                 * Properties of a ListRequest.
                 * @typedef {Object} vmslot.agent.v1.ListRequest.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IListRequest
                 * @augments vmslot.agent.v1.ListRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.ListRequest.$Properties instead.
                 */

                /**
                 * Shape of a ListRequest.
                 * @typedef {vmslot.agent.v1.ListRequest.$Properties} vmslot.agent.v1.ListRequest.$Shape
                 */

                /**
                 * Constructs a new ListRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ListRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.ListRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new ListRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {vmslot.agent.v1.ListRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ListRequest} ListRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ListRequest.$Shape): vmslot.agent.v1.ListRequest & vmslot.agent.v1.ListRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.ListRequest.$Properties): vmslot.agent.v1.ListRequest;
                 * }}
                 */
                ListRequest.create = function(properties) {
                    return new ListRequest(properties);
                };

                /**
                 * Encodes the specified ListRequest message. Does not implicitly {@link vmslot.agent.v1.ListRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {vmslot.agent.v1.ListRequest.$Properties} message ListRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListRequest & vmslot.agent.v1.ListRequest.$Shape} ListRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ListRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ListRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ListRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates a ListRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ListRequest} ListRequest
                 */
                ListRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ListRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ListRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.ListRequest();
                };

                /**
                 * Creates a plain object from a ListRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ListRequest
                 * @static
                 * @param {vmslot.agent.v1.ListRequest} message ListRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListRequest.toObject = function () {
                    return {};
                };

                /**
                 * Converts this ListRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ListRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListRequest.prototype.toJSON = function() {
                    return ListRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListRequest;
            })();

            v1.ListResponse = (function() {

                /**
                 * Properties of a ListResponse.
                 * @typedef {Object} vmslot.agent.v1.ListResponse.$Properties
                 * @property {Array.<vmslot.agent.v1.TaskSummary.$Properties>} [tasks] ListResponse tasks
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IListResponse
                 * @augments vmslot.agent.v1.ListResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.ListResponse.$Properties instead.
                 */

                /**
                 * Shape of a ListResponse.
                 * @typedef {vmslot.agent.v1.ListResponse.$Properties} vmslot.agent.v1.ListResponse.$Shape
                 */

                /**
                 * Constructs a new ListResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ListResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.ListResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListResponse = function (properties) {
                    this.tasks = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ListResponse tasks.
                 * @member {Array.<vmslot.agent.v1.TaskSummary>} tasks
                 * @memberof vmslot.agent.v1.ListResponse
                 * @instance
                 */
                ListResponse.prototype.tasks = $util.emptyArray;

                /**
                 * Creates a new ListResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {vmslot.agent.v1.ListResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ListResponse} ListResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ListResponse.$Shape): vmslot.agent.v1.ListResponse & vmslot.agent.v1.ListResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.ListResponse.$Properties): vmslot.agent.v1.ListResponse;
                 * }}
                 */
                ListResponse.create = function(properties) {
                    return new ListResponse(properties);
                };

                /**
                 * Encodes the specified ListResponse message. Does not implicitly {@link vmslot.agent.v1.ListResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {vmslot.agent.v1.ListResponse.$Properties} message ListResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.tasks != null && message.tasks.length)
                        for (let i = 0; i < message.tasks.length; ++i)
                            $root.vmslot.agent.v1.TaskSummary.encode(message.tasks[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListResponse & vmslot.agent.v1.ListResponse.$Shape} ListResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ListResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.tasks && message.tasks.length))
                                    message.tasks = [];
                                message.tasks.push($root.vmslot.agent.v1.TaskSummary.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ListResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ListResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.tasks != null && $Object.hasOwnProperty.call(message, "tasks")) {
                        if (!$Array.isArray(message.tasks))
                            return "tasks: array expected";
                        for (let i = 0; i < message.tasks.length; ++i) {
                            let error = $root.vmslot.agent.v1.TaskSummary.verify(message.tasks[i], _depth + 1);
                            if (error)
                                return "tasks." + error;
                        }
                    }
                    return null;
                };

                /**
                 * Creates a ListResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ListResponse} ListResponse
                 */
                ListResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ListResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ListResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.ListResponse();
                    if (object.tasks) {
                        if (!$Array.isArray(object.tasks))
                            throw $TypeError(".vmslot.agent.v1.ListResponse.tasks: array expected");
                        message.tasks = $Array(object.tasks.length);
                        for (let i = 0; i < object.tasks.length; ++i) {
                            if (!$util.isObject(object.tasks[i]))
                                throw $TypeError(".vmslot.agent.v1.ListResponse.tasks: object expected");
                            message.tasks[i] = $root.vmslot.agent.v1.TaskSummary.fromObject(object.tasks[i], _depth + 1);
                        }
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a ListResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ListResponse
                 * @static
                 * @param {vmslot.agent.v1.ListResponse} message ListResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.tasks = [];
                    if (message.tasks && message.tasks.length) {
                        object.tasks = $Array(message.tasks.length);
                        for (let j = 0; j < message.tasks.length; ++j)
                            object.tasks[j] = $root.vmslot.agent.v1.TaskSummary.toObject(message.tasks[j], options, _depth + 1);
                    }
                    return object;
                };

                /**
                 * Converts this ListResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ListResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListResponse.prototype.toJSON = function() {
                    return ListResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListResponse;
            })();

            v1.TaskSummary = (function() {

                /**
                 * Properties of a TaskSummary.
                 * @typedef {Object} vmslot.agent.v1.TaskSummary.$Properties
                 * @property {string} [taskId] TaskSummary taskId
                 * @property {vmslot.agent.v1.TaskState} [state] TaskSummary state
                 * @property {number} [lastSequence] TaskSummary lastSequence
                 * @property {vmslot.agent.v1.AppStatus.$Properties} [status] TaskSummary status
                 * @property {vmslot.agent.v1.TaskEnded.$Properties} [ended] TaskSummary ended
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TaskSummary.
                 * @memberof vmslot.agent.v1
                 * @interface ITaskSummary
                 * @augments vmslot.agent.v1.TaskSummary.$Properties
                 * @deprecated Use vmslot.agent.v1.TaskSummary.$Properties instead.
                 */

                /**
                 * Shape of a TaskSummary.
                 * @typedef {vmslot.agent.v1.TaskSummary.$Properties} vmslot.agent.v1.TaskSummary.$Shape
                 */

                /**
                 * Constructs a new TaskSummary.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a TaskSummary.
                 * @constructor
                 * @param {vmslot.agent.v1.TaskSummary.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TaskSummary = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TaskSummary taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 */
                TaskSummary.prototype.taskId = "";

                /**
                 * TaskSummary state.
                 * @member {vmslot.agent.v1.TaskState} state
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 */
                TaskSummary.prototype.state = 0;

                /**
                 * TaskSummary lastSequence.
                 * @member {number} lastSequence
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 */
                TaskSummary.prototype.lastSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * TaskSummary status.
                 * @member {vmslot.agent.v1.AppStatus} status
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 */
                TaskSummary.prototype.status = null;

                /**
                 * TaskSummary ended.
                 * @member {vmslot.agent.v1.TaskEnded} ended
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 */
                TaskSummary.prototype.ended = null;

                /**
                 * Creates a new TaskSummary instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {vmslot.agent.v1.TaskSummary.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.TaskSummary} TaskSummary instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.TaskSummary.$Shape): vmslot.agent.v1.TaskSummary & vmslot.agent.v1.TaskSummary.$Shape;
                 *   (properties?: vmslot.agent.v1.TaskSummary.$Properties): vmslot.agent.v1.TaskSummary;
                 * }}
                 */
                TaskSummary.create = function(properties) {
                    return new TaskSummary(properties);
                };

                /**
                 * Encodes the specified TaskSummary message. Does not implicitly {@link vmslot.agent.v1.TaskSummary.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {vmslot.agent.v1.TaskSummary.$Properties} message TaskSummary message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TaskSummary.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state") && message.state !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.state);
                    if (message.lastSequence != null && $Object.hasOwnProperty.call(message, "lastSequence") && (typeof message.lastSequence === "object" ? message.lastSequence.low || message.lastSequence.high : message.lastSequence !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.lastSequence);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.vmslot.agent.v1.AppStatus.encode(message.status, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                        $root.vmslot.agent.v1.TaskEnded.encode(message.ended, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TaskSummary message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskSummary & vmslot.agent.v1.TaskSummary.$Shape} TaskSummary
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TaskSummary.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.TaskSummary();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.state = value;
                                else
                                    delete message.state;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.lastSequence = value;
                                else
                                    delete message.lastSequence;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.vmslot.agent.v1.AppStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.ended = $root.vmslot.agent.v1.TaskEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.ended);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a TaskSummary message.
                 * @function verify
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                TaskSummary.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                        if (typeof message.state !== "number" || (message.state | 0) !== message.state)
                            return "state: enum value expected";
                    if (message.lastSequence != null && $Object.hasOwnProperty.call(message, "lastSequence"))
                        if (!$util.isInteger(message.lastSequence) && !(message.lastSequence && $util.isInteger(message.lastSequence.low) && $util.isInteger(message.lastSequence.high)))
                            return "lastSequence: integer|Long expected";
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status")) {
                        let error = $root.vmslot.agent.v1.AppStatus.verify(message.status, _depth + 1);
                        if (error)
                            return "status." + error;
                    }
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended")) {
                        let error = $root.vmslot.agent.v1.TaskEnded.verify(message.ended, _depth + 1);
                        if (error)
                            return "ended." + error;
                    }
                    return null;
                };

                /**
                 * Creates a TaskSummary message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.TaskSummary} TaskSummary
                 */
                TaskSummary.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.TaskSummary)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.TaskSummary: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.TaskSummary();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    if (object.state !== 0 && (typeof object.state !== "string" || $root.vmslot.agent.v1.TaskState[object.state] !== 0))
                        switch (object.state) {
                        case "TASK_STATE_UNSPECIFIED":
                        case 0:
                            message.state = 0;
                            break;
                        case "TASK_STATE_RUNNING":
                        case 1:
                            message.state = 1;
                            break;
                        case "TASK_STATE_SUSPENDED":
                        case 2:
                            message.state = 2;
                            break;
                        case "TASK_STATE_ENDED":
                        case 3:
                            message.state = 3;
                            break;
                        default:
                            if (typeof object.state === "number" && (object.state | 0) === object.state)
                                message.state = object.state;
                        }
                    if (object.lastSequence != null)
                        if (typeof object.lastSequence === "object" ? object.lastSequence.low || object.lastSequence.high : $Number(object.lastSequence) !== 0)
                            if ($util.Long)
                                message.lastSequence = $util.Long.fromValue(object.lastSequence, true);
                            else if (typeof object.lastSequence === "string")
                                message.lastSequence = $parseInt(object.lastSequence, 10);
                            else if (typeof object.lastSequence === "number")
                                message.lastSequence = object.lastSequence;
                            else if (typeof object.lastSequence === "object")
                                message.lastSequence = new $util.LongBits(object.lastSequence.low >>> 0, object.lastSequence.high >>> 0).toNumber(true);
                    if (object.status != null) {
                        if (!$util.isObject(object.status))
                            throw $TypeError(".vmslot.agent.v1.TaskSummary.status: object expected");
                        message.status = $root.vmslot.agent.v1.AppStatus.fromObject(object.status, _depth + 1);
                    }
                    if (object.ended != null) {
                        if (!$util.isObject(object.ended))
                            throw $TypeError(".vmslot.agent.v1.TaskSummary.ended: object expected");
                        message.ended = $root.vmslot.agent.v1.TaskEnded.fromObject(object.ended, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TaskSummary message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @static
                 * @param {vmslot.agent.v1.TaskSummary} message TaskSummary
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TaskSummary.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.taskId = "";
                        object.state = options.enums === $String ? "TASK_STATE_UNSPECIFIED" : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.lastSequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.lastSequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.status = null;
                        object.ended = null;
                    }
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    if (message.state != null && $Object.hasOwnProperty.call(message, "state"))
                        object.state = options.enums === $String ? $root.vmslot.agent.v1.TaskState[message.state] === $undefined ? message.state : $root.vmslot.agent.v1.TaskState[message.state] : message.state;
                    if (message.lastSequence != null && $Object.hasOwnProperty.call(message, "lastSequence"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.lastSequence = typeof message.lastSequence === "number" ? $BigInt(message.lastSequence) : $util.Long.fromBits(message.lastSequence.low >>> 0, message.lastSequence.high >>> 0, true).toBigInt();
                        else if (typeof message.lastSequence === "number")
                            object.lastSequence = options.longs === $String ? $String(message.lastSequence) : message.lastSequence;
                        else
                            object.lastSequence = options.longs === $String ? $util.Long.prototype.toString.call(message.lastSequence) : options.longs === $Number ? new $util.LongBits(message.lastSequence.low >>> 0, message.lastSequence.high >>> 0).toNumber(true) : message.lastSequence;
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        object.status = $root.vmslot.agent.v1.AppStatus.toObject(message.status, options, _depth + 1);
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                        object.ended = $root.vmslot.agent.v1.TaskEnded.toObject(message.ended, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this TaskSummary to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.TaskSummary
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TaskSummary.prototype.toJSON = function() {
                    return TaskSummary.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TaskSummary;
            })();

            /**
             * TaskState enum.
             * @name vmslot.agent.v1.TaskState
             * @enum {number}
             * @property {number} TASK_STATE_UNSPECIFIED=0 TASK_STATE_UNSPECIFIED value
             * @property {number} TASK_STATE_RUNNING=1 TASK_STATE_RUNNING value
             * @property {number} TASK_STATE_SUSPENDED=2 TASK_STATE_SUSPENDED value
             * @property {number} TASK_STATE_ENDED=3 TASK_STATE_ENDED value
             */
            v1.TaskState = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "TASK_STATE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "TASK_STATE_RUNNING"] = 1;
                values[valuesById[2] = "TASK_STATE_SUSPENDED"] = 2;
                values[valuesById[3] = "TASK_STATE_ENDED"] = 3;
                return values;
            })();

            v1.AcknowledgeRequest = (function() {

                /**
                 * Properties of an AcknowledgeRequest.
                 * @typedef {Object} vmslot.agent.v1.AcknowledgeRequest.$Properties
                 * @property {string} [taskId] AcknowledgeRequest taskId
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AcknowledgeRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IAcknowledgeRequest
                 * @augments vmslot.agent.v1.AcknowledgeRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.AcknowledgeRequest.$Properties instead.
                 */

                /**
                 * Shape of an AcknowledgeRequest.
                 * @typedef {vmslot.agent.v1.AcknowledgeRequest.$Properties} vmslot.agent.v1.AcknowledgeRequest.$Shape
                 */

                /**
                 * Constructs a new AcknowledgeRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an AcknowledgeRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.AcknowledgeRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AcknowledgeRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AcknowledgeRequest taskId.
                 * @member {string} taskId
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @instance
                 */
                AcknowledgeRequest.prototype.taskId = "";

                /**
                 * Creates a new AcknowledgeRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.AcknowledgeRequest} AcknowledgeRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.AcknowledgeRequest.$Shape): vmslot.agent.v1.AcknowledgeRequest & vmslot.agent.v1.AcknowledgeRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.AcknowledgeRequest.$Properties): vmslot.agent.v1.AcknowledgeRequest;
                 * }}
                 */
                AcknowledgeRequest.create = function(properties) {
                    return new AcknowledgeRequest(properties);
                };

                /**
                 * Encodes the specified AcknowledgeRequest message. Does not implicitly {@link vmslot.agent.v1.AcknowledgeRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeRequest.$Properties} message AcknowledgeRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AcknowledgeRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId") && message.taskId !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.taskId);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AcknowledgeRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AcknowledgeRequest & vmslot.agent.v1.AcknowledgeRequest.$Shape} AcknowledgeRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AcknowledgeRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.AcknowledgeRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.taskId = value;
                                else
                                    delete message.taskId;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an AcknowledgeRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                AcknowledgeRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        if (!$util.isString(message.taskId))
                            return "taskId: string expected";
                    return null;
                };

                /**
                 * Creates an AcknowledgeRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.AcknowledgeRequest} AcknowledgeRequest
                 */
                AcknowledgeRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.AcknowledgeRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.AcknowledgeRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.AcknowledgeRequest();
                    if (object.taskId != null)
                        if (typeof object.taskId !== "string" || object.taskId.length)
                            message.taskId = $String(object.taskId);
                    return message;
                };

                /**
                 * Creates a plain object from an AcknowledgeRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeRequest} message AcknowledgeRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                AcknowledgeRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.taskId = "";
                    if (message.taskId != null && $Object.hasOwnProperty.call(message, "taskId"))
                        object.taskId = message.taskId;
                    return object;
                };

                /**
                 * Converts this AcknowledgeRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.AcknowledgeRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                AcknowledgeRequest.prototype.toJSON = function() {
                    return AcknowledgeRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return AcknowledgeRequest;
            })();

            v1.AcknowledgeResponse = (function() {

                /**
                 * Properties of an AcknowledgeResponse.
                 * @typedef {Object} vmslot.agent.v1.AcknowledgeResponse.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AcknowledgeResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IAcknowledgeResponse
                 * @augments vmslot.agent.v1.AcknowledgeResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.AcknowledgeResponse.$Properties instead.
                 */

                /**
                 * Shape of an AcknowledgeResponse.
                 * @typedef {vmslot.agent.v1.AcknowledgeResponse.$Properties} vmslot.agent.v1.AcknowledgeResponse.$Shape
                 */

                /**
                 * Constructs a new AcknowledgeResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an AcknowledgeResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.AcknowledgeResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AcknowledgeResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new AcknowledgeResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.AcknowledgeResponse} AcknowledgeResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.AcknowledgeResponse.$Shape): vmslot.agent.v1.AcknowledgeResponse & vmslot.agent.v1.AcknowledgeResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.AcknowledgeResponse.$Properties): vmslot.agent.v1.AcknowledgeResponse;
                 * }}
                 */
                AcknowledgeResponse.create = function(properties) {
                    return new AcknowledgeResponse(properties);
                };

                /**
                 * Encodes the specified AcknowledgeResponse message. Does not implicitly {@link vmslot.agent.v1.AcknowledgeResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeResponse.$Properties} message AcknowledgeResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AcknowledgeResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AcknowledgeResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AcknowledgeResponse & vmslot.agent.v1.AcknowledgeResponse.$Shape} AcknowledgeResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AcknowledgeResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.AcknowledgeResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an AcknowledgeResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                AcknowledgeResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates an AcknowledgeResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.AcknowledgeResponse} AcknowledgeResponse
                 */
                AcknowledgeResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.AcknowledgeResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.AcknowledgeResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.AcknowledgeResponse();
                };

                /**
                 * Creates a plain object from an AcknowledgeResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @static
                 * @param {vmslot.agent.v1.AcknowledgeResponse} message AcknowledgeResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                AcknowledgeResponse.toObject = function () {
                    return {};
                };

                /**
                 * Converts this AcknowledgeResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.AcknowledgeResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                AcknowledgeResponse.prototype.toJSON = function() {
                    return AcknowledgeResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return AcknowledgeResponse;
            })();

            v1.AppStatus = (function() {

                /**
                 * Properties of an AppStatus.
                 * @typedef {Object} vmslot.agent.v1.AppStatus.$Properties
                 * @property {number} [fractionDone] AppStatus fractionDone
                 * @property {number} [cpuTimeMs] AppStatus cpuTimeMs
                 * @property {number} [peakMemoryBytes] AppStatus peakMemoryBytes
                 * @property {number} [memoryBytes] AppStatus memoryBytes
                 * @property {number} [floatingPointOperations] AppStatus floatingPointOperations
                 * @property {number} [integerOperations] AppStatus integerOperations
                 * @property {number} [diskFreeBytes] AppStatus diskFreeBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an AppStatus.
                 * @memberof vmslot.agent.v1
                 * @interface IAppStatus
                 * @augments vmslot.agent.v1.AppStatus.$Properties
                 * @deprecated Use vmslot.agent.v1.AppStatus.$Properties instead.
                 */

                /**
                 * Shape of an AppStatus.
                 * @typedef {vmslot.agent.v1.AppStatus.$Properties} vmslot.agent.v1.AppStatus.$Shape
                 */

                /**
                 * Constructs a new AppStatus.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an AppStatus.
                 * @constructor
                 * @param {vmslot.agent.v1.AppStatus.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const AppStatus = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * AppStatus fractionDone.
                 * @member {number} fractionDone
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.fractionDone = 0;

                /**
                 * AppStatus cpuTimeMs.
                 * @member {number} cpuTimeMs
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.cpuTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * AppStatus peakMemoryBytes.
                 * @member {number} peakMemoryBytes
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.peakMemoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * AppStatus memoryBytes.
                 * @member {number} memoryBytes
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.memoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * AppStatus floatingPointOperations.
                 * @member {number} floatingPointOperations
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.floatingPointOperations = 0;

                /**
                 * AppStatus integerOperations.
                 * @member {number} integerOperations
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.integerOperations = 0;

                /**
                 * AppStatus diskFreeBytes.
                 * @member {number} diskFreeBytes
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 */
                AppStatus.prototype.diskFreeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new AppStatus instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {vmslot.agent.v1.AppStatus.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.AppStatus} AppStatus instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.AppStatus.$Shape): vmslot.agent.v1.AppStatus & vmslot.agent.v1.AppStatus.$Shape;
                 *   (properties?: vmslot.agent.v1.AppStatus.$Properties): vmslot.agent.v1.AppStatus;
                 * }}
                 */
                AppStatus.create = function(properties) {
                    return new AppStatus(properties);
                };

                /**
                 * Encodes the specified AppStatus message. Does not implicitly {@link vmslot.agent.v1.AppStatus.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {vmslot.agent.v1.AppStatus.$Properties} message AppStatus message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                AppStatus.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.fractionDone != null && $Object.hasOwnProperty.call(message, "fractionDone") && !$Object.is(message.fractionDone, 0))
                        writer.uint32(/* id 1, wireType 1 =*/9).double(message.fractionDone);
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs") && (typeof message.cpuTimeMs === "object" ? message.cpuTimeMs.low || message.cpuTimeMs.high : message.cpuTimeMs !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.cpuTimeMs);
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes") && (typeof message.peakMemoryBytes === "object" ? message.peakMemoryBytes.low || message.peakMemoryBytes.high : message.peakMemoryBytes !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.peakMemoryBytes);
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes") && (typeof message.memoryBytes === "object" ? message.memoryBytes.low || message.memoryBytes.high : message.memoryBytes !== 0))
                        writer.uint32(/* id 4, wireType 0 =*/32).uint64(message.memoryBytes);
                    if (message.floatingPointOperations != null && $Object.hasOwnProperty.call(message, "floatingPointOperations") && !$Object.is(message.floatingPointOperations, 0))
                        writer.uint32(/* id 5, wireType 1 =*/41).double(message.floatingPointOperations);
                    if (message.integerOperations != null && $Object.hasOwnProperty.call(message, "integerOperations") && !$Object.is(message.integerOperations, 0))
                        writer.uint32(/* id 6, wireType 1 =*/49).double(message.integerOperations);
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes") && (typeof message.diskFreeBytes === "object" ? message.diskFreeBytes.low || message.diskFreeBytes.high : message.diskFreeBytes !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.diskFreeBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an AppStatus message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.AppStatus & vmslot.agent.v1.AppStatus.$Shape} AppStatus
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                AppStatus.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.AppStatus();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.fractionDone = value;
                                else
                                    delete message.fractionDone;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.cpuTimeMs = value;
                                else
                                    delete message.cpuTimeMs;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.peakMemoryBytes = value;
                                else
                                    delete message.peakMemoryBytes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.memoryBytes = value;
                                else
                                    delete message.memoryBytes;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.floatingPointOperations = value;
                                else
                                    delete message.floatingPointOperations;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 1)
                                    break;
                                if (!$Object.is(value = reader.double(), 0))
                                    message.integerOperations = value;
                                else
                                    delete message.integerOperations;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.diskFreeBytes = value;
                                else
                                    delete message.diskFreeBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an AppStatus message.
                 * @function verify
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                AppStatus.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.fractionDone != null && $Object.hasOwnProperty.call(message, "fractionDone"))
                        if (typeof message.fractionDone !== "number")
                            return "fractionDone: number expected";
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs"))
                        if (!$util.isInteger(message.cpuTimeMs) && !(message.cpuTimeMs && $util.isInteger(message.cpuTimeMs.low) && $util.isInteger(message.cpuTimeMs.high)))
                            return "cpuTimeMs: integer|Long expected";
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes"))
                        if (!$util.isInteger(message.peakMemoryBytes) && !(message.peakMemoryBytes && $util.isInteger(message.peakMemoryBytes.low) && $util.isInteger(message.peakMemoryBytes.high)))
                            return "peakMemoryBytes: integer|Long expected";
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        if (!$util.isInteger(message.memoryBytes) && !(message.memoryBytes && $util.isInteger(message.memoryBytes.low) && $util.isInteger(message.memoryBytes.high)))
                            return "memoryBytes: integer|Long expected";
                    if (message.floatingPointOperations != null && $Object.hasOwnProperty.call(message, "floatingPointOperations"))
                        if (typeof message.floatingPointOperations !== "number")
                            return "floatingPointOperations: number expected";
                    if (message.integerOperations != null && $Object.hasOwnProperty.call(message, "integerOperations"))
                        if (typeof message.integerOperations !== "number")
                            return "integerOperations: number expected";
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes"))
                        if (!$util.isInteger(message.diskFreeBytes) && !(message.diskFreeBytes && $util.isInteger(message.diskFreeBytes.low) && $util.isInteger(message.diskFreeBytes.high)))
                            return "diskFreeBytes: integer|Long expected";
                    return null;
                };

                /**
                 * Creates an AppStatus message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.AppStatus} AppStatus
                 */
                AppStatus.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.AppStatus)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.AppStatus: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.AppStatus();
                    if (object.fractionDone != null)
                        if (!$Object.is($Number(object.fractionDone), 0))
                            message.fractionDone = $Number(object.fractionDone);
                    if (object.cpuTimeMs != null)
                        if (typeof object.cpuTimeMs === "object" ? object.cpuTimeMs.low || object.cpuTimeMs.high : $Number(object.cpuTimeMs) !== 0)
                            if ($util.Long)
                                message.cpuTimeMs = $util.Long.fromValue(object.cpuTimeMs, true);
                            else if (typeof object.cpuTimeMs === "string")
                                message.cpuTimeMs = $parseInt(object.cpuTimeMs, 10);
                            else if (typeof object.cpuTimeMs === "number")
                                message.cpuTimeMs = object.cpuTimeMs;
                            else if (typeof object.cpuTimeMs === "object")
                                message.cpuTimeMs = new $util.LongBits(object.cpuTimeMs.low >>> 0, object.cpuTimeMs.high >>> 0).toNumber(true);
                    if (object.peakMemoryBytes != null)
                        if (typeof object.peakMemoryBytes === "object" ? object.peakMemoryBytes.low || object.peakMemoryBytes.high : $Number(object.peakMemoryBytes) !== 0)
                            if ($util.Long)
                                message.peakMemoryBytes = $util.Long.fromValue(object.peakMemoryBytes, true);
                            else if (typeof object.peakMemoryBytes === "string")
                                message.peakMemoryBytes = $parseInt(object.peakMemoryBytes, 10);
                            else if (typeof object.peakMemoryBytes === "number")
                                message.peakMemoryBytes = object.peakMemoryBytes;
                            else if (typeof object.peakMemoryBytes === "object")
                                message.peakMemoryBytes = new $util.LongBits(object.peakMemoryBytes.low >>> 0, object.peakMemoryBytes.high >>> 0).toNumber(true);
                    if (object.memoryBytes != null)
                        if (typeof object.memoryBytes === "object" ? object.memoryBytes.low || object.memoryBytes.high : $Number(object.memoryBytes) !== 0)
                            if ($util.Long)
                                message.memoryBytes = $util.Long.fromValue(object.memoryBytes, true);
                            else if (typeof object.memoryBytes === "string")
                                message.memoryBytes = $parseInt(object.memoryBytes, 10);
                            else if (typeof object.memoryBytes === "number")
                                message.memoryBytes = object.memoryBytes;
                            else if (typeof object.memoryBytes === "object")
                                message.memoryBytes = new $util.LongBits(object.memoryBytes.low >>> 0, object.memoryBytes.high >>> 0).toNumber(true);
                    if (object.floatingPointOperations != null)
                        if (!$Object.is($Number(object.floatingPointOperations), 0))
                            message.floatingPointOperations = $Number(object.floatingPointOperations);
                    if (object.integerOperations != null)
                        if (!$Object.is($Number(object.integerOperations), 0))
                            message.integerOperations = $Number(object.integerOperations);
                    if (object.diskFreeBytes != null)
                        if (typeof object.diskFreeBytes === "object" ? object.diskFreeBytes.low || object.diskFreeBytes.high : $Number(object.diskFreeBytes) !== 0)
                            if ($util.Long)
                                message.diskFreeBytes = $util.Long.fromValue(object.diskFreeBytes, true);
                            else if (typeof object.diskFreeBytes === "string")
                                message.diskFreeBytes = $parseInt(object.diskFreeBytes, 10);
                            else if (typeof object.diskFreeBytes === "number")
                                message.diskFreeBytes = object.diskFreeBytes;
                            else if (typeof object.diskFreeBytes === "object")
                                message.diskFreeBytes = new $util.LongBits(object.diskFreeBytes.low >>> 0, object.diskFreeBytes.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from an AppStatus message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.AppStatus
                 * @static
                 * @param {vmslot.agent.v1.AppStatus} message AppStatus
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                AppStatus.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.fractionDone = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.cpuTimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.cpuTimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.peakMemoryBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.peakMemoryBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.memoryBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.memoryBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.floatingPointOperations = 0;
                        object.integerOperations = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.diskFreeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.diskFreeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.fractionDone != null && $Object.hasOwnProperty.call(message, "fractionDone"))
                        object.fractionDone = options.json && !$isFinite(message.fractionDone) ? $String(message.fractionDone) : message.fractionDone;
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.cpuTimeMs = typeof message.cpuTimeMs === "number" ? $BigInt(message.cpuTimeMs) : $util.Long.fromBits(message.cpuTimeMs.low >>> 0, message.cpuTimeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.cpuTimeMs === "number")
                            object.cpuTimeMs = options.longs === $String ? $String(message.cpuTimeMs) : message.cpuTimeMs;
                        else
                            object.cpuTimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.cpuTimeMs) : options.longs === $Number ? new $util.LongBits(message.cpuTimeMs.low >>> 0, message.cpuTimeMs.high >>> 0).toNumber(true) : message.cpuTimeMs;
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.peakMemoryBytes = typeof message.peakMemoryBytes === "number" ? $BigInt(message.peakMemoryBytes) : $util.Long.fromBits(message.peakMemoryBytes.low >>> 0, message.peakMemoryBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.peakMemoryBytes === "number")
                            object.peakMemoryBytes = options.longs === $String ? $String(message.peakMemoryBytes) : message.peakMemoryBytes;
                        else
                            object.peakMemoryBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.peakMemoryBytes) : options.longs === $Number ? new $util.LongBits(message.peakMemoryBytes.low >>> 0, message.peakMemoryBytes.high >>> 0).toNumber(true) : message.peakMemoryBytes;
                    if (message.memoryBytes != null && $Object.hasOwnProperty.call(message, "memoryBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.memoryBytes = typeof message.memoryBytes === "number" ? $BigInt(message.memoryBytes) : $util.Long.fromBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.memoryBytes === "number")
                            object.memoryBytes = options.longs === $String ? $String(message.memoryBytes) : message.memoryBytes;
                        else
                            object.memoryBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.memoryBytes) : options.longs === $Number ? new $util.LongBits(message.memoryBytes.low >>> 0, message.memoryBytes.high >>> 0).toNumber(true) : message.memoryBytes;
                    if (message.floatingPointOperations != null && $Object.hasOwnProperty.call(message, "floatingPointOperations"))
                        object.floatingPointOperations = options.json && !$isFinite(message.floatingPointOperations) ? $String(message.floatingPointOperations) : message.floatingPointOperations;
                    if (message.integerOperations != null && $Object.hasOwnProperty.call(message, "integerOperations"))
                        object.integerOperations = options.json && !$isFinite(message.integerOperations) ? $String(message.integerOperations) : message.integerOperations;
                    if (message.diskFreeBytes != null && $Object.hasOwnProperty.call(message, "diskFreeBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.diskFreeBytes = typeof message.diskFreeBytes === "number" ? $BigInt(message.diskFreeBytes) : $util.Long.fromBits(message.diskFreeBytes.low >>> 0, message.diskFreeBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.diskFreeBytes === "number")
                            object.diskFreeBytes = options.longs === $String ? $String(message.diskFreeBytes) : message.diskFreeBytes;
                        else
                            object.diskFreeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.diskFreeBytes) : options.longs === $Number ? new $util.LongBits(message.diskFreeBytes.low >>> 0, message.diskFreeBytes.high >>> 0).toNumber(true) : message.diskFreeBytes;
                    return object;
                };

                /**
                 * Converts this AppStatus to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.AppStatus
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                AppStatus.prototype.toJSON = function() {
                    return AppStatus.toObject(this, $protobuf.util.toJSONOptions);
                };

                return AppStatus;
            })();

            v1.TaskEvent = (function() {

                /**
                 * Properties of a TaskEvent.
                 * @typedef {Object} vmslot.agent.v1.TaskEvent.$Properties
                 * @property {number} [sequence] TaskEvent sequence
                 * @property {number} [step] TaskEvent step
                 * @property {vmslot.agent.v1.StepStarted.$Properties|null} [started] TaskEvent started
                 * @property {vmslot.agent.v1.StepOutput.$Properties|null} [output] TaskEvent output
                 * @property {vmslot.agent.v1.AppStatus.$Properties|null} [status] TaskEvent status
                 * @property {vmslot.agent.v1.StepEnded.$Properties|null} [stepEnded] TaskEvent stepEnded
                 * @property {vmslot.agent.v1.TaskEnded.$Properties|null} [ended] TaskEvent ended
                 * @property {vmslot.agent.v1.TrickleUp.$Properties|null} [trickleUp] TaskEvent trickleUp
                 * @property {vmslot.agent.v1.UploadReady.$Properties|null} [uploadReady] TaskEvent uploadReady
                 * @property {vmslot.agent.v1.FileRefused.$Properties|null} [fileRefused] TaskEvent fileRefused
                 * @property {"started"|"output"|"status"|"stepEnded"|"ended"|"trickleUp"|"uploadReady"|"fileRefused"} [kind] TaskEvent kind
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TaskEvent.
                 * @memberof vmslot.agent.v1
                 * @interface ITaskEvent
                 * @augments vmslot.agent.v1.TaskEvent.$Properties
                 * @deprecated Use vmslot.agent.v1.TaskEvent.$Properties instead.
                 */

                /**
                 * Narrowed shape of a TaskEvent.
                 * @typedef {{
                 *   sequence?: number;
                 *   step?: number;
                 *   started?: vmslot.agent.v1.StepStarted.$Shape|null;
                 *   output?: vmslot.agent.v1.StepOutput.$Shape|null;
                 *   status?: vmslot.agent.v1.AppStatus.$Shape|null;
                 *   stepEnded?: vmslot.agent.v1.StepEnded.$Shape|null;
                 *   ended?: vmslot.agent.v1.TaskEnded.$Shape|null;
                 *   trickleUp?: vmslot.agent.v1.TrickleUp.$Shape|null;
                 *   uploadReady?: vmslot.agent.v1.UploadReady.$Shape|null;
                 *   fileRefused?: vmslot.agent.v1.FileRefused.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ kind?: undefined; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "started"; started: vmslot.agent.v1.StepStarted.$Shape; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "output"; started?: null; output: vmslot.agent.v1.StepOutput.$Shape; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "status"; started?: null; output?: null; status: vmslot.agent.v1.AppStatus.$Shape; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "stepEnded"; started?: null; output?: null; status?: null; stepEnded: vmslot.agent.v1.StepEnded.$Shape; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "ended"; started?: null; output?: null; status?: null; stepEnded?: null; ended: vmslot.agent.v1.TaskEnded.$Shape; trickleUp?: null; uploadReady?: null; fileRefused?: null }|{ kind?: "trickleUp"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp: vmslot.agent.v1.TrickleUp.$Shape; uploadReady?: null; fileRefused?: null }|{ kind?: "uploadReady"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady: vmslot.agent.v1.UploadReady.$Shape; fileRefused?: null }|{ kind?: "fileRefused"; started?: null; output?: null; status?: null; stepEnded?: null; ended?: null; trickleUp?: null; uploadReady?: null; fileRefused: vmslot.agent.v1.FileRefused.$Shape })
                 * )} vmslot.agent.v1.TaskEvent.$Shape
                 */

                /**
                 * Constructs a new TaskEvent.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a TaskEvent.
                 * @constructor
                 * @param {vmslot.agent.v1.TaskEvent.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TaskEvent = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TaskEvent sequence.
                 * @member {number} sequence
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * TaskEvent step.
                 * @member {number} step
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.step = 0;

                /**
                 * TaskEvent started.
                 * @member {vmslot.agent.v1.StepStarted|null} started
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.started = null;

                /**
                 * TaskEvent output.
                 * @member {vmslot.agent.v1.StepOutput|null} output
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.output = null;

                /**
                 * TaskEvent status.
                 * @member {vmslot.agent.v1.AppStatus|null} status
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.status = null;

                /**
                 * TaskEvent stepEnded.
                 * @member {vmslot.agent.v1.StepEnded|null} stepEnded
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.stepEnded = null;

                /**
                 * TaskEvent ended.
                 * @member {vmslot.agent.v1.TaskEnded|null} ended
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.ended = null;

                /**
                 * TaskEvent trickleUp.
                 * @member {vmslot.agent.v1.TrickleUp|null} trickleUp
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.trickleUp = null;

                /**
                 * TaskEvent uploadReady.
                 * @member {vmslot.agent.v1.UploadReady|null} uploadReady
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.uploadReady = null;

                /**
                 * TaskEvent fileRefused.
                 * @member {vmslot.agent.v1.FileRefused|null} fileRefused
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                TaskEvent.prototype.fileRefused = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * TaskEvent kind.
                 * @member {"started"|"output"|"status"|"stepEnded"|"ended"|"trickleUp"|"uploadReady"|"fileRefused"|undefined} kind
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 */
                $Object.defineProperty(TaskEvent.prototype, "kind", {
                    get: $util.oneOfGetter($oneOfFields = ["started", "output", "status", "stepEnded", "ended", "trickleUp", "uploadReady", "fileRefused"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Creates a new TaskEvent instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {vmslot.agent.v1.TaskEvent.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.TaskEvent} TaskEvent instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.TaskEvent.$Shape): vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape;
                 *   (properties?: vmslot.agent.v1.TaskEvent.$Properties): vmslot.agent.v1.TaskEvent;
                 * }}
                 */
                TaskEvent.create = function(properties) {
                    return new TaskEvent(properties);
                };

                /**
                 * Encodes the specified TaskEvent message. Does not implicitly {@link vmslot.agent.v1.TaskEvent.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {vmslot.agent.v1.TaskEvent.$Properties} message TaskEvent message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TaskEvent.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                        writer.uint32(/* id 1, wireType 0 =*/8).uint64(message.sequence);
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.step);
                    if (message.started != null && $Object.hasOwnProperty.call(message, "started"))
                        $root.vmslot.agent.v1.StepStarted.encode(message.started, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output"))
                        $root.vmslot.agent.v1.StepOutput.encode(message.output, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.vmslot.agent.v1.AppStatus.encode(message.status, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.stepEnded != null && $Object.hasOwnProperty.call(message, "stepEnded"))
                        $root.vmslot.agent.v1.StepEnded.encode(message.stepEnded, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended"))
                        $root.vmslot.agent.v1.TaskEnded.encode(message.ended, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.trickleUp != null && $Object.hasOwnProperty.call(message, "trickleUp"))
                        $root.vmslot.agent.v1.TrickleUp.encode(message.trickleUp, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.uploadReady != null && $Object.hasOwnProperty.call(message, "uploadReady"))
                        $root.vmslot.agent.v1.UploadReady.encode(message.uploadReady, writer.uint32(/* id 9, wireType 2 =*/74).fork(), _depth + 1).ldelim();
                    if (message.fileRefused != null && $Object.hasOwnProperty.call(message, "fileRefused"))
                        $root.vmslot.agent.v1.FileRefused.encode(message.fileRefused, writer.uint32(/* id 10, wireType 2 =*/82).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TaskEvent message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskEvent & vmslot.agent.v1.TaskEvent.$Shape} TaskEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TaskEvent.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.TaskEvent();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sequence = value;
                                else
                                    delete message.sequence;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.step = value;
                                else
                                    delete message.step;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.started = $root.vmslot.agent.v1.StepStarted.decode(reader, reader.size(), $undefined, _depth + 1, message.started);
                                message.kind = "started";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.output = $root.vmslot.agent.v1.StepOutput.decode(reader, reader.size(), $undefined, _depth + 1, message.output);
                                message.kind = "output";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.vmslot.agent.v1.AppStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                message.kind = "status";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.stepEnded = $root.vmslot.agent.v1.StepEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.stepEnded);
                                message.kind = "stepEnded";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.ended = $root.vmslot.agent.v1.TaskEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.ended);
                                message.kind = "ended";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.trickleUp = $root.vmslot.agent.v1.TrickleUp.decode(reader, reader.size(), $undefined, _depth + 1, message.trickleUp);
                                message.kind = "trickleUp";
                                continue;
                            }
                        case 9: {
                                if (wireType !== 2)
                                    break;
                                message.uploadReady = $root.vmslot.agent.v1.UploadReady.decode(reader, reader.size(), $undefined, _depth + 1, message.uploadReady);
                                message.kind = "uploadReady";
                                continue;
                            }
                        case 10: {
                                if (wireType !== 2)
                                    break;
                                message.fileRefused = $root.vmslot.agent.v1.FileRefused.decode(reader, reader.size(), $undefined, _depth + 1, message.fileRefused);
                                message.kind = "fileRefused";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a TaskEvent message.
                 * @function verify
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                TaskEvent.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    let properties = {};
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                            return "sequence: integer|Long expected";
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        if (!$util.isInteger(message.step))
                            return "step: integer expected";
                    if (message.started != null && $Object.hasOwnProperty.call(message, "started")) {
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.StepStarted.verify(message.started, _depth + 1);
                            if (error)
                                return "started." + error;
                        }
                    }
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.StepOutput.verify(message.output, _depth + 1);
                            if (error)
                                return "output." + error;
                        }
                    }
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.AppStatus.verify(message.status, _depth + 1);
                            if (error)
                                return "status." + error;
                        }
                    }
                    if (message.stepEnded != null && $Object.hasOwnProperty.call(message, "stepEnded")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.StepEnded.verify(message.stepEnded, _depth + 1);
                            if (error)
                                return "stepEnded." + error;
                        }
                    }
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.TaskEnded.verify(message.ended, _depth + 1);
                            if (error)
                                return "ended." + error;
                        }
                    }
                    if (message.trickleUp != null && $Object.hasOwnProperty.call(message, "trickleUp")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.TrickleUp.verify(message.trickleUp, _depth + 1);
                            if (error)
                                return "trickleUp." + error;
                        }
                    }
                    if (message.uploadReady != null && $Object.hasOwnProperty.call(message, "uploadReady")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.UploadReady.verify(message.uploadReady, _depth + 1);
                            if (error)
                                return "uploadReady." + error;
                        }
                    }
                    if (message.fileRefused != null && $Object.hasOwnProperty.call(message, "fileRefused")) {
                        if (properties.kind === 1)
                            return "kind: multiple values";
                        properties.kind = 1;
                        {
                            let error = $root.vmslot.agent.v1.FileRefused.verify(message.fileRefused, _depth + 1);
                            if (error)
                                return "fileRefused." + error;
                        }
                    }
                    return null;
                };

                /**
                 * Creates a TaskEvent message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.TaskEvent} TaskEvent
                 */
                TaskEvent.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.TaskEvent)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.TaskEvent: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.TaskEvent();
                    if (object.sequence != null)
                        if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                            if ($util.Long)
                                message.sequence = $util.Long.fromValue(object.sequence, true);
                            else if (typeof object.sequence === "string")
                                message.sequence = $parseInt(object.sequence, 10);
                            else if (typeof object.sequence === "number")
                                message.sequence = object.sequence;
                            else if (typeof object.sequence === "object")
                                message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                    if (object.step != null)
                        if ($Number(object.step) !== 0)
                            message.step = object.step >>> 0;
                    if (object.started != null) {
                        if (!$util.isObject(object.started))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.started: object expected");
                        message.started = $root.vmslot.agent.v1.StepStarted.fromObject(object.started, _depth + 1);
                    }
                    if (object.output != null) {
                        if (!$util.isObject(object.output))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.output: object expected");
                        message.output = $root.vmslot.agent.v1.StepOutput.fromObject(object.output, _depth + 1);
                    }
                    if (object.status != null) {
                        if (!$util.isObject(object.status))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.status: object expected");
                        message.status = $root.vmslot.agent.v1.AppStatus.fromObject(object.status, _depth + 1);
                    }
                    if (object.stepEnded != null) {
                        if (!$util.isObject(object.stepEnded))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.stepEnded: object expected");
                        message.stepEnded = $root.vmslot.agent.v1.StepEnded.fromObject(object.stepEnded, _depth + 1);
                    }
                    if (object.ended != null) {
                        if (!$util.isObject(object.ended))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.ended: object expected");
                        message.ended = $root.vmslot.agent.v1.TaskEnded.fromObject(object.ended, _depth + 1);
                    }
                    if (object.trickleUp != null) {
                        if (!$util.isObject(object.trickleUp))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.trickleUp: object expected");
                        message.trickleUp = $root.vmslot.agent.v1.TrickleUp.fromObject(object.trickleUp, _depth + 1);
                    }
                    if (object.uploadReady != null) {
                        if (!$util.isObject(object.uploadReady))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.uploadReady: object expected");
                        message.uploadReady = $root.vmslot.agent.v1.UploadReady.fromObject(object.uploadReady, _depth + 1);
                    }
                    if (object.fileRefused != null) {
                        if (!$util.isObject(object.fileRefused))
                            throw $TypeError(".vmslot.agent.v1.TaskEvent.fileRefused: object expected");
                        message.fileRefused = $root.vmslot.agent.v1.FileRefused.fromObject(object.fileRefused, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TaskEvent message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @static
                 * @param {vmslot.agent.v1.TaskEvent} message TaskEvent
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TaskEvent.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.step = 0;
                    }
                    if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                        else if (typeof message.sequence === "number")
                            object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                        else
                            object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        object.step = message.step;
                    if (message.started != null && $Object.hasOwnProperty.call(message, "started")) {
                        object.started = $root.vmslot.agent.v1.StepStarted.toObject(message.started, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "started";
                    }
                    if (message.output != null && $Object.hasOwnProperty.call(message, "output")) {
                        object.output = $root.vmslot.agent.v1.StepOutput.toObject(message.output, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "output";
                    }
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status")) {
                        object.status = $root.vmslot.agent.v1.AppStatus.toObject(message.status, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "status";
                    }
                    if (message.stepEnded != null && $Object.hasOwnProperty.call(message, "stepEnded")) {
                        object.stepEnded = $root.vmslot.agent.v1.StepEnded.toObject(message.stepEnded, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "stepEnded";
                    }
                    if (message.ended != null && $Object.hasOwnProperty.call(message, "ended")) {
                        object.ended = $root.vmslot.agent.v1.TaskEnded.toObject(message.ended, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "ended";
                    }
                    if (message.trickleUp != null && $Object.hasOwnProperty.call(message, "trickleUp")) {
                        object.trickleUp = $root.vmslot.agent.v1.TrickleUp.toObject(message.trickleUp, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "trickleUp";
                    }
                    if (message.uploadReady != null && $Object.hasOwnProperty.call(message, "uploadReady")) {
                        object.uploadReady = $root.vmslot.agent.v1.UploadReady.toObject(message.uploadReady, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "uploadReady";
                    }
                    if (message.fileRefused != null && $Object.hasOwnProperty.call(message, "fileRefused")) {
                        object.fileRefused = $root.vmslot.agent.v1.FileRefused.toObject(message.fileRefused, options, _depth + 1);
                        if (options.oneofs)
                            object.kind = "fileRefused";
                    }
                    return object;
                };

                /**
                 * Converts this TaskEvent to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.TaskEvent
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TaskEvent.prototype.toJSON = function() {
                    return TaskEvent.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TaskEvent;
            })();

            v1.StepStarted = (function() {

                /**
                 * Properties of a StepStarted.
                 * @typedef {Object} vmslot.agent.v1.StepStarted.$Properties
                 * @property {string} [name] StepStarted name
                 * @property {number} [pid] StepStarted pid
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StepStarted.
                 * @memberof vmslot.agent.v1
                 * @interface IStepStarted
                 * @augments vmslot.agent.v1.StepStarted.$Properties
                 * @deprecated Use vmslot.agent.v1.StepStarted.$Properties instead.
                 */

                /**
                 * Shape of a StepStarted.
                 * @typedef {vmslot.agent.v1.StepStarted.$Properties} vmslot.agent.v1.StepStarted.$Shape
                 */

                /**
                 * Constructs a new StepStarted.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a StepStarted.
                 * @constructor
                 * @param {vmslot.agent.v1.StepStarted.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StepStarted = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StepStarted name.
                 * @member {string} name
                 * @memberof vmslot.agent.v1.StepStarted
                 * @instance
                 */
                StepStarted.prototype.name = "";

                /**
                 * StepStarted pid.
                 * @member {number} pid
                 * @memberof vmslot.agent.v1.StepStarted
                 * @instance
                 */
                StepStarted.prototype.pid = 0;

                /**
                 * Creates a new StepStarted instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {vmslot.agent.v1.StepStarted.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.StepStarted} StepStarted instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.StepStarted.$Shape): vmslot.agent.v1.StepStarted & vmslot.agent.v1.StepStarted.$Shape;
                 *   (properties?: vmslot.agent.v1.StepStarted.$Properties): vmslot.agent.v1.StepStarted;
                 * }}
                 */
                StepStarted.create = function(properties) {
                    return new StepStarted(properties);
                };

                /**
                 * Encodes the specified StepStarted message. Does not implicitly {@link vmslot.agent.v1.StepStarted.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {vmslot.agent.v1.StepStarted.$Properties} message StepStarted message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StepStarted.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.pid != null && $Object.hasOwnProperty.call(message, "pid") && message.pid !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.pid);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StepStarted message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepStarted & vmslot.agent.v1.StepStarted.$Shape} StepStarted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StepStarted.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.StepStarted();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.pid = value;
                                else
                                    delete message.pid;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a StepStarted message.
                 * @function verify
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                StepStarted.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        if (!$util.isString(message.name))
                            return "name: string expected";
                    if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                        if (!$util.isInteger(message.pid))
                            return "pid: integer expected";
                    return null;
                };

                /**
                 * Creates a StepStarted message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.StepStarted} StepStarted
                 */
                StepStarted.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.StepStarted)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.StepStarted: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.StepStarted();
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.pid != null)
                        if ($Number(object.pid) !== 0)
                            message.pid = object.pid >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a StepStarted message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.StepStarted
                 * @static
                 * @param {vmslot.agent.v1.StepStarted} message StepStarted
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StepStarted.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.name = "";
                        object.pid = 0;
                    }
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.pid != null && $Object.hasOwnProperty.call(message, "pid"))
                        object.pid = message.pid;
                    return object;
                };

                /**
                 * Converts this StepStarted to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.StepStarted
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StepStarted.prototype.toJSON = function() {
                    return StepStarted.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StepStarted;
            })();

            /**
             * OutputStream enum.
             * @name vmslot.agent.v1.OutputStream
             * @enum {number}
             * @property {number} OUTPUT_STREAM_UNSPECIFIED=0 OUTPUT_STREAM_UNSPECIFIED value
             * @property {number} OUTPUT_STREAM_STDOUT=1 OUTPUT_STREAM_STDOUT value
             * @property {number} OUTPUT_STREAM_STDERR=2 OUTPUT_STREAM_STDERR value
             */
            v1.OutputStream = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "OUTPUT_STREAM_UNSPECIFIED"] = 0;
                values[valuesById[1] = "OUTPUT_STREAM_STDOUT"] = 1;
                values[valuesById[2] = "OUTPUT_STREAM_STDERR"] = 2;
                return values;
            })();

            v1.StepOutput = (function() {

                /**
                 * Properties of a StepOutput.
                 * @typedef {Object} vmslot.agent.v1.StepOutput.$Properties
                 * @property {vmslot.agent.v1.OutputStream} [stream] StepOutput stream
                 * @property {number} [offset] StepOutput offset
                 * @property {Uint8Array} [data] StepOutput data
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StepOutput.
                 * @memberof vmslot.agent.v1
                 * @interface IStepOutput
                 * @augments vmslot.agent.v1.StepOutput.$Properties
                 * @deprecated Use vmslot.agent.v1.StepOutput.$Properties instead.
                 */

                /**
                 * Shape of a StepOutput.
                 * @typedef {vmslot.agent.v1.StepOutput.$Properties} vmslot.agent.v1.StepOutput.$Shape
                 */

                /**
                 * Constructs a new StepOutput.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a StepOutput.
                 * @constructor
                 * @param {vmslot.agent.v1.StepOutput.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StepOutput = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StepOutput stream.
                 * @member {vmslot.agent.v1.OutputStream} stream
                 * @memberof vmslot.agent.v1.StepOutput
                 * @instance
                 */
                StepOutput.prototype.stream = 0;

                /**
                 * StepOutput offset.
                 * @member {number} offset
                 * @memberof vmslot.agent.v1.StepOutput
                 * @instance
                 */
                StepOutput.prototype.offset = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StepOutput data.
                 * @member {Uint8Array} data
                 * @memberof vmslot.agent.v1.StepOutput
                 * @instance
                 */
                StepOutput.prototype.data = $util.newBuffer([]);

                /**
                 * Creates a new StepOutput instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {vmslot.agent.v1.StepOutput.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.StepOutput} StepOutput instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.StepOutput.$Shape): vmslot.agent.v1.StepOutput & vmslot.agent.v1.StepOutput.$Shape;
                 *   (properties?: vmslot.agent.v1.StepOutput.$Properties): vmslot.agent.v1.StepOutput;
                 * }}
                 */
                StepOutput.create = function(properties) {
                    return new StepOutput(properties);
                };

                /**
                 * Encodes the specified StepOutput message. Does not implicitly {@link vmslot.agent.v1.StepOutput.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {vmslot.agent.v1.StepOutput.$Properties} message StepOutput message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StepOutput.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.stream);
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset") && (typeof message.offset === "object" ? message.offset.low || message.offset.high : message.offset !== 0))
                        writer.uint32(/* id 2, wireType 0 =*/16).uint64(message.offset);
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.data);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StepOutput message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepOutput & vmslot.agent.v1.StepOutput.$Shape} StepOutput
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StepOutput.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.StepOutput();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.stream = value;
                                else
                                    delete message.stream;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.offset = value;
                                else
                                    delete message.offset;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.data = value;
                                else
                                    delete message.data;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a StepOutput message.
                 * @function verify
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                StepOutput.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                        if (typeof message.stream !== "number" || (message.stream | 0) !== message.stream)
                            return "stream: enum value expected";
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        if (!$util.isInteger(message.offset) && !(message.offset && $util.isInteger(message.offset.low) && $util.isInteger(message.offset.high)))
                            return "offset: integer|Long expected";
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                        if (!(message.data && typeof message.data.length === "number" || $util.isString(message.data)))
                            return "data: buffer expected";
                    return null;
                };

                /**
                 * Creates a StepOutput message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.StepOutput} StepOutput
                 */
                StepOutput.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.StepOutput)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.StepOutput: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.StepOutput();
                    if (object.stream !== 0 && (typeof object.stream !== "string" || $root.vmslot.agent.v1.OutputStream[object.stream] !== 0))
                        switch (object.stream) {
                        case "OUTPUT_STREAM_UNSPECIFIED":
                        case 0:
                            message.stream = 0;
                            break;
                        case "OUTPUT_STREAM_STDOUT":
                        case 1:
                            message.stream = 1;
                            break;
                        case "OUTPUT_STREAM_STDERR":
                        case 2:
                            message.stream = 2;
                            break;
                        default:
                            if (typeof object.stream === "number" && (object.stream | 0) === object.stream)
                                message.stream = object.stream;
                        }
                    if (object.offset != null)
                        if (typeof object.offset === "object" ? object.offset.low || object.offset.high : $Number(object.offset) !== 0)
                            if ($util.Long)
                                message.offset = $util.Long.fromValue(object.offset, true);
                            else if (typeof object.offset === "string")
                                message.offset = $parseInt(object.offset, 10);
                            else if (typeof object.offset === "number")
                                message.offset = object.offset;
                            else if (typeof object.offset === "object")
                                message.offset = new $util.LongBits(object.offset.low >>> 0, object.offset.high >>> 0).toNumber(true);
                    if (object.data != null)
                        if (object.data.length)
                            if (typeof object.data === "string")
                                $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                            else if (object.data.length >= 0)
                                message.data = object.data;
                    return message;
                };

                /**
                 * Creates a plain object from a StepOutput message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.StepOutput
                 * @static
                 * @param {vmslot.agent.v1.StepOutput} message StepOutput
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StepOutput.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.stream = options.enums === $String ? "OUTPUT_STREAM_UNSPECIFIED" : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.offset = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.offset = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if (options.bytes === $String)
                            object.data = "";
                        else {
                            object.data = [];
                            if (options.bytes !== $Array)
                                object.data = $util.newBuffer(object.data);
                        }
                    }
                    if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                        object.stream = options.enums === $String ? $root.vmslot.agent.v1.OutputStream[message.stream] === $undefined ? message.stream : $root.vmslot.agent.v1.OutputStream[message.stream] : message.stream;
                    if (message.offset != null && $Object.hasOwnProperty.call(message, "offset"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.offset = typeof message.offset === "number" ? $BigInt(message.offset) : $util.Long.fromBits(message.offset.low >>> 0, message.offset.high >>> 0, true).toBigInt();
                        else if (typeof message.offset === "number")
                            object.offset = options.longs === $String ? $String(message.offset) : message.offset;
                        else
                            object.offset = options.longs === $String ? $util.Long.prototype.toString.call(message.offset) : options.longs === $Number ? new $util.LongBits(message.offset.low >>> 0, message.offset.high >>> 0).toNumber(true) : message.offset;
                    if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                        object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                    return object;
                };

                /**
                 * Converts this StepOutput to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.StepOutput
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StepOutput.prototype.toJSON = function() {
                    return StepOutput.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StepOutput;
            })();

            /**
             * EndReason enum.
             * @name vmslot.agent.v1.EndReason
             * @enum {number}
             * @property {number} END_REASON_UNSPECIFIED=0 END_REASON_UNSPECIFIED value
             * @property {number} END_REASON_EXITED=1 END_REASON_EXITED value
             * @property {number} END_REASON_SIGNALED=2 END_REASON_SIGNALED value
             * @property {number} END_REASON_NOT_STARTED=3 END_REASON_NOT_STARTED value
             * @property {number} END_REASON_TIME_LIMIT=4 END_REASON_TIME_LIMIT value
             * @property {number} END_REASON_OUTPUT_LIMIT=5 END_REASON_OUTPUT_LIMIT value
             * @property {number} END_REASON_DISK_FULL=6 END_REASON_DISK_FULL value
             * @property {number} END_REASON_OUT_OF_MEMORY=7 END_REASON_OUT_OF_MEMORY value
             * @property {number} END_REASON_CONTROLLED=8 END_REASON_CONTROLLED value
             * @property {number} END_REASON_LOST=9 END_REASON_LOST value
             */
            v1.EndReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "END_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "END_REASON_EXITED"] = 1;
                values[valuesById[2] = "END_REASON_SIGNALED"] = 2;
                values[valuesById[3] = "END_REASON_NOT_STARTED"] = 3;
                values[valuesById[4] = "END_REASON_TIME_LIMIT"] = 4;
                values[valuesById[5] = "END_REASON_OUTPUT_LIMIT"] = 5;
                values[valuesById[6] = "END_REASON_DISK_FULL"] = 6;
                values[valuesById[7] = "END_REASON_OUT_OF_MEMORY"] = 7;
                values[valuesById[8] = "END_REASON_CONTROLLED"] = 8;
                values[valuesById[9] = "END_REASON_LOST"] = 9;
                return values;
            })();

            v1.StepEnded = (function() {

                /**
                 * Properties of a StepEnded.
                 * @typedef {Object} vmslot.agent.v1.StepEnded.$Properties
                 * @property {vmslot.agent.v1.EndReason} [reason] StepEnded reason
                 * @property {number} [exitCode] StepEnded exitCode
                 * @property {number} [signalNumber] StepEnded signalNumber
                 * @property {string} [message] StepEnded message
                 * @property {number} [cpuTimeMs] StepEnded cpuTimeMs
                 * @property {number} [wallTimeMs] StepEnded wallTimeMs
                 * @property {number} [peakMemoryBytes] StepEnded peakMemoryBytes
                 * @property {number} [stdoutBytes] StepEnded stdoutBytes
                 * @property {number} [stderrBytes] StepEnded stderrBytes
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StepEnded.
                 * @memberof vmslot.agent.v1
                 * @interface IStepEnded
                 * @augments vmslot.agent.v1.StepEnded.$Properties
                 * @deprecated Use vmslot.agent.v1.StepEnded.$Properties instead.
                 */

                /**
                 * Shape of a StepEnded.
                 * @typedef {vmslot.agent.v1.StepEnded.$Properties} vmslot.agent.v1.StepEnded.$Shape
                 */

                /**
                 * Constructs a new StepEnded.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a StepEnded.
                 * @constructor
                 * @param {vmslot.agent.v1.StepEnded.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StepEnded = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StepEnded reason.
                 * @member {vmslot.agent.v1.EndReason} reason
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.reason = 0;

                /**
                 * StepEnded exitCode.
                 * @member {number} exitCode
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.exitCode = 0;

                /**
                 * StepEnded signalNumber.
                 * @member {number} signalNumber
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.signalNumber = 0;

                /**
                 * StepEnded message.
                 * @member {string} message
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.message = "";

                /**
                 * StepEnded cpuTimeMs.
                 * @member {number} cpuTimeMs
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.cpuTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StepEnded wallTimeMs.
                 * @member {number} wallTimeMs
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.wallTimeMs = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StepEnded peakMemoryBytes.
                 * @member {number} peakMemoryBytes
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.peakMemoryBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StepEnded stdoutBytes.
                 * @member {number} stdoutBytes
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.stdoutBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * StepEnded stderrBytes.
                 * @member {number} stderrBytes
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 */
                StepEnded.prototype.stderrBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * Creates a new StepEnded instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {vmslot.agent.v1.StepEnded.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.StepEnded} StepEnded instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.StepEnded.$Shape): vmslot.agent.v1.StepEnded & vmslot.agent.v1.StepEnded.$Shape;
                 *   (properties?: vmslot.agent.v1.StepEnded.$Properties): vmslot.agent.v1.StepEnded;
                 * }}
                 */
                StepEnded.create = function(properties) {
                    return new StepEnded(properties);
                };

                /**
                 * Encodes the specified StepEnded message. Does not implicitly {@link vmslot.agent.v1.StepEnded.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {vmslot.agent.v1.StepEnded.$Properties} message StepEnded message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StepEnded.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.reason);
                    if (message.exitCode != null && $Object.hasOwnProperty.call(message, "exitCode") && message.exitCode !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.exitCode);
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber") && message.signalNumber !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.signalNumber);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.message);
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs") && (typeof message.cpuTimeMs === "object" ? message.cpuTimeMs.low || message.cpuTimeMs.high : message.cpuTimeMs !== 0))
                        writer.uint32(/* id 5, wireType 0 =*/40).uint64(message.cpuTimeMs);
                    if (message.wallTimeMs != null && $Object.hasOwnProperty.call(message, "wallTimeMs") && (typeof message.wallTimeMs === "object" ? message.wallTimeMs.low || message.wallTimeMs.high : message.wallTimeMs !== 0))
                        writer.uint32(/* id 6, wireType 0 =*/48).uint64(message.wallTimeMs);
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes") && (typeof message.peakMemoryBytes === "object" ? message.peakMemoryBytes.low || message.peakMemoryBytes.high : message.peakMemoryBytes !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).uint64(message.peakMemoryBytes);
                    if (message.stdoutBytes != null && $Object.hasOwnProperty.call(message, "stdoutBytes") && (typeof message.stdoutBytes === "object" ? message.stdoutBytes.low || message.stdoutBytes.high : message.stdoutBytes !== 0))
                        writer.uint32(/* id 8, wireType 0 =*/64).uint64(message.stdoutBytes);
                    if (message.stderrBytes != null && $Object.hasOwnProperty.call(message, "stderrBytes") && (typeof message.stderrBytes === "object" ? message.stderrBytes.low || message.stderrBytes.high : message.stderrBytes !== 0))
                        writer.uint32(/* id 9, wireType 0 =*/72).uint64(message.stderrBytes);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StepEnded message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StepEnded & vmslot.agent.v1.StepEnded.$Shape} StepEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StepEnded.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.StepEnded();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.exitCode = value;
                                else
                                    delete message.exitCode;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.signalNumber = value;
                                else
                                    delete message.signalNumber;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.cpuTimeMs = value;
                                else
                                    delete message.cpuTimeMs;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.wallTimeMs = value;
                                else
                                    delete message.wallTimeMs;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.peakMemoryBytes = value;
                                else
                                    delete message.peakMemoryBytes;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.stdoutBytes = value;
                                else
                                    delete message.stdoutBytes;
                                continue;
                            }
                        case 9: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.stderrBytes = value;
                                else
                                    delete message.stderrBytes;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a StepEnded message.
                 * @function verify
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                StepEnded.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        if (typeof message.reason !== "number" || (message.reason | 0) !== message.reason)
                            return "reason: enum value expected";
                    if (message.exitCode != null && $Object.hasOwnProperty.call(message, "exitCode"))
                        if (!$util.isInteger(message.exitCode))
                            return "exitCode: integer expected";
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber"))
                        if (!$util.isInteger(message.signalNumber))
                            return "signalNumber: integer expected";
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        if (!$util.isString(message.message))
                            return "message: string expected";
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs"))
                        if (!$util.isInteger(message.cpuTimeMs) && !(message.cpuTimeMs && $util.isInteger(message.cpuTimeMs.low) && $util.isInteger(message.cpuTimeMs.high)))
                            return "cpuTimeMs: integer|Long expected";
                    if (message.wallTimeMs != null && $Object.hasOwnProperty.call(message, "wallTimeMs"))
                        if (!$util.isInteger(message.wallTimeMs) && !(message.wallTimeMs && $util.isInteger(message.wallTimeMs.low) && $util.isInteger(message.wallTimeMs.high)))
                            return "wallTimeMs: integer|Long expected";
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes"))
                        if (!$util.isInteger(message.peakMemoryBytes) && !(message.peakMemoryBytes && $util.isInteger(message.peakMemoryBytes.low) && $util.isInteger(message.peakMemoryBytes.high)))
                            return "peakMemoryBytes: integer|Long expected";
                    if (message.stdoutBytes != null && $Object.hasOwnProperty.call(message, "stdoutBytes"))
                        if (!$util.isInteger(message.stdoutBytes) && !(message.stdoutBytes && $util.isInteger(message.stdoutBytes.low) && $util.isInteger(message.stdoutBytes.high)))
                            return "stdoutBytes: integer|Long expected";
                    if (message.stderrBytes != null && $Object.hasOwnProperty.call(message, "stderrBytes"))
                        if (!$util.isInteger(message.stderrBytes) && !(message.stderrBytes && $util.isInteger(message.stderrBytes.low) && $util.isInteger(message.stderrBytes.high)))
                            return "stderrBytes: integer|Long expected";
                    return null;
                };

                /**
                 * Creates a StepEnded message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.StepEnded} StepEnded
                 */
                StepEnded.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.StepEnded)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.StepEnded: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.StepEnded();
                    if (object.reason !== 0 && (typeof object.reason !== "string" || $root.vmslot.agent.v1.EndReason[object.reason] !== 0))
                        switch (object.reason) {
                        case "END_REASON_UNSPECIFIED":
                        case 0:
                            message.reason = 0;
                            break;
                        case "END_REASON_EXITED":
                        case 1:
                            message.reason = 1;
                            break;
                        case "END_REASON_SIGNALED":
                        case 2:
                            message.reason = 2;
                            break;
                        case "END_REASON_NOT_STARTED":
                        case 3:
                            message.reason = 3;
                            break;
                        case "END_REASON_TIME_LIMIT":
                        case 4:
                            message.reason = 4;
                            break;
                        case "END_REASON_OUTPUT_LIMIT":
                        case 5:
                            message.reason = 5;
                            break;
                        case "END_REASON_DISK_FULL":
                        case 6:
                            message.reason = 6;
                            break;
                        case "END_REASON_OUT_OF_MEMORY":
                        case 7:
                            message.reason = 7;
                            break;
                        case "END_REASON_CONTROLLED":
                        case 8:
                            message.reason = 8;
                            break;
                        case "END_REASON_LOST":
                        case 9:
                            message.reason = 9;
                            break;
                        default:
                            if (typeof object.reason === "number" && (object.reason | 0) === object.reason)
                                message.reason = object.reason;
                        }
                    if (object.exitCode != null)
                        if ($Number(object.exitCode) !== 0)
                            message.exitCode = object.exitCode >>> 0;
                    if (object.signalNumber != null)
                        if ($Number(object.signalNumber) !== 0)
                            message.signalNumber = object.signalNumber >>> 0;
                    if (object.message != null)
                        if (typeof object.message !== "string" || object.message.length)
                            message.message = $String(object.message);
                    if (object.cpuTimeMs != null)
                        if (typeof object.cpuTimeMs === "object" ? object.cpuTimeMs.low || object.cpuTimeMs.high : $Number(object.cpuTimeMs) !== 0)
                            if ($util.Long)
                                message.cpuTimeMs = $util.Long.fromValue(object.cpuTimeMs, true);
                            else if (typeof object.cpuTimeMs === "string")
                                message.cpuTimeMs = $parseInt(object.cpuTimeMs, 10);
                            else if (typeof object.cpuTimeMs === "number")
                                message.cpuTimeMs = object.cpuTimeMs;
                            else if (typeof object.cpuTimeMs === "object")
                                message.cpuTimeMs = new $util.LongBits(object.cpuTimeMs.low >>> 0, object.cpuTimeMs.high >>> 0).toNumber(true);
                    if (object.wallTimeMs != null)
                        if (typeof object.wallTimeMs === "object" ? object.wallTimeMs.low || object.wallTimeMs.high : $Number(object.wallTimeMs) !== 0)
                            if ($util.Long)
                                message.wallTimeMs = $util.Long.fromValue(object.wallTimeMs, true);
                            else if (typeof object.wallTimeMs === "string")
                                message.wallTimeMs = $parseInt(object.wallTimeMs, 10);
                            else if (typeof object.wallTimeMs === "number")
                                message.wallTimeMs = object.wallTimeMs;
                            else if (typeof object.wallTimeMs === "object")
                                message.wallTimeMs = new $util.LongBits(object.wallTimeMs.low >>> 0, object.wallTimeMs.high >>> 0).toNumber(true);
                    if (object.peakMemoryBytes != null)
                        if (typeof object.peakMemoryBytes === "object" ? object.peakMemoryBytes.low || object.peakMemoryBytes.high : $Number(object.peakMemoryBytes) !== 0)
                            if ($util.Long)
                                message.peakMemoryBytes = $util.Long.fromValue(object.peakMemoryBytes, true);
                            else if (typeof object.peakMemoryBytes === "string")
                                message.peakMemoryBytes = $parseInt(object.peakMemoryBytes, 10);
                            else if (typeof object.peakMemoryBytes === "number")
                                message.peakMemoryBytes = object.peakMemoryBytes;
                            else if (typeof object.peakMemoryBytes === "object")
                                message.peakMemoryBytes = new $util.LongBits(object.peakMemoryBytes.low >>> 0, object.peakMemoryBytes.high >>> 0).toNumber(true);
                    if (object.stdoutBytes != null)
                        if (typeof object.stdoutBytes === "object" ? object.stdoutBytes.low || object.stdoutBytes.high : $Number(object.stdoutBytes) !== 0)
                            if ($util.Long)
                                message.stdoutBytes = $util.Long.fromValue(object.stdoutBytes, true);
                            else if (typeof object.stdoutBytes === "string")
                                message.stdoutBytes = $parseInt(object.stdoutBytes, 10);
                            else if (typeof object.stdoutBytes === "number")
                                message.stdoutBytes = object.stdoutBytes;
                            else if (typeof object.stdoutBytes === "object")
                                message.stdoutBytes = new $util.LongBits(object.stdoutBytes.low >>> 0, object.stdoutBytes.high >>> 0).toNumber(true);
                    if (object.stderrBytes != null)
                        if (typeof object.stderrBytes === "object" ? object.stderrBytes.low || object.stderrBytes.high : $Number(object.stderrBytes) !== 0)
                            if ($util.Long)
                                message.stderrBytes = $util.Long.fromValue(object.stderrBytes, true);
                            else if (typeof object.stderrBytes === "string")
                                message.stderrBytes = $parseInt(object.stderrBytes, 10);
                            else if (typeof object.stderrBytes === "number")
                                message.stderrBytes = object.stderrBytes;
                            else if (typeof object.stderrBytes === "object")
                                message.stderrBytes = new $util.LongBits(object.stderrBytes.low >>> 0, object.stderrBytes.high >>> 0).toNumber(true);
                    return message;
                };

                /**
                 * Creates a plain object from a StepEnded message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.StepEnded
                 * @static
                 * @param {vmslot.agent.v1.StepEnded} message StepEnded
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StepEnded.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.reason = options.enums === $String ? "END_REASON_UNSPECIFIED" : 0;
                        object.exitCode = 0;
                        object.signalNumber = 0;
                        object.message = "";
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.cpuTimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.cpuTimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.wallTimeMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.wallTimeMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.peakMemoryBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.peakMemoryBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.stdoutBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.stdoutBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.stderrBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.stderrBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        object.reason = options.enums === $String ? $root.vmslot.agent.v1.EndReason[message.reason] === $undefined ? message.reason : $root.vmslot.agent.v1.EndReason[message.reason] : message.reason;
                    if (message.exitCode != null && $Object.hasOwnProperty.call(message, "exitCode"))
                        object.exitCode = message.exitCode;
                    if (message.signalNumber != null && $Object.hasOwnProperty.call(message, "signalNumber"))
                        object.signalNumber = message.signalNumber;
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message"))
                        object.message = message.message;
                    if (message.cpuTimeMs != null && $Object.hasOwnProperty.call(message, "cpuTimeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.cpuTimeMs = typeof message.cpuTimeMs === "number" ? $BigInt(message.cpuTimeMs) : $util.Long.fromBits(message.cpuTimeMs.low >>> 0, message.cpuTimeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.cpuTimeMs === "number")
                            object.cpuTimeMs = options.longs === $String ? $String(message.cpuTimeMs) : message.cpuTimeMs;
                        else
                            object.cpuTimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.cpuTimeMs) : options.longs === $Number ? new $util.LongBits(message.cpuTimeMs.low >>> 0, message.cpuTimeMs.high >>> 0).toNumber(true) : message.cpuTimeMs;
                    if (message.wallTimeMs != null && $Object.hasOwnProperty.call(message, "wallTimeMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.wallTimeMs = typeof message.wallTimeMs === "number" ? $BigInt(message.wallTimeMs) : $util.Long.fromBits(message.wallTimeMs.low >>> 0, message.wallTimeMs.high >>> 0, true).toBigInt();
                        else if (typeof message.wallTimeMs === "number")
                            object.wallTimeMs = options.longs === $String ? $String(message.wallTimeMs) : message.wallTimeMs;
                        else
                            object.wallTimeMs = options.longs === $String ? $util.Long.prototype.toString.call(message.wallTimeMs) : options.longs === $Number ? new $util.LongBits(message.wallTimeMs.low >>> 0, message.wallTimeMs.high >>> 0).toNumber(true) : message.wallTimeMs;
                    if (message.peakMemoryBytes != null && $Object.hasOwnProperty.call(message, "peakMemoryBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.peakMemoryBytes = typeof message.peakMemoryBytes === "number" ? $BigInt(message.peakMemoryBytes) : $util.Long.fromBits(message.peakMemoryBytes.low >>> 0, message.peakMemoryBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.peakMemoryBytes === "number")
                            object.peakMemoryBytes = options.longs === $String ? $String(message.peakMemoryBytes) : message.peakMemoryBytes;
                        else
                            object.peakMemoryBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.peakMemoryBytes) : options.longs === $Number ? new $util.LongBits(message.peakMemoryBytes.low >>> 0, message.peakMemoryBytes.high >>> 0).toNumber(true) : message.peakMemoryBytes;
                    if (message.stdoutBytes != null && $Object.hasOwnProperty.call(message, "stdoutBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.stdoutBytes = typeof message.stdoutBytes === "number" ? $BigInt(message.stdoutBytes) : $util.Long.fromBits(message.stdoutBytes.low >>> 0, message.stdoutBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.stdoutBytes === "number")
                            object.stdoutBytes = options.longs === $String ? $String(message.stdoutBytes) : message.stdoutBytes;
                        else
                            object.stdoutBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.stdoutBytes) : options.longs === $Number ? new $util.LongBits(message.stdoutBytes.low >>> 0, message.stdoutBytes.high >>> 0).toNumber(true) : message.stdoutBytes;
                    if (message.stderrBytes != null && $Object.hasOwnProperty.call(message, "stderrBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.stderrBytes = typeof message.stderrBytes === "number" ? $BigInt(message.stderrBytes) : $util.Long.fromBits(message.stderrBytes.low >>> 0, message.stderrBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.stderrBytes === "number")
                            object.stderrBytes = options.longs === $String ? $String(message.stderrBytes) : message.stderrBytes;
                        else
                            object.stderrBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.stderrBytes) : options.longs === $Number ? new $util.LongBits(message.stderrBytes.low >>> 0, message.stderrBytes.high >>> 0).toNumber(true) : message.stderrBytes;
                    return object;
                };

                /**
                 * Converts this StepEnded to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.StepEnded
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StepEnded.prototype.toJSON = function() {
                    return StepEnded.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StepEnded;
            })();

            v1.TaskEnded = (function() {

                /**
                 * Properties of a TaskEnded.
                 * @typedef {Object} vmslot.agent.v1.TaskEnded.$Properties
                 * @property {boolean} [succeeded] TaskEnded succeeded
                 * @property {number} [step] TaskEnded step
                 * @property {vmslot.agent.v1.StepEnded.$Properties} [outcome] TaskEnded outcome
                 * @property {vmslot.agent.v1.AppStatus.$Properties} [status] TaskEnded status
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TaskEnded.
                 * @memberof vmslot.agent.v1
                 * @interface ITaskEnded
                 * @augments vmslot.agent.v1.TaskEnded.$Properties
                 * @deprecated Use vmslot.agent.v1.TaskEnded.$Properties instead.
                 */

                /**
                 * Shape of a TaskEnded.
                 * @typedef {vmslot.agent.v1.TaskEnded.$Properties} vmslot.agent.v1.TaskEnded.$Shape
                 */

                /**
                 * Constructs a new TaskEnded.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a TaskEnded.
                 * @constructor
                 * @param {vmslot.agent.v1.TaskEnded.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TaskEnded = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TaskEnded succeeded.
                 * @member {boolean} succeeded
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @instance
                 */
                TaskEnded.prototype.succeeded = false;

                /**
                 * TaskEnded step.
                 * @member {number} step
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @instance
                 */
                TaskEnded.prototype.step = 0;

                /**
                 * TaskEnded outcome.
                 * @member {vmslot.agent.v1.StepEnded} outcome
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @instance
                 */
                TaskEnded.prototype.outcome = null;

                /**
                 * TaskEnded status.
                 * @member {vmslot.agent.v1.AppStatus} status
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @instance
                 */
                TaskEnded.prototype.status = null;

                /**
                 * Creates a new TaskEnded instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {vmslot.agent.v1.TaskEnded.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.TaskEnded} TaskEnded instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.TaskEnded.$Shape): vmslot.agent.v1.TaskEnded & vmslot.agent.v1.TaskEnded.$Shape;
                 *   (properties?: vmslot.agent.v1.TaskEnded.$Properties): vmslot.agent.v1.TaskEnded;
                 * }}
                 */
                TaskEnded.create = function(properties) {
                    return new TaskEnded(properties);
                };

                /**
                 * Encodes the specified TaskEnded message. Does not implicitly {@link vmslot.agent.v1.TaskEnded.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {vmslot.agent.v1.TaskEnded.$Properties} message TaskEnded message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TaskEnded.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.succeeded != null && $Object.hasOwnProperty.call(message, "succeeded") && message.succeeded !== false)
                        writer.uint32(/* id 1, wireType 0 =*/8).bool(message.succeeded);
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step") && message.step !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.step);
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome"))
                        $root.vmslot.agent.v1.StepEnded.encode(message.outcome, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        $root.vmslot.agent.v1.AppStatus.encode(message.status, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TaskEnded message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TaskEnded & vmslot.agent.v1.TaskEnded.$Shape} TaskEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TaskEnded.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.TaskEnded();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.succeeded = value;
                                else
                                    delete message.succeeded;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.step = value;
                                else
                                    delete message.step;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.outcome = $root.vmslot.agent.v1.StepEnded.decode(reader, reader.size(), $undefined, _depth + 1, message.outcome);
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.status = $root.vmslot.agent.v1.AppStatus.decode(reader, reader.size(), $undefined, _depth + 1, message.status);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a TaskEnded message.
                 * @function verify
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                TaskEnded.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.succeeded != null && $Object.hasOwnProperty.call(message, "succeeded"))
                        if (typeof message.succeeded !== "boolean")
                            return "succeeded: boolean expected";
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        if (!$util.isInteger(message.step))
                            return "step: integer expected";
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome")) {
                        let error = $root.vmslot.agent.v1.StepEnded.verify(message.outcome, _depth + 1);
                        if (error)
                            return "outcome." + error;
                    }
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status")) {
                        let error = $root.vmslot.agent.v1.AppStatus.verify(message.status, _depth + 1);
                        if (error)
                            return "status." + error;
                    }
                    return null;
                };

                /**
                 * Creates a TaskEnded message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.TaskEnded} TaskEnded
                 */
                TaskEnded.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.TaskEnded)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.TaskEnded: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.TaskEnded();
                    if (object.succeeded != null)
                        if (object.succeeded)
                            message.succeeded = $Boolean(object.succeeded);
                    if (object.step != null)
                        if ($Number(object.step) !== 0)
                            message.step = object.step >>> 0;
                    if (object.outcome != null) {
                        if (!$util.isObject(object.outcome))
                            throw $TypeError(".vmslot.agent.v1.TaskEnded.outcome: object expected");
                        message.outcome = $root.vmslot.agent.v1.StepEnded.fromObject(object.outcome, _depth + 1);
                    }
                    if (object.status != null) {
                        if (!$util.isObject(object.status))
                            throw $TypeError(".vmslot.agent.v1.TaskEnded.status: object expected");
                        message.status = $root.vmslot.agent.v1.AppStatus.fromObject(object.status, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a TaskEnded message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @static
                 * @param {vmslot.agent.v1.TaskEnded} message TaskEnded
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TaskEnded.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.succeeded = false;
                        object.step = 0;
                        object.outcome = null;
                        object.status = null;
                    }
                    if (message.succeeded != null && $Object.hasOwnProperty.call(message, "succeeded"))
                        object.succeeded = message.succeeded;
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        object.step = message.step;
                    if (message.outcome != null && $Object.hasOwnProperty.call(message, "outcome"))
                        object.outcome = $root.vmslot.agent.v1.StepEnded.toObject(message.outcome, options, _depth + 1);
                    if (message.status != null && $Object.hasOwnProperty.call(message, "status"))
                        object.status = $root.vmslot.agent.v1.AppStatus.toObject(message.status, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this TaskEnded to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.TaskEnded
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TaskEnded.prototype.toJSON = function() {
                    return TaskEnded.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TaskEnded;
            })();

            v1.TrickleUp = (function() {

                /**
                 * Properties of a TrickleUp.
                 * @typedef {Object} vmslot.agent.v1.TrickleUp.$Properties
                 * @property {string} [variety] TrickleUp variety
                 * @property {Uint8Array} [text] TrickleUp text
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a TrickleUp.
                 * @memberof vmslot.agent.v1
                 * @interface ITrickleUp
                 * @augments vmslot.agent.v1.TrickleUp.$Properties
                 * @deprecated Use vmslot.agent.v1.TrickleUp.$Properties instead.
                 */

                /**
                 * Shape of a TrickleUp.
                 * @typedef {vmslot.agent.v1.TrickleUp.$Properties} vmslot.agent.v1.TrickleUp.$Shape
                 */

                /**
                 * Constructs a new TrickleUp.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a TrickleUp.
                 * @constructor
                 * @param {vmslot.agent.v1.TrickleUp.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const TrickleUp = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * TrickleUp variety.
                 * @member {string} variety
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @instance
                 */
                TrickleUp.prototype.variety = "";

                /**
                 * TrickleUp text.
                 * @member {Uint8Array} text
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @instance
                 */
                TrickleUp.prototype.text = $util.newBuffer([]);

                /**
                 * Creates a new TrickleUp instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {vmslot.agent.v1.TrickleUp.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.TrickleUp} TrickleUp instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.TrickleUp.$Shape): vmslot.agent.v1.TrickleUp & vmslot.agent.v1.TrickleUp.$Shape;
                 *   (properties?: vmslot.agent.v1.TrickleUp.$Properties): vmslot.agent.v1.TrickleUp;
                 * }}
                 */
                TrickleUp.create = function(properties) {
                    return new TrickleUp(properties);
                };

                /**
                 * Encodes the specified TrickleUp message. Does not implicitly {@link vmslot.agent.v1.TrickleUp.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {vmslot.agent.v1.TrickleUp.$Properties} message TrickleUp message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                TrickleUp.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.variety != null && $Object.hasOwnProperty.call(message, "variety") && message.variety !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.variety);
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text") && message.text.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.text);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a TrickleUp message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.TrickleUp & vmslot.agent.v1.TrickleUp.$Shape} TrickleUp
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                TrickleUp.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.TrickleUp();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.variety = value;
                                else
                                    delete message.variety;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.text = value;
                                else
                                    delete message.text;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a TrickleUp message.
                 * @function verify
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                TrickleUp.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.variety != null && $Object.hasOwnProperty.call(message, "variety"))
                        if (!$util.isString(message.variety))
                            return "variety: string expected";
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                        if (!(message.text && typeof message.text.length === "number" || $util.isString(message.text)))
                            return "text: buffer expected";
                    return null;
                };

                /**
                 * Creates a TrickleUp message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.TrickleUp} TrickleUp
                 */
                TrickleUp.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.TrickleUp)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.TrickleUp: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.TrickleUp();
                    if (object.variety != null)
                        if (typeof object.variety !== "string" || object.variety.length)
                            message.variety = $String(object.variety);
                    if (object.text != null)
                        if (object.text.length)
                            if (typeof object.text === "string")
                                $util.base64.decode(object.text, message.text = $util.newBuffer($util.base64.length(object.text)), 0);
                            else if (object.text.length >= 0)
                                message.text = object.text;
                    return message;
                };

                /**
                 * Creates a plain object from a TrickleUp message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @static
                 * @param {vmslot.agent.v1.TrickleUp} message TrickleUp
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                TrickleUp.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.variety = "";
                        if (options.bytes === $String)
                            object.text = "";
                        else {
                            object.text = [];
                            if (options.bytes !== $Array)
                                object.text = $util.newBuffer(object.text);
                        }
                    }
                    if (message.variety != null && $Object.hasOwnProperty.call(message, "variety"))
                        object.variety = message.variety;
                    if (message.text != null && $Object.hasOwnProperty.call(message, "text"))
                        object.text = options.bytes === $String ? $util.base64.encode(message.text, 0, message.text.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.text) : message.text;
                    return object;
                };

                /**
                 * Converts this TrickleUp to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.TrickleUp
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                TrickleUp.prototype.toJSON = function() {
                    return TrickleUp.toObject(this, $protobuf.util.toJSONOptions);
                };

                return TrickleUp;
            })();

            v1.UploadReady = (function() {

                /**
                 * Properties of an UploadReady.
                 * @typedef {Object} vmslot.agent.v1.UploadReady.$Properties
                 * @property {string} [path] UploadReady path
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an UploadReady.
                 * @memberof vmslot.agent.v1
                 * @interface IUploadReady
                 * @augments vmslot.agent.v1.UploadReady.$Properties
                 * @deprecated Use vmslot.agent.v1.UploadReady.$Properties instead.
                 */

                /**
                 * Shape of an UploadReady.
                 * @typedef {vmslot.agent.v1.UploadReady.$Properties} vmslot.agent.v1.UploadReady.$Shape
                 */

                /**
                 * Constructs a new UploadReady.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents an UploadReady.
                 * @constructor
                 * @param {vmslot.agent.v1.UploadReady.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const UploadReady = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * UploadReady path.
                 * @member {string} path
                 * @memberof vmslot.agent.v1.UploadReady
                 * @instance
                 */
                UploadReady.prototype.path = "";

                /**
                 * Creates a new UploadReady instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {vmslot.agent.v1.UploadReady.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.UploadReady} UploadReady instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.UploadReady.$Shape): vmslot.agent.v1.UploadReady & vmslot.agent.v1.UploadReady.$Shape;
                 *   (properties?: vmslot.agent.v1.UploadReady.$Properties): vmslot.agent.v1.UploadReady;
                 * }}
                 */
                UploadReady.create = function(properties) {
                    return new UploadReady(properties);
                };

                /**
                 * Encodes the specified UploadReady message. Does not implicitly {@link vmslot.agent.v1.UploadReady.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {vmslot.agent.v1.UploadReady.$Properties} message UploadReady message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                UploadReady.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an UploadReady message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.UploadReady & vmslot.agent.v1.UploadReady.$Shape} UploadReady
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                UploadReady.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.UploadReady();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies an UploadReady message.
                 * @function verify
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                UploadReady.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        if (!$util.isString(message.path))
                            return "path: string expected";
                    return null;
                };

                /**
                 * Creates an UploadReady message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.UploadReady} UploadReady
                 */
                UploadReady.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.UploadReady)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.UploadReady: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.UploadReady();
                    if (object.path != null)
                        if (typeof object.path !== "string" || object.path.length)
                            message.path = $String(object.path);
                    return message;
                };

                /**
                 * Creates a plain object from an UploadReady message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.UploadReady
                 * @static
                 * @param {vmslot.agent.v1.UploadReady} message UploadReady
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                UploadReady.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.path = "";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        object.path = message.path;
                    return object;
                };

                /**
                 * Converts this UploadReady to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.UploadReady
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                UploadReady.prototype.toJSON = function() {
                    return UploadReady.toObject(this, $protobuf.util.toJSONOptions);
                };

                return UploadReady;
            })();

            /**
             * RefusalReason enum.
             * @name vmslot.agent.v1.RefusalReason
             * @enum {number}
             * @property {number} REFUSAL_REASON_UNSPECIFIED=0 REFUSAL_REASON_UNSPECIFIED value
             * @property {number} REFUSAL_REASON_TOO_LARGE=1 REFUSAL_REASON_TOO_LARGE value
             * @property {number} REFUSAL_REASON_NOT_REGULAR=2 REFUSAL_REASON_NOT_REGULAR value
             * @property {number} REFUSAL_REASON_TOO_MANY=3 REFUSAL_REASON_TOO_MANY value
             * @property {number} REFUSAL_REASON_DISK_FULL=4 REFUSAL_REASON_DISK_FULL value
             */
            v1.RefusalReason = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "REFUSAL_REASON_UNSPECIFIED"] = 0;
                values[valuesById[1] = "REFUSAL_REASON_TOO_LARGE"] = 1;
                values[valuesById[2] = "REFUSAL_REASON_NOT_REGULAR"] = 2;
                values[valuesById[3] = "REFUSAL_REASON_TOO_MANY"] = 3;
                values[valuesById[4] = "REFUSAL_REASON_DISK_FULL"] = 4;
                return values;
            })();

            v1.FileRefused = (function() {

                /**
                 * Properties of a FileRefused.
                 * @typedef {Object} vmslot.agent.v1.FileRefused.$Properties
                 * @property {string} [path] FileRefused path
                 * @property {vmslot.agent.v1.RefusalReason} [reason] FileRefused reason
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FileRefused.
                 * @memberof vmslot.agent.v1
                 * @interface IFileRefused
                 * @augments vmslot.agent.v1.FileRefused.$Properties
                 * @deprecated Use vmslot.agent.v1.FileRefused.$Properties instead.
                 */

                /**
                 * Shape of a FileRefused.
                 * @typedef {vmslot.agent.v1.FileRefused.$Properties} vmslot.agent.v1.FileRefused.$Shape
                 */

                /**
                 * Constructs a new FileRefused.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a FileRefused.
                 * @constructor
                 * @param {vmslot.agent.v1.FileRefused.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FileRefused = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FileRefused path.
                 * @member {string} path
                 * @memberof vmslot.agent.v1.FileRefused
                 * @instance
                 */
                FileRefused.prototype.path = "";

                /**
                 * FileRefused reason.
                 * @member {vmslot.agent.v1.RefusalReason} reason
                 * @memberof vmslot.agent.v1.FileRefused
                 * @instance
                 */
                FileRefused.prototype.reason = 0;

                /**
                 * Creates a new FileRefused instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {vmslot.agent.v1.FileRefused.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.FileRefused} FileRefused instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.FileRefused.$Shape): vmslot.agent.v1.FileRefused & vmslot.agent.v1.FileRefused.$Shape;
                 *   (properties?: vmslot.agent.v1.FileRefused.$Properties): vmslot.agent.v1.FileRefused;
                 * }}
                 */
                FileRefused.create = function(properties) {
                    return new FileRefused(properties);
                };

                /**
                 * Encodes the specified FileRefused message. Does not implicitly {@link vmslot.agent.v1.FileRefused.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {vmslot.agent.v1.FileRefused.$Properties} message FileRefused message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FileRefused.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason") && message.reason !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.reason);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FileRefused message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileRefused & vmslot.agent.v1.FileRefused.$Shape} FileRefused
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FileRefused.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.FileRefused();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.reason = value;
                                else
                                    delete message.reason;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a FileRefused message.
                 * @function verify
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                FileRefused.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        if (!$util.isString(message.path))
                            return "path: string expected";
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        if (typeof message.reason !== "number" || (message.reason | 0) !== message.reason)
                            return "reason: enum value expected";
                    return null;
                };

                /**
                 * Creates a FileRefused message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.FileRefused} FileRefused
                 */
                FileRefused.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.FileRefused)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.FileRefused: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.FileRefused();
                    if (object.path != null)
                        if (typeof object.path !== "string" || object.path.length)
                            message.path = $String(object.path);
                    if (object.reason !== 0 && (typeof object.reason !== "string" || $root.vmslot.agent.v1.RefusalReason[object.reason] !== 0))
                        switch (object.reason) {
                        case "REFUSAL_REASON_UNSPECIFIED":
                        case 0:
                            message.reason = 0;
                            break;
                        case "REFUSAL_REASON_TOO_LARGE":
                        case 1:
                            message.reason = 1;
                            break;
                        case "REFUSAL_REASON_NOT_REGULAR":
                        case 2:
                            message.reason = 2;
                            break;
                        case "REFUSAL_REASON_TOO_MANY":
                        case 3:
                            message.reason = 3;
                            break;
                        case "REFUSAL_REASON_DISK_FULL":
                        case 4:
                            message.reason = 4;
                            break;
                        default:
                            if (typeof object.reason === "number" && (object.reason | 0) === object.reason)
                                message.reason = object.reason;
                        }
                    return message;
                };

                /**
                 * Creates a plain object from a FileRefused message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.FileRefused
                 * @static
                 * @param {vmslot.agent.v1.FileRefused} message FileRefused
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                FileRefused.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.path = "";
                        object.reason = options.enums === $String ? "REFUSAL_REASON_UNSPECIFIED" : 0;
                    }
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        object.path = message.path;
                    if (message.reason != null && $Object.hasOwnProperty.call(message, "reason"))
                        object.reason = options.enums === $String ? $root.vmslot.agent.v1.RefusalReason[message.reason] === $undefined ? message.reason : $root.vmslot.agent.v1.RefusalReason[message.reason] : message.reason;
                    return object;
                };

                /**
                 * Converts this FileRefused to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.FileRefused
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                FileRefused.prototype.toJSON = function() {
                    return FileRefused.toObject(this, $protobuf.util.toJSONOptions);
                };

                return FileRefused;
            })();

            /**
             * FileType enum.
             * @name vmslot.agent.v1.FileType
             * @enum {number}
             * @property {number} FILE_TYPE_UNSPECIFIED=0 FILE_TYPE_UNSPECIFIED value
             * @property {number} FILE_TYPE_REGULAR=1 FILE_TYPE_REGULAR value
             * @property {number} FILE_TYPE_DIRECTORY=2 FILE_TYPE_DIRECTORY value
             * @property {number} FILE_TYPE_SYMBOLIC_LINK=3 FILE_TYPE_SYMBOLIC_LINK value
             * @property {number} FILE_TYPE_OTHER=4 FILE_TYPE_OTHER value
             */
            v1.FileType = (function() {
                const valuesById = $Object.create(null), values = $Object.create(valuesById);
                values[valuesById[0] = "FILE_TYPE_UNSPECIFIED"] = 0;
                values[valuesById[1] = "FILE_TYPE_REGULAR"] = 1;
                values[valuesById[2] = "FILE_TYPE_DIRECTORY"] = 2;
                values[valuesById[3] = "FILE_TYPE_SYMBOLIC_LINK"] = 3;
                values[valuesById[4] = "FILE_TYPE_OTHER"] = 4;
                return values;
            })();

            v1.FileInfo = (function() {

                /**
                 * Properties of a FileInfo.
                 * @typedef {Object} vmslot.agent.v1.FileInfo.$Properties
                 * @property {string} [name] FileInfo name
                 * @property {vmslot.agent.v1.FileType} [type] FileInfo type
                 * @property {number} [sizeBytes] FileInfo sizeBytes
                 * @property {number} [mode] FileInfo mode
                 * @property {number} [uid] FileInfo uid
                 * @property {number} [gid] FileInfo gid
                 * @property {number} [modifiedMs] FileInfo modifiedMs
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a FileInfo.
                 * @memberof vmslot.agent.v1
                 * @interface IFileInfo
                 * @augments vmslot.agent.v1.FileInfo.$Properties
                 * @deprecated Use vmslot.agent.v1.FileInfo.$Properties instead.
                 */

                /**
                 * Shape of a FileInfo.
                 * @typedef {vmslot.agent.v1.FileInfo.$Properties} vmslot.agent.v1.FileInfo.$Shape
                 */

                /**
                 * Constructs a new FileInfo.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a FileInfo.
                 * @constructor
                 * @param {vmslot.agent.v1.FileInfo.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const FileInfo = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * FileInfo name.
                 * @member {string} name
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.name = "";

                /**
                 * FileInfo type.
                 * @member {vmslot.agent.v1.FileType} type
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.type = 0;

                /**
                 * FileInfo sizeBytes.
                 * @member {number} sizeBytes
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

                /**
                 * FileInfo mode.
                 * @member {number} mode
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.mode = 0;

                /**
                 * FileInfo uid.
                 * @member {number} uid
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.uid = 0;

                /**
                 * FileInfo gid.
                 * @member {number} gid
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.gid = 0;

                /**
                 * FileInfo modifiedMs.
                 * @member {number} modifiedMs
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 */
                FileInfo.prototype.modifiedMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;

                /**
                 * Creates a new FileInfo instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {vmslot.agent.v1.FileInfo.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.FileInfo} FileInfo instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.FileInfo.$Shape): vmslot.agent.v1.FileInfo & vmslot.agent.v1.FileInfo.$Shape;
                 *   (properties?: vmslot.agent.v1.FileInfo.$Properties): vmslot.agent.v1.FileInfo;
                 * }}
                 */
                FileInfo.create = function(properties) {
                    return new FileInfo(properties);
                };

                /**
                 * Encodes the specified FileInfo message. Does not implicitly {@link vmslot.agent.v1.FileInfo.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {vmslot.agent.v1.FileInfo.$Properties} message FileInfo message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                FileInfo.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.name);
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type") && message.type !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).int32(message.type);
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                        writer.uint32(/* id 3, wireType 0 =*/24).uint64(message.sizeBytes);
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode") && message.mode !== 0)
                        writer.uint32(/* id 4, wireType 0 =*/32).uint32(message.mode);
                    if (message.uid != null && $Object.hasOwnProperty.call(message, "uid") && message.uid !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.uid);
                    if (message.gid != null && $Object.hasOwnProperty.call(message, "gid") && message.gid !== 0)
                        writer.uint32(/* id 6, wireType 0 =*/48).uint32(message.gid);
                    if (message.modifiedMs != null && $Object.hasOwnProperty.call(message, "modifiedMs") && (typeof message.modifiedMs === "object" ? message.modifiedMs.low || message.modifiedMs.high : message.modifiedMs !== 0))
                        writer.uint32(/* id 7, wireType 0 =*/56).int64(message.modifiedMs);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a FileInfo message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.FileInfo & vmslot.agent.v1.FileInfo.$Shape} FileInfo
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                FileInfo.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.FileInfo();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.name = value;
                                else
                                    delete message.name;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.type = value;
                                else
                                    delete message.type;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                    message.sizeBytes = value;
                                else
                                    delete message.sizeBytes;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.mode = value;
                                else
                                    delete message.mode;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.uid = value;
                                else
                                    delete message.uid;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.gid = value;
                                else
                                    delete message.gid;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 0)
                                    break;
                                if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                    message.modifiedMs = value;
                                else
                                    delete message.modifiedMs;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a FileInfo message.
                 * @function verify
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                FileInfo.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        if (!$util.isString(message.name))
                            return "name: string expected";
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                        if (typeof message.type !== "number" || (message.type | 0) !== message.type)
                            return "type: enum value expected";
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                        if (!$util.isInteger(message.sizeBytes) && !(message.sizeBytes && $util.isInteger(message.sizeBytes.low) && $util.isInteger(message.sizeBytes.high)))
                            return "sizeBytes: integer|Long expected";
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                        if (!$util.isInteger(message.mode))
                            return "mode: integer expected";
                    if (message.uid != null && $Object.hasOwnProperty.call(message, "uid"))
                        if (!$util.isInteger(message.uid))
                            return "uid: integer expected";
                    if (message.gid != null && $Object.hasOwnProperty.call(message, "gid"))
                        if (!$util.isInteger(message.gid))
                            return "gid: integer expected";
                    if (message.modifiedMs != null && $Object.hasOwnProperty.call(message, "modifiedMs"))
                        if (!$util.isInteger(message.modifiedMs) && !(message.modifiedMs && $util.isInteger(message.modifiedMs.low) && $util.isInteger(message.modifiedMs.high)))
                            return "modifiedMs: integer|Long expected";
                    return null;
                };

                /**
                 * Creates a FileInfo message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.FileInfo} FileInfo
                 */
                FileInfo.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.FileInfo)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.FileInfo: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.FileInfo();
                    if (object.name != null)
                        if (typeof object.name !== "string" || object.name.length)
                            message.name = $String(object.name);
                    if (object.type !== 0 && (typeof object.type !== "string" || $root.vmslot.agent.v1.FileType[object.type] !== 0))
                        switch (object.type) {
                        case "FILE_TYPE_UNSPECIFIED":
                        case 0:
                            message.type = 0;
                            break;
                        case "FILE_TYPE_REGULAR":
                        case 1:
                            message.type = 1;
                            break;
                        case "FILE_TYPE_DIRECTORY":
                        case 2:
                            message.type = 2;
                            break;
                        case "FILE_TYPE_SYMBOLIC_LINK":
                        case 3:
                            message.type = 3;
                            break;
                        case "FILE_TYPE_OTHER":
                        case 4:
                            message.type = 4;
                            break;
                        default:
                            if (typeof object.type === "number" && (object.type | 0) === object.type)
                                message.type = object.type;
                        }
                    if (object.sizeBytes != null)
                        if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                            if ($util.Long)
                                message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                            else if (typeof object.sizeBytes === "string")
                                message.sizeBytes = $parseInt(object.sizeBytes, 10);
                            else if (typeof object.sizeBytes === "number")
                                message.sizeBytes = object.sizeBytes;
                            else if (typeof object.sizeBytes === "object")
                                message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
                    if (object.mode != null)
                        if ($Number(object.mode) !== 0)
                            message.mode = object.mode >>> 0;
                    if (object.uid != null)
                        if ($Number(object.uid) !== 0)
                            message.uid = object.uid >>> 0;
                    if (object.gid != null)
                        if ($Number(object.gid) !== 0)
                            message.gid = object.gid >>> 0;
                    if (object.modifiedMs != null)
                        if (typeof object.modifiedMs === "object" ? object.modifiedMs.low || object.modifiedMs.high : $Number(object.modifiedMs) !== 0)
                            if ($util.Long)
                                message.modifiedMs = $util.Long.fromValue(object.modifiedMs, false);
                            else if (typeof object.modifiedMs === "string")
                                message.modifiedMs = $parseInt(object.modifiedMs, 10);
                            else if (typeof object.modifiedMs === "number")
                                message.modifiedMs = object.modifiedMs;
                            else if (typeof object.modifiedMs === "object")
                                message.modifiedMs = new $util.LongBits(object.modifiedMs.low >>> 0, object.modifiedMs.high >>> 0).toNumber();
                    return message;
                };

                /**
                 * Creates a plain object from a FileInfo message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.FileInfo
                 * @static
                 * @param {vmslot.agent.v1.FileInfo} message FileInfo
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                FileInfo.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.name = "";
                        object.type = options.enums === $String ? "FILE_TYPE_UNSPECIFIED" : 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, true);
                            object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                        object.mode = 0;
                        object.uid = 0;
                        object.gid = 0;
                        if ($util.Long) {
                            let long = new $util.Long(0, 0, false);
                            object.modifiedMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                        } else
                            object.modifiedMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    }
                    if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                        object.name = message.name;
                    if (message.type != null && $Object.hasOwnProperty.call(message, "type"))
                        object.type = options.enums === $String ? $root.vmslot.agent.v1.FileType[message.type] === $undefined ? message.type : $root.vmslot.agent.v1.FileType[message.type] : message.type;
                    if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                        else if (typeof message.sizeBytes === "number")
                            object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                        else
                            object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
                    if (message.mode != null && $Object.hasOwnProperty.call(message, "mode"))
                        object.mode = message.mode;
                    if (message.uid != null && $Object.hasOwnProperty.call(message, "uid"))
                        object.uid = message.uid;
                    if (message.gid != null && $Object.hasOwnProperty.call(message, "gid"))
                        object.gid = message.gid;
                    if (message.modifiedMs != null && $Object.hasOwnProperty.call(message, "modifiedMs"))
                        if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                            object.modifiedMs = typeof message.modifiedMs === "number" ? $BigInt(message.modifiedMs) : $util.Long.fromBits(message.modifiedMs.low >>> 0, message.modifiedMs.high >>> 0, false).toBigInt();
                        else if (typeof message.modifiedMs === "number")
                            object.modifiedMs = options.longs === $String ? $String(message.modifiedMs) : message.modifiedMs;
                        else
                            object.modifiedMs = options.longs === $String ? $util.Long.prototype.toString.call(message.modifiedMs) : options.longs === $Number ? new $util.LongBits(message.modifiedMs.low >>> 0, message.modifiedMs.high >>> 0).toNumber() : message.modifiedMs;
                    return object;
                };

                /**
                 * Converts this FileInfo to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.FileInfo
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                FileInfo.prototype.toJSON = function() {
                    return FileInfo.toObject(this, $protobuf.util.toJSONOptions);
                };

                return FileInfo;
            })();

            v1.StatRequest = (function() {

                /**
                 * Properties of a StatRequest.
                 * @typedef {Object} vmslot.agent.v1.StatRequest.$Properties
                 * @property {string} [path] StatRequest path
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StatRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IStatRequest
                 * @augments vmslot.agent.v1.StatRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.StatRequest.$Properties instead.
                 */

                /**
                 * Shape of a StatRequest.
                 * @typedef {vmslot.agent.v1.StatRequest.$Properties} vmslot.agent.v1.StatRequest.$Shape
                 */

                /**
                 * Constructs a new StatRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a StatRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.StatRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StatRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StatRequest path.
                 * @member {string} path
                 * @memberof vmslot.agent.v1.StatRequest
                 * @instance
                 */
                StatRequest.prototype.path = "";

                /**
                 * Creates a new StatRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {vmslot.agent.v1.StatRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.StatRequest} StatRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.StatRequest.$Shape): vmslot.agent.v1.StatRequest & vmslot.agent.v1.StatRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.StatRequest.$Properties): vmslot.agent.v1.StatRequest;
                 * }}
                 */
                StatRequest.create = function(properties) {
                    return new StatRequest(properties);
                };

                /**
                 * Encodes the specified StatRequest message. Does not implicitly {@link vmslot.agent.v1.StatRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {vmslot.agent.v1.StatRequest.$Properties} message StatRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StatRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StatRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StatRequest & vmslot.agent.v1.StatRequest.$Shape} StatRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StatRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.StatRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a StatRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                StatRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        if (!$util.isString(message.path))
                            return "path: string expected";
                    return null;
                };

                /**
                 * Creates a StatRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.StatRequest} StatRequest
                 */
                StatRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.StatRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.StatRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.StatRequest();
                    if (object.path != null)
                        if (typeof object.path !== "string" || object.path.length)
                            message.path = $String(object.path);
                    return message;
                };

                /**
                 * Creates a plain object from a StatRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.StatRequest
                 * @static
                 * @param {vmslot.agent.v1.StatRequest} message StatRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StatRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.path = "";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        object.path = message.path;
                    return object;
                };

                /**
                 * Converts this StatRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.StatRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StatRequest.prototype.toJSON = function() {
                    return StatRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StatRequest;
            })();

            v1.StatResponse = (function() {

                /**
                 * Properties of a StatResponse.
                 * @typedef {Object} vmslot.agent.v1.StatResponse.$Properties
                 * @property {vmslot.agent.v1.FileInfo.$Properties} [file] StatResponse file
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StatResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IStatResponse
                 * @augments vmslot.agent.v1.StatResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.StatResponse.$Properties instead.
                 */

                /**
                 * Shape of a StatResponse.
                 * @typedef {vmslot.agent.v1.StatResponse.$Properties} vmslot.agent.v1.StatResponse.$Shape
                 */

                /**
                 * Constructs a new StatResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a StatResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.StatResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StatResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StatResponse file.
                 * @member {vmslot.agent.v1.FileInfo} file
                 * @memberof vmslot.agent.v1.StatResponse
                 * @instance
                 */
                StatResponse.prototype.file = null;

                /**
                 * Creates a new StatResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {vmslot.agent.v1.StatResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.StatResponse} StatResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.StatResponse.$Shape): vmslot.agent.v1.StatResponse & vmslot.agent.v1.StatResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.StatResponse.$Properties): vmslot.agent.v1.StatResponse;
                 * }}
                 */
                StatResponse.create = function(properties) {
                    return new StatResponse(properties);
                };

                /**
                 * Encodes the specified StatResponse message. Does not implicitly {@link vmslot.agent.v1.StatResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {vmslot.agent.v1.StatResponse.$Properties} message StatResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StatResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                        $root.vmslot.agent.v1.FileInfo.encode(message.file, writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StatResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.StatResponse & vmslot.agent.v1.StatResponse.$Shape} StatResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StatResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.StatResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                message.file = $root.vmslot.agent.v1.FileInfo.decode(reader, reader.size(), $undefined, _depth + 1, message.file);
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a StatResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                StatResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.file != null && $Object.hasOwnProperty.call(message, "file")) {
                        let error = $root.vmslot.agent.v1.FileInfo.verify(message.file, _depth + 1);
                        if (error)
                            return "file." + error;
                    }
                    return null;
                };

                /**
                 * Creates a StatResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.StatResponse} StatResponse
                 */
                StatResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.StatResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.StatResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.StatResponse();
                    if (object.file != null) {
                        if (!$util.isObject(object.file))
                            throw $TypeError(".vmslot.agent.v1.StatResponse.file: object expected");
                        message.file = $root.vmslot.agent.v1.FileInfo.fromObject(object.file, _depth + 1);
                    }
                    return message;
                };

                /**
                 * Creates a plain object from a StatResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.StatResponse
                 * @static
                 * @param {vmslot.agent.v1.StatResponse} message StatResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                StatResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults)
                        object.file = null;
                    if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                        object.file = $root.vmslot.agent.v1.FileInfo.toObject(message.file, options, _depth + 1);
                    return object;
                };

                /**
                 * Converts this StatResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.StatResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                StatResponse.prototype.toJSON = function() {
                    return StatResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return StatResponse;
            })();

            v1.ListDirectoryRequest = (function() {

                /**
                 * Properties of a ListDirectoryRequest.
                 * @typedef {Object} vmslot.agent.v1.ListDirectoryRequest.$Properties
                 * @property {string} [path] ListDirectoryRequest path
                 * @property {string} [afterName] ListDirectoryRequest afterName
                 * @property {number} [maxCount] ListDirectoryRequest maxCount
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListDirectoryRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IListDirectoryRequest
                 * @augments vmslot.agent.v1.ListDirectoryRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.ListDirectoryRequest.$Properties instead.
                 */

                /**
                 * Shape of a ListDirectoryRequest.
                 * @typedef {vmslot.agent.v1.ListDirectoryRequest.$Properties} vmslot.agent.v1.ListDirectoryRequest.$Shape
                 */

                /**
                 * Constructs a new ListDirectoryRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ListDirectoryRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.ListDirectoryRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListDirectoryRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ListDirectoryRequest path.
                 * @member {string} path
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @instance
                 */
                ListDirectoryRequest.prototype.path = "";

                /**
                 * ListDirectoryRequest afterName.
                 * @member {string} afterName
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @instance
                 */
                ListDirectoryRequest.prototype.afterName = "";

                /**
                 * ListDirectoryRequest maxCount.
                 * @member {number} maxCount
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @instance
                 */
                ListDirectoryRequest.prototype.maxCount = 0;

                /**
                 * Creates a new ListDirectoryRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ListDirectoryRequest} ListDirectoryRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ListDirectoryRequest.$Shape): vmslot.agent.v1.ListDirectoryRequest & vmslot.agent.v1.ListDirectoryRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.ListDirectoryRequest.$Properties): vmslot.agent.v1.ListDirectoryRequest;
                 * }}
                 */
                ListDirectoryRequest.create = function(properties) {
                    return new ListDirectoryRequest(properties);
                };

                /**
                 * Encodes the specified ListDirectoryRequest message. Does not implicitly {@link vmslot.agent.v1.ListDirectoryRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryRequest.$Properties} message ListDirectoryRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListDirectoryRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                    if (message.afterName != null && $Object.hasOwnProperty.call(message, "afterName") && message.afterName !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.afterName);
                    if (message.maxCount != null && $Object.hasOwnProperty.call(message, "maxCount") && message.maxCount !== 0)
                        writer.uint32(/* id 3, wireType 0 =*/24).uint32(message.maxCount);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListDirectoryRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListDirectoryRequest & vmslot.agent.v1.ListDirectoryRequest.$Shape} ListDirectoryRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListDirectoryRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ListDirectoryRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.afterName = value;
                                else
                                    delete message.afterName;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxCount = value;
                                else
                                    delete message.maxCount;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ListDirectoryRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ListDirectoryRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        if (!$util.isString(message.path))
                            return "path: string expected";
                    if (message.afterName != null && $Object.hasOwnProperty.call(message, "afterName"))
                        if (!$util.isString(message.afterName))
                            return "afterName: string expected";
                    if (message.maxCount != null && $Object.hasOwnProperty.call(message, "maxCount"))
                        if (!$util.isInteger(message.maxCount))
                            return "maxCount: integer expected";
                    return null;
                };

                /**
                 * Creates a ListDirectoryRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ListDirectoryRequest} ListDirectoryRequest
                 */
                ListDirectoryRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ListDirectoryRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ListDirectoryRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.ListDirectoryRequest();
                    if (object.path != null)
                        if (typeof object.path !== "string" || object.path.length)
                            message.path = $String(object.path);
                    if (object.afterName != null)
                        if (typeof object.afterName !== "string" || object.afterName.length)
                            message.afterName = $String(object.afterName);
                    if (object.maxCount != null)
                        if ($Number(object.maxCount) !== 0)
                            message.maxCount = object.maxCount >>> 0;
                    return message;
                };

                /**
                 * Creates a plain object from a ListDirectoryRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryRequest} message ListDirectoryRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListDirectoryRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.path = "";
                        object.afterName = "";
                        object.maxCount = 0;
                    }
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        object.path = message.path;
                    if (message.afterName != null && $Object.hasOwnProperty.call(message, "afterName"))
                        object.afterName = message.afterName;
                    if (message.maxCount != null && $Object.hasOwnProperty.call(message, "maxCount"))
                        object.maxCount = message.maxCount;
                    return object;
                };

                /**
                 * Converts this ListDirectoryRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ListDirectoryRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListDirectoryRequest.prototype.toJSON = function() {
                    return ListDirectoryRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListDirectoryRequest;
            })();

            v1.ListDirectoryResponse = (function() {

                /**
                 * Properties of a ListDirectoryResponse.
                 * @typedef {Object} vmslot.agent.v1.ListDirectoryResponse.$Properties
                 * @property {Array.<vmslot.agent.v1.FileInfo.$Properties>} [files] ListDirectoryResponse files
                 * @property {boolean} [more] ListDirectoryResponse more
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ListDirectoryResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IListDirectoryResponse
                 * @augments vmslot.agent.v1.ListDirectoryResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.ListDirectoryResponse.$Properties instead.
                 */

                /**
                 * Shape of a ListDirectoryResponse.
                 * @typedef {vmslot.agent.v1.ListDirectoryResponse.$Properties} vmslot.agent.v1.ListDirectoryResponse.$Shape
                 */

                /**
                 * Constructs a new ListDirectoryResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a ListDirectoryResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.ListDirectoryResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ListDirectoryResponse = function (properties) {
                    this.files = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ListDirectoryResponse files.
                 * @member {Array.<vmslot.agent.v1.FileInfo>} files
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @instance
                 */
                ListDirectoryResponse.prototype.files = $util.emptyArray;

                /**
                 * ListDirectoryResponse more.
                 * @member {boolean} more
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @instance
                 */
                ListDirectoryResponse.prototype.more = false;

                /**
                 * Creates a new ListDirectoryResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.ListDirectoryResponse} ListDirectoryResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.ListDirectoryResponse.$Shape): vmslot.agent.v1.ListDirectoryResponse & vmslot.agent.v1.ListDirectoryResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.ListDirectoryResponse.$Properties): vmslot.agent.v1.ListDirectoryResponse;
                 * }}
                 */
                ListDirectoryResponse.create = function(properties) {
                    return new ListDirectoryResponse(properties);
                };

                /**
                 * Encodes the specified ListDirectoryResponse message. Does not implicitly {@link vmslot.agent.v1.ListDirectoryResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryResponse.$Properties} message ListDirectoryResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ListDirectoryResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.files != null && message.files.length)
                        for (let i = 0; i < message.files.length; ++i)
                            $root.vmslot.agent.v1.FileInfo.encode(message.files[i], writer.uint32(/* id 1, wireType 2 =*/10).fork(), _depth + 1).ldelim();
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more") && message.more !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.more);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ListDirectoryResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.ListDirectoryResponse & vmslot.agent.v1.ListDirectoryResponse.$Shape} ListDirectoryResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ListDirectoryResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.ListDirectoryResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.files && message.files.length))
                                    message.files = [];
                                message.files.push($root.vmslot.agent.v1.FileInfo.decode(reader, reader.size(), $undefined, _depth + 1));
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.more = value;
                                else
                                    delete message.more;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a ListDirectoryResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                ListDirectoryResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.files != null && $Object.hasOwnProperty.call(message, "files")) {
                        if (!$Array.isArray(message.files))
                            return "files: array expected";
                        for (let i = 0; i < message.files.length; ++i) {
                            let error = $root.vmslot.agent.v1.FileInfo.verify(message.files[i], _depth + 1);
                            if (error)
                                return "files." + error;
                        }
                    }
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more"))
                        if (typeof message.more !== "boolean")
                            return "more: boolean expected";
                    return null;
                };

                /**
                 * Creates a ListDirectoryResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.ListDirectoryResponse} ListDirectoryResponse
                 */
                ListDirectoryResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.ListDirectoryResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.ListDirectoryResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.ListDirectoryResponse();
                    if (object.files) {
                        if (!$Array.isArray(object.files))
                            throw $TypeError(".vmslot.agent.v1.ListDirectoryResponse.files: array expected");
                        message.files = $Array(object.files.length);
                        for (let i = 0; i < object.files.length; ++i) {
                            if (!$util.isObject(object.files[i]))
                                throw $TypeError(".vmslot.agent.v1.ListDirectoryResponse.files: object expected");
                            message.files[i] = $root.vmslot.agent.v1.FileInfo.fromObject(object.files[i], _depth + 1);
                        }
                    }
                    if (object.more != null)
                        if (object.more)
                            message.more = $Boolean(object.more);
                    return message;
                };

                /**
                 * Creates a plain object from a ListDirectoryResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @static
                 * @param {vmslot.agent.v1.ListDirectoryResponse} message ListDirectoryResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                ListDirectoryResponse.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.arrays || options.defaults)
                        object.files = [];
                    if (options.defaults)
                        object.more = false;
                    if (message.files && message.files.length) {
                        object.files = $Array(message.files.length);
                        for (let j = 0; j < message.files.length; ++j)
                            object.files[j] = $root.vmslot.agent.v1.FileInfo.toObject(message.files[j], options, _depth + 1);
                    }
                    if (message.more != null && $Object.hasOwnProperty.call(message, "more"))
                        object.more = message.more;
                    return object;
                };

                /**
                 * Converts this ListDirectoryResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.ListDirectoryResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                ListDirectoryResponse.prototype.toJSON = function() {
                    return ListDirectoryResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return ListDirectoryResponse;
            })();

            v1.RemoveRequest = (function() {

                /**
                 * Properties of a RemoveRequest.
                 * @typedef {Object} vmslot.agent.v1.RemoveRequest.$Properties
                 * @property {string} [path] RemoveRequest path
                 * @property {boolean} [recursive] RemoveRequest recursive
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RemoveRequest.
                 * @memberof vmslot.agent.v1
                 * @interface IRemoveRequest
                 * @augments vmslot.agent.v1.RemoveRequest.$Properties
                 * @deprecated Use vmslot.agent.v1.RemoveRequest.$Properties instead.
                 */

                /**
                 * Shape of a RemoveRequest.
                 * @typedef {vmslot.agent.v1.RemoveRequest.$Properties} vmslot.agent.v1.RemoveRequest.$Shape
                 */

                /**
                 * Constructs a new RemoveRequest.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a RemoveRequest.
                 * @constructor
                 * @param {vmslot.agent.v1.RemoveRequest.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RemoveRequest = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * RemoveRequest path.
                 * @member {string} path
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @instance
                 */
                RemoveRequest.prototype.path = "";

                /**
                 * RemoveRequest recursive.
                 * @member {boolean} recursive
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @instance
                 */
                RemoveRequest.prototype.recursive = false;

                /**
                 * Creates a new RemoveRequest instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {vmslot.agent.v1.RemoveRequest.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.RemoveRequest} RemoveRequest instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.RemoveRequest.$Shape): vmslot.agent.v1.RemoveRequest & vmslot.agent.v1.RemoveRequest.$Shape;
                 *   (properties?: vmslot.agent.v1.RemoveRequest.$Properties): vmslot.agent.v1.RemoveRequest;
                 * }}
                 */
                RemoveRequest.create = function(properties) {
                    return new RemoveRequest(properties);
                };

                /**
                 * Encodes the specified RemoveRequest message. Does not implicitly {@link vmslot.agent.v1.RemoveRequest.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {vmslot.agent.v1.RemoveRequest.$Properties} message RemoveRequest message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RemoveRequest.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.path);
                    if (message.recursive != null && $Object.hasOwnProperty.call(message, "recursive") && message.recursive !== false)
                        writer.uint32(/* id 2, wireType 0 =*/16).bool(message.recursive);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RemoveRequest message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RemoveRequest & vmslot.agent.v1.RemoveRequest.$Shape} RemoveRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RemoveRequest.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.RemoveRequest();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.path = value;
                                else
                                    delete message.path;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.bool())
                                    message.recursive = value;
                                else
                                    delete message.recursive;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a RemoveRequest message.
                 * @function verify
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                RemoveRequest.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        if (!$util.isString(message.path))
                            return "path: string expected";
                    if (message.recursive != null && $Object.hasOwnProperty.call(message, "recursive"))
                        if (typeof message.recursive !== "boolean")
                            return "recursive: boolean expected";
                    return null;
                };

                /**
                 * Creates a RemoveRequest message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.RemoveRequest} RemoveRequest
                 */
                RemoveRequest.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.RemoveRequest)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.RemoveRequest: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let message = new $root.vmslot.agent.v1.RemoveRequest();
                    if (object.path != null)
                        if (typeof object.path !== "string" || object.path.length)
                            message.path = $String(object.path);
                    if (object.recursive != null)
                        if (object.recursive)
                            message.recursive = $Boolean(object.recursive);
                    return message;
                };

                /**
                 * Creates a plain object from a RemoveRequest message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @static
                 * @param {vmslot.agent.v1.RemoveRequest} message RemoveRequest
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RemoveRequest.toObject = function (message, options, _depth) {
                    if (!options)
                        options = {};
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    let object = {};
                    if (options.defaults) {
                        object.path = "";
                        object.recursive = false;
                    }
                    if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                        object.path = message.path;
                    if (message.recursive != null && $Object.hasOwnProperty.call(message, "recursive"))
                        object.recursive = message.recursive;
                    return object;
                };

                /**
                 * Converts this RemoveRequest to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.RemoveRequest
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RemoveRequest.prototype.toJSON = function() {
                    return RemoveRequest.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RemoveRequest;
            })();

            v1.RemoveResponse = (function() {

                /**
                 * Properties of a RemoveResponse.
                 * @typedef {Object} vmslot.agent.v1.RemoveResponse.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a RemoveResponse.
                 * @memberof vmslot.agent.v1
                 * @interface IRemoveResponse
                 * @augments vmslot.agent.v1.RemoveResponse.$Properties
                 * @deprecated Use vmslot.agent.v1.RemoveResponse.$Properties instead.
                 */

                /**
                 * Shape of a RemoveResponse.
                 * @typedef {vmslot.agent.v1.RemoveResponse.$Properties} vmslot.agent.v1.RemoveResponse.$Shape
                 */

                /**
                 * Constructs a new RemoveResponse.
                 * @memberof vmslot.agent.v1
                 * @classdesc Represents a RemoveResponse.
                 * @constructor
                 * @param {vmslot.agent.v1.RemoveResponse.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const RemoveResponse = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Creates a new RemoveResponse instance using the specified properties.
                 * @function create
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {vmslot.agent.v1.RemoveResponse.$Properties=} [properties] Properties to set
                 * @returns {vmslot.agent.v1.RemoveResponse} RemoveResponse instance
                 * @type {{
                 *   (properties: vmslot.agent.v1.RemoveResponse.$Shape): vmslot.agent.v1.RemoveResponse & vmslot.agent.v1.RemoveResponse.$Shape;
                 *   (properties?: vmslot.agent.v1.RemoveResponse.$Properties): vmslot.agent.v1.RemoveResponse;
                 * }}
                 */
                RemoveResponse.create = function(properties) {
                    return new RemoveResponse(properties);
                };

                /**
                 * Encodes the specified RemoveResponse message. Does not implicitly {@link vmslot.agent.v1.RemoveResponse.verify|verify} messages.
                 * @function encode
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {vmslot.agent.v1.RemoveResponse.$Properties} message RemoveResponse message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                RemoveResponse.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a RemoveResponse message from the specified reader or buffer.
                 * @function decode
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {vmslot.agent.v1.RemoveResponse & vmslot.agent.v1.RemoveResponse.$Shape} RemoveResponse
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                RemoveResponse.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.vmslot.agent.v1.RemoveResponse();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Verifies a RemoveResponse message.
                 * @function verify
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {Object.<string,*>} message Plain object to verify
                 * @returns {string|null} `null` if valid, otherwise the reason why it is not
                 */
                RemoveResponse.verify = function (message, _depth) {
                    if (typeof message !== "object" || message === null)
                        return "object expected";
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        return "max depth exceeded";
                    return null;
                };

                /**
                 * Creates a RemoveResponse message from a plain object. Also converts values to their respective internal types.
                 * @function fromObject
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {Object.<string,*>} object Plain object
                 * @returns {vmslot.agent.v1.RemoveResponse} RemoveResponse
                 */
                RemoveResponse.fromObject = function (object, _depth) {
                    if (object instanceof $root.vmslot.agent.v1.RemoveResponse)
                        return object;
                    if (!$util.isObject(object))
                        throw $TypeError(".vmslot.agent.v1.RemoveResponse: object expected");
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    return new $root.vmslot.agent.v1.RemoveResponse();
                };

                /**
                 * Creates a plain object from a RemoveResponse message. Also converts values to other types if specified.
                 * @function toObject
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @static
                 * @param {vmslot.agent.v1.RemoveResponse} message RemoveResponse
                 * @param {$protobuf.IConversionOptions} [options] Conversion options
                 * @returns {Object.<string,*>} Plain object
                 */
                RemoveResponse.toObject = function () {
                    return {};
                };

                /**
                 * Converts this RemoveResponse to JSON.
                 * @function toJSON
                 * @memberof vmslot.agent.v1.RemoveResponse
                 * @instance
                 * @returns {Object.<string,*>} JSON object
                 */
                RemoveResponse.prototype.toJSON = function() {
                    return RemoveResponse.toObject(this, $protobuf.util.toJSONOptions);
                };

                return RemoveResponse;
            })();

            return v1;
        })();

        return agent;
    })();

    return vmslot;
})();

export {
  $root as default
};
