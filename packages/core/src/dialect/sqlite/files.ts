import type { ObjectName } from "../../schema/schema.ts";
import type { Query, ScriptFrame, Server } from "../dialect.ts";
import type { Quoting } from "../sql-writer.ts";
import { identifier, literal } from "./literals.ts";

// A schema is a file that the connection has attached: https://www.sqlite.org/lang_attach.html

/** The names of a connection that may have files attached beside its own. */
export interface FileNames extends Quoting {
  /** What the connection calls the file of a schema. */
  handle(schema: string): string;
  /** The name as TypeORM's drivers write it in one piece, also into their service table. */
  path(name: ObjectName): string;
}

export function fileNames({ files }: Server): FileNames {
  const handle = (schema: string) =>
    files === undefined ? schema : (files.locate(schema)?.handle ?? "main");
  // Without a qualifier, a name that the main file has not got would be found in another one.
  const own = files !== undefined && files.declared.length > 0 ? `${identifier("main")}.` : "";
  return {
    identifier,
    handle,
    qualified: ({ schema, name }) =>
      (schema === undefined ? own : `${identifier(handle(schema))}.`) + identifier(name),
    path: ({ schema, name }) => (schema === undefined ? name : `${handle(schema)}.${name}`),
  };
}

/** A file that a connection has open. */
export interface OpenFile {
  /** Absent for the main file. */
  readonly schema?: string;
  readonly handle: string;
}

export const mainFile: OpenFile = { handle: "main" };

/** The files of these schemas that the connection has open. */
export async function openFiles(
  query: Query,
  schemas: readonly string[],
  server: Server,
): Promise<readonly OpenFile[]> {
  if (schemas.length === 0) return [];
  const names = fileNames(server);
  const attached = new Set((await query("PRAGMA database_list")).map((row) => String(row.name)));
  return schemas
    .map((schema): OpenFile => ({ schema, handle: names.handle(schema) }))
    .filter(({ handle }) => handle !== mainFile.handle && attached.has(handle));
}

/**
 * Attaches the files of schemas that TypeORM has not: those whose last entity is gone.
 *
 * @returns those that were attached, for {@link detach}.
 */
export async function attach(
  query: Query,
  schemas: readonly string[],
  server: Server,
  { create }: { readonly create: boolean },
): Promise<readonly OpenFile[]> {
  const open = new Set((await openFiles(query, schemas, server)).map(({ schema }) => schema));
  const attached: OpenFile[] = [];
  for (const schema of schemas) {
    const file = server.files?.locate(schema);
    if (open.has(schema) || file === undefined || !(file.exists || create)) continue;
    if (create) await file.makeFolder();
    await query(attachSql(file.path, file.handle));
    attached.push({ schema, handle: file.handle });
  }
  return attached;
}

export async function detach(query: Query, files: readonly OpenFile[]): Promise<void> {
  for (const { handle } of files) await query(`DETACH ${identifier(handle)}`);
}

/**
 * The frame of a script for the database's own client, which has no file open but the main one. Paths that are not
 * absolute are relative to the folder it runs in; TypeORM takes them from the folder of the main file.
 */
export function scriptFrame(schemas: readonly string[], { files }: Server): ScriptFrame {
  const attached = schemas.flatMap((schema) => {
    const file = files === undefined ? { path: schema, handle: schema } : files.locate(schema);
    return file === undefined ? [] : [attachSql(file.path, file.handle)];
  });
  return {
    start: [...attached, "PRAGMA foreign_keys = OFF"],
    end: ["PRAGMA foreign_keys = ON"],
  };
}

function attachSql(path: string, handle: string): string {
  return `ATTACH ${literal(path)} AS ${identifier(handle)}`;
}
