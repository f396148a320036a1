import type { AgentApp, AgentAppOptions } from './app-options.ts';
import { serveBulk, serveUpload } from './bulk-call.ts';
import { readAbsolutePath, readArchivePaths, readByteCount, readTaskId } from './bulk-query.ts';
import type { ReceivedBytes } from './bulk-services.ts';
import { sendStream } from './download.ts';
import { RESPONSE_SENT } from './http-bindings.ts';
import { refuseMethod } from './refuse-method.ts';

const ARCHIVE = '/v1/tasks/:task_id/archive';
const FILES = '/v1/files';

/** Adds the routes whose bodies are plain bytes: archives of tasks, and single files. */
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
      const source = await bulk.readFile(path, { offset, length }, { signal });
      await sendStream(env, source, { contentType: 'application/octet-stream', signal });
    });
    return RESPONSE_SENT;
  });

  for (const path of [ARCHIVE, FILES]) {
    app.all(path, (context) => refuseMethod(context.env, 'GET, PUT'));
  }
}

/** Reply to an upload: what was received, with the digest in hexadecimal. */
function receivedJson(received: ReceivedBytes): object {
  return { ...received, sha256: Buffer.from(received.sha256).toString('hex') };
}
