import { emptySchema } from "../../schema/empty-schema.ts";
import type { ForeignKey, Index, ObjectName, Schema, Table, Trigger, View } from "../../schema/schema.ts";
import type { Query, ReflectOptions } from "../dialect.ts";
import { tokenise } from "../sql-tokens.ts";
import { metadataRows, schemaObjects } from "./catalog-queries.ts";
import { parseCreateIndex } from "./create-index-parser.ts";
import { parseCreateTable, type ParsedForeignKey, type ParsedTable } from "./create-table-parser.ts";
import { tokenRules } from "./literals.ts";
import { TokenCursor } from "./token-cursor.ts";

/** A row of `sqlite_schema`. */
interface SchemaObject {
  readonly type: "table" | "index" | "trigger" | "view";
  readonly name: string;
  readonly table: string;
  readonly sql: string;
}

/** Texts by the object they belong to, from TypeORM's service table. */
interface DeclaredTexts {
  readonly views: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
}

/** Reads the main database in one query, and one more where TypeORM's service table exists. */
export async function reflect(query: Query, options: ReflectOptions = {}): Promise<Schema> {
  const objects = (await query(schemaObjects)) as unknown as SchemaObject[];
  const declared = await readDeclaredTexts(query, objects, options.metadataTable);
  const parsed = new Map(
    objects
      .filter(({ type, sql }) => type === "table" && !/^CREATE\s+VIRTUAL/i.test(sql))
      .map(({ name, sql }) => [name, parseCreateTable(sql)]),
  );
  const wanted = options.tables && new Set(options.tables.map(({ name }) => name));
  const parts = partsByTable(objects);
  const tables = [...parsed]
    .filter(([name]) => wanted?.has(name) ?? true)
    .map(([name, table]) => toTable(name, table, parsed, parts.get(name) ?? [], declared));
  if (wanted !== undefined) return { ...emptySchema, tables };
  return { ...emptySchema, tables, views: readViews(objects, declared) };
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
  declared: DeclaredTexts,
): Table {
  const triggers = parts
    .filter((object) => object.type === "trigger")
    .map((object): Trigger => ({ name: object.name, sql: object.sql }));
  return {
    name,
    ...parsed,
    columns: parsed.columns.map((column) => {
      const text = declared.columns.get(JSON.stringify([name, column.name]));
      return column.generated === undefined || text === undefined || text === column.generated.expression
        ? column
        : { ...column, generated: { ...column.generated, declared: text } };
    }),
    exclusions: [],
    foreignKeys: parsed.foreignKeys.map((key) => resolveForeignKey(key, tables)),
    indexes: readIndexes(parts),
    ...(triggers.length === 0 ? {} : { triggers }),
    ...(unmodelled.length === 0 ? {} : { unmodelled }),
  };
}

/** Without a list of columns, a foreign key references the primary key. */
function resolveForeignKey(key: ParsedForeignKey, tables: ReadonlyMap<string, ParsedTable>): ForeignKey {
  const { referencedColumns, referencedTable } = key;
  return {
    ...key,
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

function readViews(objects: readonly SchemaObject[], declared: DeclaredTexts): View[] {
  const names = new Set(
    objects.filter(({ type }) => type === "table" || type === "view").map(({ name }) => name),
  );
  return objects
    .filter(({ type }) => type === "view")
    .map(({ name, sql }) => {
      const definition = viewDefinition(sql);
      const text = declared.views.get(name);
      return {
        name,
        definition,
        materialized: false,
        ...(text === undefined || text === definition ? {} : { declared: text }),
        managed: text !== undefined,
        indexes: [],
        // Every word that is the name of a table or view: rather one dependency too many than one too few.
        dependsOn: [...new Set(tokenise(definition, tokenRules).map((token) => token.text))]
          .filter((word) => word !== name && names.has(word))
          .map((word) => ({ name: word })),
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
