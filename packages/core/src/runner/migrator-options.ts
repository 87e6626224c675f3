import type { AutogenerateOptions } from "../autogenerate/autogenerate.ts";
import type { DataSourceSource } from "../connection/data-source.ts";
import type { LoadModule } from "../revision/load.ts";
import type { StaticRevision } from "../revision/static-revisions.ts";
import type { RunOptions } from "./events.ts";
import type { Hooks } from "./hooks.ts";
import type { LockWait } from "./lock-wait.ts";

/** What a migrator works on, and how. */
export interface MigratorOptions extends AutogenerateOptions, Hooks {
  readonly dataSource: DataSourceSource;
  /** The directory of the revisions, or several. */
  readonly directory?: string | readonly string[];
  /** Also the folders in the directories. Default false. */
  readonly recursive?: boolean;
  /** The revisions themselves instead of a directory, for applications that are bundled into one file. */
  readonly revisions?: readonly StaticRevision[];
  /** Imports a revision file; default: Node's own loader, which needs compiled files. */
  readonly load?: LoadModule;
  /** Default `limbeck_version`. */
  readonly versionTable?: string;
  readonly versionTableSchema?: string;
  /** `wait`: how long to wait for another migrator. Default `60s`. */
  readonly lock?: { readonly wait?: LockWait };
  /** Handed to revisions and hooks as `context.x`; on the command line `-x key=value`. */
  readonly x?: Readonly<Record<string, string>>;
  /** Handed to revisions and hooks as `context.attributes`, as it is. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly onProgress?: RunOptions["onProgress"];
}

/** The options of a migrator that works in silence on a database which is nobody's. */
export function withoutHooks(options: MigratorOptions): MigratorOptions {
  const {
    onConnect: _1,
    beforeRun: _2,
    wrapTransaction: _3,
    onVersionApply: _4,
    onProgress: _5,
    ...rest
  } = options;
  return rest;
}
