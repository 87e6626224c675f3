import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { Scenario } from "../application/app.module.ts";
import type { Answer, Order } from "../application/host.ts";

type Up = Extract<Answer, { readonly kind: "up" }>;
type Outcome = Up | Extract<Answer, { readonly kind: "failed" }>;

/** A process that boots applications. */
export interface Host {
  /** Boots an application, and closes the one before. */
  readonly boot: (scenario: Scenario) => Promise<Outcome>;
  /** The same for an application that is expected to start. */
  readonly up: (scenario: Scenario) => Promise<Up>;
  /** Closes the application that starts or has started. */
  readonly close: () => Promise<void>;
  /** Resolves with the first line of the log that holds a text. */
  readonly logged: (text: string) => Promise<string>;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** How the process ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly stop: () => Promise<void>;
}

/** Starts the host of a folder that `stage` made; it has loaded everything when this returns. */
export async function startHost(application: string): Promise<Host> {
  const child = fork(join(application, "host.js"), {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // Vitest's own would lead to the sources.
    execArgv: [],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (data: Buffer) => {
      output += data.toString();
    });
  }
  const ended: Host["ended"] = new Promise((resolve) =>
    child.once("exit", (code, signal) => resolve({ code, signal })),
  );
  const next = <K extends Answer["kind"]>(
    kinds: readonly K[],
    accepts: (answer: Extract<Answer, { readonly kind: K }>) => boolean = () => true,
  ): Promise<Extract<Answer, { readonly kind: K }>> =>
    new Promise((resolve, reject) => {
      const listen = (given: Answer): void => {
        const answer = given as Extract<Answer, { readonly kind: K }>;
        if (!kinds.includes(answer.kind as K) || !accepts(answer)) return;
        child.off("message", listen);
        resolve(answer);
      };
      child.on("message", listen);
      void ended.then(({ code, signal }) =>
        reject(new Error(`The host has ended (${code ?? signal}): ${output}`)),
      );
    });
  const order = (message: Order): boolean => child.send(message);
  await next(["ready"]);
  let isOpen = false;
  const host: Host = {
    async boot(scenario) {
      await host.close();
      const outcome = next(["up", "failed"]);
      order({ kind: "boot", scenario });
      isOpen = true;
      if ((await outcome).kind === "failed") isOpen = false;
      return outcome;
    },
    async up(scenario) {
      const outcome = await host.boot(scenario);
      if (outcome.kind === "up") return outcome;
      throw new Error(`The application does not start: ${outcome.message}`);
    },
    async logged(text) {
      return (await next(["log"], ({ line }) => line.includes(text))).line;
    },
    async close() {
      if (!isOpen) return;
      isOpen = false;
      const closed = next(["closed"]);
      order({ kind: "close" });
      await closed;
    },
    kill: (signal) => void child.kill(signal),
    ended,
    stop: () => stop(child, ended),
  };
  return host;
}

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill("SIGKILL");
  await ended;
}

/** The body of an answer over HTTP, with its status. */
export async function get(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(url, { headers });
  return { status: response.status, body: await response.json() };
}
