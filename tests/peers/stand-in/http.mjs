// SPDX-License-Identifier: Apache-2.0
// Bytes of HTTP in and out.
import { constants, gzipSync } from "node:zlib";

// The other side went away before it had said everything.
export class Gone extends Error {}

// Undefined when there are more than `limit` bytes; they are read all the same, so that an answer can be sent. Rejects with Gone.
export function readBody(req, limit) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    req.on("data", (part) => {
      size += part.length;
      if (size <= limit) parts.push(part);
    });
    req.on("end", () => resolve(size <= limit ? Buffer.concat(parts) : undefined));
    req.on("error", () => reject(new Gone()));
    req.on("aborted", () => reject(new Gone()));
  });
}

export function answerJson(res, status, body, headers = {}) {
  send(res, {
    status,
    body: Buffer.from(JSON.stringify(body)),
    headers: { "content-type": "application/json; charset=utf-8", ...headers },
  });
}

// `mangle` {truncated, broken_gzip, hang}: what a fault does to the bytes. A body is compressed for who accepts it, and then sent in chunks, as
// the vendors do.
export function send(res, { status, body, headers = {} }, { accepts = "", mangle = {} } = {}) {
  if (res.destroyed || res.writableEnded) return;
  const isEmpty = status === 204 || status === 304;
  const isPacked = !isEmpty && (/\bgzip\b/.test(accepts) || mangle.broken_gzip);
  let bytes = isPacked ? gzipSync(body) : body;
  if (mangle.broken_gzip) bytes = brokenGzip(body);
  const length = isEmpty || isPacked ? {} : { "content-length": bytes.length };
  res.writeHead(status, { ...headers, ...length, ...(isPacked ? { "content-encoding": "gzip", vary: "Accept, Accept-Encoding" } : {}) });
  if (mangle.hang) return void res.flushHeaders();
  if (mangle.truncated) return void res.write(bytes.subarray(0, bytes.length >> 1), () => res.destroy());
  res.end(isEmpty ? undefined : bytes);
}

// The first half unpacks; then comes a block of a kind that there is not.
const brokenGzip = (body) =>
  Buffer.concat([gzipSync(body.subarray(0, body.length >> 1), { finishFlush: constants.Z_SYNC_FLUSH }), Buffer.alloc(16, 0xff)]);
