import type { Command } from "commander";
import type { Terminal } from "../ui/terminal.ts";
import type { OpenProject } from "../with-project.ts";

export interface CommandRun extends Terminal, OpenProject {
  /** What a program is told beside the error when the command fails: what was done before. */
  soFar: object;
}

export interface Runners {
  /** Runs a command on the project of the working directory; what it returns is the exit code, by default 0. */
  readonly onProject: (work: (run: CommandRun) => Promise<number | void>) => Promise<void>;
  /** Runs a command that needs no project. */
  readonly alone: (work: (terminal: Terminal) => Promise<void>) => Promise<void>;
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, runners: Runners) => void;
