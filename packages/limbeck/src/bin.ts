#!/usr/bin/env node
import { exitCodes } from "./exit-codes.ts";
import { main } from "./main.ts";
import { wantsColor } from "./ui/io.ts";

const interrupt = new AbortController();
process.on("SIGINT", () => {
  // The second time somebody means it: what is open ends with its connection.
  if (interrupt.signal.aborted) process.exit(exitCodes.interrupted);
  interrupt.abort(new DOMException("interrupted", "AbortError"));
});

const { stdin, stdout, stderr } = process;
stdout.on("error", (error: NodeJS.ErrnoException) => {
  // `limbeck history | head` has read enough.
  if (error.code === "EPIPE") process.exit(exitCodes.done);
  throw error;
});

/** Ends once a stream has taken all that was written to it. */
const drained = (stream: NodeJS.WriteStream): Promise<unknown> =>
  new Promise((resolve) => stream.write("", resolve));

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  write: (text) => stdout.write(text),
  writeError: (text) => stderr.write(text),
  interactive: stdin.isTTY && stdout.isTTY,
  color: wantsColor(process.env, stdout.isTTY),
  signal: interrupt.signal,
}).then(async (code) => {
  await Promise.all([drained(stdout), drained(stderr)]);
  // A module of the project may have left a connection or a timer behind that would keep the process alive.
  process.exit(code);
});
