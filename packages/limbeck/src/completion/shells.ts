import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import type { CommandTable } from "./table.ts";
import { zshCompletion } from "./zsh.ts";

/** The shells that can be taught Limbeck's commands, each with what makes its script. */
export const shells = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} as const satisfies Readonly<Record<string, (table: CommandTable) => string>>;

export type Shell = keyof typeof shells;
