import { CONTENT_BYTES_HEADER, FILE_BYTES_HEADER } from '@vmslot/proto/archive';
import type { AgentApp, AgentAppOptions } from './app-options.ts';
import { serveBulk, serveUpload } from './bulk-call.ts';
import {
  readAbsolutePath,
  readArchivePaths,
  readByteCount,
  readFlag,
  readTaskId,
  readUploadId,
} from './bulk-query.ts';
import type { ReceivedBytes } from './bulk-services.ts';
import { sendStream } from './download.ts';
import { RESPONSE_SENT } from './http-bindings.ts';
import { refuseMethod } from './refuse-method.ts';

const ARCHIVE = '/v1/tasks/:task_id/archive';
const FILES = '/v1/files';
const UPLOADS = '/v1/uploads/:upload_id';
const TREES = '/v1/trees';

/** Adds the routes whose bodies are plain bytes: archives of tasks, trees, and single files. */
export function addBulkRoutes(app: AgentApp, { bulk, onInternalError }: AgentAppOptions): void {
  app.put(ARCHIVE, async ({ env, req }) => {
    await serveUpload(env, { where: 'PUT archive', onInternalError }, async (source, context) => {
      const taskId = readTaskId(req.param('task_id'));
      return receivedJson(await bulk.receiveArchive(taskId, source, context));
    });
    return RESPONSE_SENT;
  });

  app.get(ARCHIVE, async ({ env, req }) => {
    await serveBulk(env, { where: 'GET archive', onInternalError }, async ({ signal }) => {
      const taskId = readTaskId(req.param('task_id'));
      const paths = readArchivePaths(req.queries('path'));
      const source = await bulk.sendArchive(taskId, paths, { signal });
      await sendStream(env, source, { contentType: 'application/x-tar', signal });
    });
    return RESPONSE_SENT;
  });

  app.put(FILES, async ({ env, req }) => {
    await serveUpload(env, { where: 'PUT file', onInternalError }, async (source, context) => {
      const path = readAbsolutePath(req.queries('path'));
      const offset = readByteCount('offset', req.query('offset')) ?? 0;
      return receivedJson(await bulk.writeFile(path, offset, source, context));
    });
    return RESPONSE_SENT;
  });

  app.get(FILES, async ({ env, req }) => {
    await serveBulk(env, { where: 'GET file', onInternalError }, async ({ signal }) => {
      const path = readAbsolutePath(req.queries('path'));
      const offset = readByteCount('offset', req.query('offset')) ?? 0;
      const length = readByteCount('length', req.query('length'));
      const { stream, fileBytes, contentBytes } = await bulk.readFile(
        path,
        { offset, length },
        { signal },
      );
      await sendStream(env, stream, {
        contentType: 'application/octet-stream',
        headers: {
          [FILE_BYTES_HEADER]: String(fileBytes),
          [CONTENT_BYTES_HEADER]: String(contentBytes),
        },
        signal,
      });
    });
    return RESPONSE_SENT;
  });

  app.put(UPLOADS, async ({ env, req }) => {
    await serveUpload(env, { where: 'PUT upload', onInternalError }, async (source, context) => {
      const uploadId = readUploadId(req.param('upload_id'));
      const offset = readByteCount('offset', req.query('offset')) ?? 0;
      return receivedJson(await bulk.writeUpload(uploadId, offset, source, context));
    });
    return RESPONSE_SENT;
  });

  app.put(TREES, async ({ env, req }) => {
    await serveUpload(env, { where: 'PUT tree', onInternalError }, async (source, context) => {
      const path = readAbsolutePath(req.queries('path'));
      const replace = readFlag('replace', req.query('replace'));
      const options = { owner: req.query('owner'), replace };
      return receivedJson(await bulk.receiveTree(path, options, source, context));
    });
    return RESPONSE_SENT;
  });

  app.get(TREES, async ({ env, req }) => {
    await serveBulk(env, { where: 'GET tree', onInternalError }, async ({ signal }) => {
      const path = readAbsolutePath(req.queries('path'));
      const source = await bulk.sendTree(path, { signal });
      await sendStream(env, source, { contentType: 'application/x-tar', signal });
    });
    return RESPONSE_SENT;
  });

  for (const path of [ARCHIVE, FILES, TREES]) {
    app.all(path, (context) => refuseMethod(context.env, 'GET, PUT'));
  }
  app.all(UPLOADS, (context) => refuseMethod(context.env, 'PUT'));
}

/** Reply to an upload: what was received, with the digest in hexadecimal. */
function receivedJson(received: ReceivedBytes): object {
  return { ...received, sha256: Buffer.from(received.sha256).toString('hex') };
}
