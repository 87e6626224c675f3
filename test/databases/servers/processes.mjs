// Server processes that end with this one, however it ends.
import { spawn } from "node:child_process";
import { createServer } from "node:net";

/** @type {Set<import("node:child_process").ChildProcess>} */
const children = new Set();

// The last resort: whatever was not stopped in an orderly way must not survive. First of all, since their data is removed
// at the same moment.
process.prependListener("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

/** A TCP port that nobody listens on at this moment. */
export async function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Runs a program to its end.
 *
 * @param {readonly string[]} command
 * @param {string} [input] standard input
 */
export async function runToEnd([program, ...parameters], input = "") {
  const child = spawn(program, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  children.add(child);
  let output = "";
  child.stdout.on("data", (data) => (output += data));
  child.stderr.on("data", (data) => (output += data));
  // A server that refuses its input early closes the pipe; its exit code tells more.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  children.delete(child);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${tail(output)}`);
  return output;
}

/**
 * Starts a server and waits until `isReady` answers.
 *
 * @param {readonly string[]} command
 * @param {() => Promise<unknown>} isReady throws while the server is not up
 * @returns {Promise<() => Promise<void>>} stops it
 */
export async function startServer([program, ...parameters], isReady) {
  // A process group of its own: Ctrl-C at the terminal reaches this process alone, which then stops the servers.
  const child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  children.add(child);
  let output = "";
  const keep = (data) => (output = tail(output + data));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let ended;
  const end = new Promise((resolve) => {
    child.once("error", (error) => resolve((ended = error.message)));
    child.once("exit", (code, signal) => resolve((ended = `ended with ${code ?? signal}`)));
  });
  const deadline = Date.now() + 60_000;
  for (;;) {
    if (ended !== undefined) throw new Error(`${program} ${String(ended)}: ${output}`);
    try {
      await isReady();
      break;
    } catch (error) {
      if (Date.now() > deadline) {
        child.kill("SIGKILL");
        throw new Error(`${program} did not answer within a minute (${error.message}): ${output}`, {
          cause: error,
        });
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return async () => {
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await end;
    clearTimeout(timer);
    children.delete(child);
  };
}

function tail(text) {
  return text.slice(-2000);
}
