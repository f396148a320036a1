import type { ConformanceCase } from './conformance-case.ts';
import { FILE_ATTRIBUTE_CASES } from './file/attribute-cases.ts';
import { FILE_PATH_CASES } from './file/path-cases.ts';
import { TREE_CASES } from './file/tree-cases.ts';
import { UPLOAD_CASES } from './file/upload-cases.ts';
import { FILE_WATCH_CASES } from './file/watch-cases.ts';

/** What FileService and the routes for its bytes do. */
export const FILE_CASES: readonly ConformanceCase[] = [
  ...FILE_PATH_CASES,
  ...FILE_ATTRIBUTE_CASES,
  ...FILE_WATCH_CASES,
  ...UPLOAD_CASES,
  ...TREE_CASES,
];
