// The program under test (`ispo demo` on a free port with a new folder) and the browser that looks at it.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

// Generous: with sanitizers on a busy machine the sample company alone takes half a minute.
export const patience = 120_000;

export async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), "ispo-console-"));
  const child = spawn(process.env.ISPO, ["demo", "--data", join(folder, "data"), "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  const url = await opened(child, ended);
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 15_000);
    const how = await ended;
    clearTimeout(late);
    await rm(folder, { recursive: true, force: true });
    return how;
  };
  return { url, port: Number(new URL(url).port), stop };
}

function opened(child, ended) {
  let said = "";
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => { child.kill("SIGKILL"); reject(new Error(`The demo did not open in time. It said:\n${said}`)); }, patience);
    const listen = (bytes) => {
      said += bytes;
      const found = /Open (http:\/\/127\.0\.0\.1:\d+\/)/.exec(said);
      if (!found) return;
      clearTimeout(late);
      resolve(found[1]);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    ended.then(({ code }) => { clearTimeout(late); reject(new Error(`The demo ended with ${code}. It said:\n${said}`)); });
  });
}

// Each launch has a new, empty folder of user data.
export const startBrowser = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  headless: true,
  timeout: patience,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
