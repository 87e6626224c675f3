import type { Command } from "commander";
import type { Terminal } from "../ui/terminal.ts";
import type { OpenProject } from "../with-project.ts";

export interface CommandRun extends Terminal, OpenProject {
  /** What a program is told beside the error when the command fails: what was done before. */
  soFar: object;
  /** Which of several databases this is; absent where it is the only one that was asked for. */
  readonly database?: string;
}

/** What a command does on a project; what it returns is the exit code, by default 0. */
export type ProjectWork = (run: CommandRun) => Promise<number | void>;

export interface Runners {
  /**
   * Runs a command on the project of the working directory, or on each of its databases.
   *
   * @param options `readsOnly` for a command that changes nothing: a database that fails does not keep it from the others.
   */
  readonly onProject: (work: ProjectWork, options?: { readonly readsOnly?: true }) => Promise<void>;
  /** Runs a command that needs no project. */
  readonly alone: (work: (terminal: Terminal) => Promise<void>) => Promise<void>;
}

/** Adds one command to the program. */
export type AddCommand = (program: Command, runners: Runners) => void;
