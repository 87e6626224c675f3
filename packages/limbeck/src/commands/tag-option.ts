import { Option } from "commander";

/** The option of all commands that change where a database stands. */
export function tagOption(): Option {
  return new Option("--tag <text>", "a name for this run, handed to revisions and hooks");
}
