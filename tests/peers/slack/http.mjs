// SPDX-License-Identifier: Apache-2.0
// Bytes of HTTP in and out: bounded bodies, arguments from form, JSON or multipart.
import { Refusal, refuse } from "./refusal.mjs";

// Rejects when the body is larger than `limit` bytes or the peer goes away.
export function readBody(req, limit = 4 * 1024 * 1024) {
  return new Promise((resolve, reject) => {
    const parts = [];
    let size = 0;
    req.on("data", (part) => {
      size += part.length;
      if (size > limit) {
        reject(new Refusal("request_too_large"));
        req.destroy();
      } else parts.push(part);
    });
    req.on("end", () => resolve(Buffer.concat(parts)));
    req.on("error", reject);
    req.on("aborted", () => reject(new Error("The peer went away.")));
  });
}

export function answer(res, status, body, headers = {}) {
  if (res.destroyed || res.writableEnded) return;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8";
  res.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(text), ...headers });
  res.end(text);
}

export const mediaType = (req) => (req.headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();

// {args, warning?}: every value of a form is a string; JSON keeps its types. Slack's own names for what cannot be read.
export async function readArguments(req, body) {
  const type = mediaType(req);
  if (body.length === 0) return { args: {} };
  if (type === "application/json") return readJson(req, body);
  if (type === "application/x-www-form-urlencoded") {
    const args = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
    return { args, warning: /charset=/i.test(req.headers["content-type"]) ? "superfluous_charset" : undefined };
  }
  if (type === "multipart/form-data") return { args: await readMultipart(req, body) };
  return refuse(type === "" ? "missing_post_type" : "invalid_post_type");
}

function readJson(req, body) {
  let args;
  try {
    args = JSON.parse(body.toString("utf8"));
  } catch {
    refuse("invalid_json");
  }
  if (args === null || typeof args !== "object" || Array.isArray(args)) refuse("json_not_object");
  return { args, warning: /charset=utf-8/i.test(req.headers["content-type"]) ? undefined : "missing_charset" };
}

async function readMultipart(req, body) {
  try {
    const form = await new Response(body, { headers: { "content-type": req.headers["content-type"] } }).formData();
    const args = {};
    for (const [name, value] of form) {
      args[name] = typeof value === "string" ? value : Buffer.from(await value.arrayBuffer());
    }
    return args;
  } catch {
    return refuse("invalid_form_data");
  }
}

// "true", "1", true and 1 are yes in a form as in JSON.
export const isYes = (value) => value === true || value === 1 || value === "true" || value === "1";
