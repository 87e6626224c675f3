import { type ChildProcess, spawn } from "node:child_process";
import { expect, onTestFinished } from "vitest";
import type { Consumer } from "./consumer.ts";
import { missingLine, type Step } from "./readme.ts";

/** Types a command, and looks for what the page says that it prints. What goes on in the background ends with the test. */
export async function follow(step: Step, { root }: Consumer, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn("sh", ["-c", step.command], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: step.background,
  });
  let output = "";
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  const printed = new Promise<void>((resolve) => {
    const onData = (part: Buffer) => {
      output += part.toString();
      if (step.background && missingLine(output, step.lines) === undefined) resolve();
    };
    child.stdout.on("data", onData);
    child.stderr.on("data", onData);
  });
  if (step.background) {
    onTestFinished(() => stop(child, ended));
    await Promise.race([printed, ended]);
  } else {
    const code = await ended;
    expect(code, `$ ${step.command}\n${output}`).toBe(step.code);
  }
  expect(missingLine(output, step.lines), `$ ${step.command}\n${output}`).toBeUndefined();
}

/** A server and whatever started it: they are a group of their own. */
async function stop({ pid }: ChildProcess, ended: Promise<unknown>): Promise<void> {
  try {
    process.kill(-pid!, "SIGTERM");
  } catch {
    // It has ended already.
  }
  await ended;
}
