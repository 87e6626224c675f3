import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { DataSource } from "typeorm";
import type { DatabaseFile, DatabaseFiles } from "../dialect/dialect.ts";

/** TypeORM's drivers that attach a file for each `database` that an entity names; the methods are those of both majors. */
interface AttachingDriver {
  readonly attachedDatabases: Readonly<Record<string, Attached>>;
  buildTableName(table: string, schema: undefined, database: string): string;
}

interface Attached {
  readonly attachHandle: string;
  readonly attachFilepathAbsolute: string;
}

/**
 * The files that the driver of a DataSource attaches; undefined for a driver that attaches none.
 *
 * Where a file lies and what it is called is TypeORM's answer, also for one that no entity names any more.
 */
export function databaseFiles({ driver }: DataSource): DatabaseFiles | undefined {
  const attaching = driver as Partial<AttachingDriver>;
  if (attaching.attachedDatabases === undefined || attaching.buildTableName === undefined) return undefined;
  const located = new Map<string, Attached | undefined>();
  return {
    declared: Object.keys(attaching.attachedDatabases),
    locate(name) {
      if (!located.has(name)) located.set(name, attachedAs(attaching as AttachingDriver, name));
      const attached = located.get(name);
      return attached && fileOf(attached);
    },
  };
}

/** The driver remembers every file that it is asked for, to attach it at the next start: a copy of it is asked. */
function attachedAs(driver: AttachingDriver, name: string): Attached | undefined {
  const attachedDatabases: Record<string, Attached> = {};
  const copy = Object.assign(Object.create(driver) as AttachingDriver, { attachedDatabases });
  copy.buildTableName("", undefined, name);
  return attachedDatabases[name];
}

function fileOf({ attachHandle: handle, attachFilepathAbsolute: path }: Attached): DatabaseFile {
  return {
    handle,
    path,
    get exists() {
      return existsSync(path);
    },
    async makeFolder() {
      await mkdir(dirname(path), { recursive: true });
    },
  };
}
