export {
  MAX_CHECKPOINT_COUNT,
  type Checkpoint,
  type CheckpointFigures,
  type CheckpointMachine,
} from './checkpoint.ts';
export {
  readCheckpointFile,
  writeCheckpointFile,
  type CheckpointFileContent,
} from './checkpoint-file.ts';
export { CheckpointKeeper, type CheckpointKeeperOptions } from './checkpoint-keeper.ts';
