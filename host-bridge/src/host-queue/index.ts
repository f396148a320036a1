export { HostQueue } from './host-queue.ts';
export {
  TURN_COUNTS,
  turnWithout,
  type TakeTurnOptions,
  type Turn,
  type TurnKind,
  type TurnSource,
} from './turn.ts';
