import { assumedDialect, type Capabilities } from "@limbeck/core";
import { type DatabaseName, databaseNames } from "../databases/index.ts";

/** The databases of this run that can do something. */
export function databasesWith(can: (capabilities: Capabilities) => boolean): readonly DatabaseName[] {
  return databaseNames.filter((name) =>
    can(assumedDialect(name === "sqlite" ? "better-sqlite3" : name).capabilities),
  );
}
