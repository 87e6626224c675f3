import { randomBytes } from "node:crypto";
import type { DataSource, DataSourceOptions } from "typeorm";
import { messageOf } from "../errors.ts";
import { withDataSource } from "./data-source.ts";
import type { Session } from "./session.ts";

/** How a use of a scratch database ended; `unavailable` says why there was none. */
export type ScratchOutcome<T> = { readonly value: T } | { readonly unavailable: string };

/**
 * Lends a DataSource on an empty database, made for it on the same server and dropped afterwards. The database of
 * `session` is only read.
 */
export async function withScratch<T>(
  { dataSource, dialect, query }: Session,
  use: (scratch: DataSource) => Promise<T>,
): Promise<ScratchOutcome<T>> {
  const name = `limbeck_scratch_${randomBytes(6).toString("hex")}`;
  let scratch: DataSource;
  try {
    scratch = onDatabase(dataSource, await dialect.createScratch(query, name));
  } catch (error) {
    return { unavailable: messageOf(error) };
  }
  try {
    return { value: await withDataSource(scratch, (connected) => use(connected)) };
  } finally {
    await dialect.dropScratch(query, name);
  }
}

/** The same DataSource on another database, without entities and without anything that acts by itself. */
function onDatabase(dataSource: DataSource, database: string): DataSource {
  // Without `schema`, which need not be there.
  const {
    replication,
    url,
    schema: _schema,
    ...options
  } = dataSource.options as DataSourceOptions & {
    readonly replication?: { readonly master?: { readonly url?: string } };
    readonly url?: unknown;
    readonly schema?: string;
  };
  const address = replication?.master?.url ?? url;
  // The class of the project's own copy of TypeORM.
  const Own = dataSource.constructor as new (options: DataSourceOptions) => DataSource;
  return new Own({
    ...options,
    ...replication?.master,
    database,
    ...(typeof address === "string" ? { url: withPath(address, database) } : {}),
    cache: false,
    entities: [],
    subscribers: [],
    ...("readonly" in options ? { readonly: false } : {}),
  } as DataSourceOptions);
}

/** TypeORM puts what an address says over the options beside it. */
function withPath(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
