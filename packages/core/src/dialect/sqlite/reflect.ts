import { emptySchema } from "../../schema/empty-schema.ts";
import type { ForeignKey, Index, ObjectName, Schema, Table, Trigger, View } from "../../schema/schema.ts";
import { nameKey } from "../../schema/object-name.ts";
import type { Query, ReflectOptions, Server } from "../dialect.ts";
import { tokenise } from "../sql-tokens.ts";
import { metadataRows, schemaObjects } from "./catalog-queries.ts";
import { parseCreateIndex } from "./create-index-parser.ts";
import { parseCreateTable, type ParsedForeignKey, type ParsedTable } from "./create-table-parser.ts";
import { attach, detach, fileNames, mainFile, type OpenFile, openFiles } from "./files.ts";
import { tokenRules } from "./literals.ts";
import { TokenCursor } from "./token-cursor.ts";

/** A row of `sqlite_schema`. */
interface SchemaObject {
  readonly type: "table" | "index" | "trigger" | "view";
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** Texts by the path of the object they belong to, from TypeORM's service table. */
interface DeclaredTexts {
  readonly views: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
}

/** The names and texts of what lies in one file. */
interface Place {
  nameOf(name: string): ObjectName;
  pathOf(name: string): string;
  readonly declared: DeclaredTexts;
}

/**
 * Reads the main file, and those of the schemas that are asked for, in one query each, and one more where TypeORM's
 * service table exists.
 */
export async function reflect(query: Query, server: Server, options: ReflectOptions = {}): Promise<Schema> {
  const schemas = schemasOf(server, options);
  const attached = await attach(query, schemas, server, { create: false });
  try {
    const others = await openFiles(query, schemas, server);
    const main = await readObjects(query, mainFile);
    const declared = await readDeclaredTexts(query, main, options.metadataTable);
    const parts = [toSchema(mainFile, main, declared, options, server)];
    for (const file of others) {
      parts.push(toSchema(file, await readObjects(query, file), declared, options, server));
    }
    return {
      ...emptySchema,
      schemas: others.flatMap(({ schema }) => schema ?? []),
      tables: parts.flatMap(({ tables }) => tables),
      views: parts.flatMap(({ views }) => views),
    };
  } finally {
    await detach(query, attached);
  }
}

function schemasOf({ files }: Server, { schemas = [], tables = [] }: ReflectOptions): readonly string[] {
  const named = schemas === "all" ? (files?.declared ?? []) : schemas;
  return [...new Set([...named, ...tables.flatMap(({ schema }) => schema ?? [])])];
}

async function readObjects(query: Query, { handle }: OpenFile): Promise<SchemaObject[]> {
  return (await query(schemaObjects(handle))) as unknown as SchemaObject[];
}

/** What lies in one file. */
function toSchema(
  file: OpenFile,
  objects: readonly SchemaObject[],
  declared: DeclaredTexts,
  options: ReflectOptions,
  server: Server,
): Pick<Schema, "tables" | "views"> {
  const place: Place = {
    nameOf: (name) => (file.schema === undefined ? { name } : { schema: file.schema, name }),
    pathOf: (name) => fileNames(server).path(place.nameOf(name)),
    declared,
  };
  const parsed = new Map(
    objects
      .filter(({ type, sql }) => type === "table" && !/^CREATE\s+VIRTUAL/i.test(sql))
      .map(({ name, sql }) => [name, parseCreateTable(sql)]),
  );
  const wanted = options.tables && new Set(options.tables.map(nameKey));
  const parts = partsByTable(objects);
  const tables = [...parsed]
    .filter(([name]) => wanted?.has(nameKey(place.nameOf(name))) ?? true)
    .map(([name, table]) => toTable(name, table, parsed, parts.get(name) ?? [], place));
  return { tables, views: wanted === undefined ? readViews(objects, place) : [] };
}

/** Indexes and triggers by the table they belong to. */
function partsByTable(objects: readonly SchemaObject[]): Map<string, SchemaObject[]> {
  const parts = new Map<string, SchemaObject[]>();
  for (const object of objects) {
    if (object.type !== "index" && object.type !== "trigger") continue;
    const group = parts.get(object.table);
    if (group === undefined) parts.set(object.table, [object]);
    else group.push(object);
  }
  return parts;
}

function toTable(
  name: string,
  { unmodelled, ...parsed }: ParsedTable,
  tables: ReadonlyMap<string, ParsedTable>,
  parts: readonly SchemaObject[],
  place: Place,
): Table {
  const path = place.pathOf(name);
  const triggers = parts
    .filter((object) => object.type === "trigger")
    .map((object): Trigger => ({ name: object.name, sql: object.sql }));
  return {
    ...place.nameOf(name),
    ...parsed,
    columns: parsed.columns.map((column) => {
      if (column.generated === undefined) return column;
      const text = place.declared.columns.get(JSON.stringify([path, column.name]));
      return text === undefined || text === column.generated.expression
        ? column
        : { ...column, generated: { ...column.generated, declared: text } };
    }),
    exclusions: [],
    foreignKeys: parsed.foreignKeys.map((key) => resolveForeignKey(key, tables, place)),
    indexes: readIndexes(parts),
    ...(triggers.length === 0 ? {} : { triggers }),
    ...(unmodelled.length === 0 ? {} : { unmodelled }),
  };
}

/** Without a list of columns, a foreign key references the primary key. */
function resolveForeignKey(
  key: ParsedForeignKey,
  tables: ReadonlyMap<string, ParsedTable>,
  { nameOf }: Place,
): ForeignKey {
  const { referencedColumns, referencedTable } = key;
  return {
    ...key,
    referencedTable: nameOf(referencedTable.name),
    referencedColumns:
      referencedColumns ?? tables.get(referencedTable.name)?.primaryKey?.columns ?? key.columns,
  };
}

/** Indexes with a text of their own; those that SQLite made for a constraint have none. */
function readIndexes(parts: readonly SchemaObject[]): Index[] {
  return parts
    .filter((object) => object.type === "index")
    .map((object) => parseCreateIndex(object.name, object.sql));
}

function readViews(objects: readonly SchemaObject[], { nameOf, pathOf, declared }: Place): View[] {
  const names = new Set(
    objects.filter(({ type }) => type === "table" || type === "view").map(({ name }) => name),
  );
  return objects
    .filter(({ type }) => type === "view")
    .map(({ name, sql }) => {
      const definition = viewDefinition(sql);
      const text = declared.views.get(pathOf(name));
      return {
        ...nameOf(name),
        definition,
        materialized: false,
        ...(text === undefined || text === definition ? {} : { declared: text }),
        managed: text !== undefined,
        indexes: [],
        // Every word that is the name of a table or view: rather one dependency too many than one too few.
        dependsOn: [...new Set(tokenise(definition, tokenRules).map((token) => token.text))]
          .filter((word) => word !== name && names.has(word))
          .map(nameOf),
      };
    });
}

/** What stands behind AS: https://www.sqlite.org/lang_createview.html */
function viewDefinition(sql: string): string {
  const cursor = new TokenCursor(sql, tokenRules);
  cursor.skipPast("AS");
  return cursor.rest();
}

async function readDeclaredTexts(
  query: Query,
  objects: readonly SchemaObject[],
  metadataTable: ObjectName | undefined,
): Promise<DeclaredTexts> {
  const name = metadataTable?.name ?? "typeorm_metadata";
  if (!objects.some((object) => object.type === "table" && object.name === name)) {
    return { views: new Map(), columns: new Map() };
  }
  const rows = await query(metadataRows(name));
  const isColumn = (row: Record<string, unknown>) => row.type === "GENERATED_COLUMN";
  return {
    views: new Map(rows.filter((row) => !isColumn(row)).map((row) => [String(row.name), String(row.value)])),
    columns: new Map(
      rows.filter(isColumn).map((row) => [JSON.stringify([row.table, row.name]), String(row.value)]),
    ),
  };
}
