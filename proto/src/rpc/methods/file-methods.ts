import { v1 } from '../generated.ts';
import { defineMethod } from './define-method.ts';

/** Methods of FileService. */
export const FILE_METHODS = {
  stat: defineMethod('unary', 'FileService/Stat', v1.StatRequest, v1.StatResponse),
  listDirectory: defineMethod(
    'unary',
    'FileService/ListDirectory',
    v1.ListDirectoryRequest,
    v1.ListDirectoryResponse,
  ),
  remove: defineMethod('unary', 'FileService/Remove', v1.RemoveRequest, v1.RemoveResponse),
  makeDirectory: defineMethod(
    'unary',
    'FileService/MakeDirectory',
    v1.MakeDirectoryRequest,
    v1.MakeDirectoryResponse,
  ),
  rename: defineMethod('unary', 'FileService/Rename', v1.RenameRequest, v1.RenameResponse),
  setAttributes: defineMethod(
    'unary',
    'FileService/SetAttributes',
    v1.SetAttributesRequest,
    v1.SetAttributesResponse,
  ),
  getSpace: defineMethod('unary', 'FileService/GetSpace', v1.GetSpaceRequest, v1.GetSpaceResponse),
  checksum: defineMethod(
    'server-stream',
    'FileService/Checksum',
    v1.ChecksumRequest,
    v1.ChecksumResponse,
  ),
  watchFiles: defineMethod(
    'server-stream',
    'FileService/WatchFiles',
    v1.WatchFilesRequest,
    v1.WatchFilesResponse,
  ),
  openUpload: defineMethod(
    'unary',
    'FileService/OpenUpload',
    v1.OpenUploadRequest,
    v1.OpenUploadResponse,
  ),
  finishUpload: defineMethod(
    'unary',
    'FileService/FinishUpload',
    v1.FinishUploadRequest,
    v1.FinishUploadResponse,
  ),
  abortUpload: defineMethod(
    'unary',
    'FileService/AbortUpload',
    v1.AbortUploadRequest,
    v1.AbortUploadResponse,
  ),
} as const;
