export { endMachine } from './end-machine.ts';
export { CONTRACT_VERSION } from './get-info.ts';
export { LogRing, safeLine } from './log-ring.ts';
export {
  SystemService,
  type MachineEnd,
  type RestartOrder,
  type SystemServiceOptions,
} from './system-service.ts';
