import { main } from "../../src/main.ts";

export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in a folder, as in a pipe. */
export async function run(cwd: string, ...argv: string[]): Promise<Run> {
  const output = { out: "", err: "" };
  const code = await main(argv, {
    cwd,
    write: (text) => (output.out += text),
    writeError: (text) => (output.err += text),
    interactive: false,
    color: false,
  });
  return { code, ...output };
}
