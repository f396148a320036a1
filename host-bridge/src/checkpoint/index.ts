export { WriteBudget, type WriteBudgetOptions } from './write-budget.ts';
export {
  MAX_CHECKPOINT_COUNT,
  type Checkpoint,
  type CheckpointFigures,
  type CheckpointFiles,
  type CheckpointMachine,
} from './checkpoint.ts';
export {
  driverOfCheckpoint,
  readCheckpointFile,
  writeCheckpointFile,
  type CheckpointFileContent,
  type CheckpointNotes,
} from './checkpoint-file.ts';
export { checkpointNumber } from './checkpoint-number.ts';
export { CheckpointKeeper, type CheckpointKeeperOptions } from './checkpoint-keeper.ts';
export { digestDirectory } from './digest-directory.ts';
export { FilesKeeper, type CapturedFiles, type FilesKeeperOptions } from './files-keeper.ts';
export type { Keeper, MadeCheckpoint } from './keeper.ts';
