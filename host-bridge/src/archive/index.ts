export { packInputs, type PackedInputs, type PackInputsOptions } from './pack-inputs.ts';
export {
  receiveOutputs,
  type ReceivedOutputs,
  type ReceiveOutputsOptions,
} from './receive-outputs.ts';
export { verifyOutputs } from './verify-outputs.ts';
