import { emptySchema } from "../../schema/empty-schema.ts";
import { nameKey, sameName } from "../../schema/object-name.ts";
import type { ObjectName, Schema, Table } from "../../schema/schema.ts";
import type { Query, ReflectOptions, Row } from "../dialect.ts";
import {
  allSchemas,
  checks,
  columns,
  currentSchema,
  existingSchemas,
  foreignKeyActions,
  foreignKeyColumns,
  indexes,
  metadataRows,
  type Scope,
  tables,
  views,
  viewUsage,
} from "./catalog-queries.ts";
import { createdTables } from "./created-table.ts";
import type { Flavour } from "./flavour.ts";
import { restoreCharacters, restoreViews } from "./reflect-characters.ts";
import { charsetOf, type ColumnContext, reflectColumn } from "./reflect-column.ts";
import { type CreatedIndexes, createdIndexes } from "./reflect-indexes.ts";
import {
  byTable,
  columnChecks,
  isServerMade,
  jsonColumns,
  reflectChecks,
  reflectForeignKeys,
  reflectIndexes,
  reflectPrimaryKey,
} from "./reflect-keys.ts";
import { reflectViews } from "./reflect-views.ts";

/**
 * Reads the catalogs of the default database and of those that are asked for.
 *
 * With `tables`, the state of those tables is wanted for changing them: then everything that stands in the way of a
 * change is told, also what no entity can declare (indexes that serve foreign keys, attributes of columns).
 */
export async function reflect(query: Query, flavour: Flavour, options: ReflectOptions = {}): Promise<Schema> {
  const [current] = await query(currentSchema);
  const defaultSchema = text(current?.schema);
  const named = options.schemas === "all" ? [] : (options.schemas ?? []);
  const asked = [...new Set([...(defaultSchema === undefined ? [] : [defaultSchema]), ...named])];
  const scopeOfSchemas = options.schemas === "all" ? allSchemas : existingSchemas({ schemas: asked });
  const existing = (await query(scopeOfSchemas)).map((row) => String(row.schema));
  const schemas = [...new Set([...asked.filter((schema) => existing.includes(schema)), ...existing])];
  const others = schemas.filter((schema) => schema !== defaultSchema);
  const base: Schema = {
    ...emptySchema,
    ...(defaultSchema === undefined ? {} : { defaultSchema }),
    schemas: others,
  };
  const scope: Scope = {
    schemas,
    ...(options.tables === undefined ? {} : { tables: options.tables.map(({ name }) => name) }),
  };
  if (scope.tables?.length === 0) return base;

  const relative = (schema: unknown, name: unknown): ObjectName =>
    schema === defaultSchema ? { name: String(name) } : { schema: String(schema), name: String(name) };
  const found = (await query(tables(scope))).map((row) => ({ row, name: relative(row.schema, row.table) }));
  const wanted = found.filter(({ name }) => options.tables?.some((other) => sameName(other, name)) ?? true);
  const declared = await declaredTexts(
    query,
    found.map(({ name }) => name),
    { schemas, ...(defaultSchema === undefined ? {} : { defaultSchema }) },
    options,
  );
  const createdTable = createdTables(query);
  const whole = await restoreCharacters(
    query,
    {
      columns: await query(columns(scope, flavour)),
      checks: flavour.checks ? await query(checks(scope, flavour)) : [],
    },
    createdTable,
    flavour,
  );
  const indexRows = await query(indexes(scope, flavour));
  const parts: TableParts = {
    columns: byTable(whole.columns),
    indexes: byTable(indexRows),
    created: await createdIndexes(indexRows, createdTable, { all: options.tables !== undefined }),
    foreignKeys: byTable(await query(foreignKeyColumns(scope))),
    actions: byTable(await query(foreignKeyActions(scope))),
    checks: byTable(whole.checks),
  };
  const types: ColumnContext["types"] = new Map();
  const schema: Schema = {
    ...base,
    tables: wanted.map(({ row, name }) =>
      reflectTable(name, row, parts, {
        flavour,
        types,
        declared,
        relative,
        all: options.tables !== undefined,
      }),
    ),
  };
  if (options.tables !== undefined) return schema;
  const viewRows = await restoreViews(query, await query(views(scope)));
  const usage = flavour.viewUsage && viewRows.length > 0 ? await query(viewUsage(scope)) : undefined;
  return { ...schema, views: reflectViews(viewRows, usage, { schema, relative, declared: declared.views }) };
}

/** The rows of each table, by its key. */
interface TableParts {
  readonly columns: ReadonlyMap<string, readonly Row[]>;
  readonly indexes: ReadonlyMap<string, readonly Row[]>;
  readonly foreignKeys: ReadonlyMap<string, readonly Row[]>;
  readonly actions: ReadonlyMap<string, readonly Row[]>;
  readonly checks: ReadonlyMap<string, readonly Row[]>;
  /** What only SHOW CREATE TABLE tells of indexes. */
  readonly created: CreatedIndexes;
}

interface TableContext {
  readonly flavour: Flavour;
  readonly types: ColumnContext["types"];
  readonly declared: DeclaredTexts;
  readonly relative: (schema: unknown, name: unknown) => ObjectName;
  /** Tell what no entity can declare as well. */
  readonly all: boolean;
}

function reflectTable(name: ObjectName, row: Row, parts: TableParts, context: TableContext): Table {
  const { flavour, types, relative, all } = context;
  const key = nameKey({ schema: String(row.schema), name: name.name });
  const rowsOf = (part: Exclude<keyof TableParts, "created">) => parts[part].get(key) ?? [];
  const collation = text(row.collation);
  const json = flavour.jsonIsText ? jsonColumns(rowsOf("checks")) : new Set<string>();
  const foreignKeys = reflectForeignKeys(rowsOf("foreignKeys"), rowsOf("actions"), relative);
  const primaryKey = reflectPrimaryKey(rowsOf("indexes"));
  const found = reflectIndexes(rowsOf("indexes"), parts.created.get(key), flavour);
  const comment = text(row.comment);
  const engine = text(row.engine);
  const columnContext: ColumnContext = {
    flavour,
    json,
    checks: columnChecks(rowsOf("checks"), flavour),
    types,
    all,
    ...(collation === undefined ? {} : { tableCollation: collation }),
  };
  return {
    ...name,
    columns: rowsOf("columns").map((column) => {
      const texts = context.declared.columns;
      const declared = texts.size === 0 ? undefined : texts.get(columnKey(name, String(column.name)));
      return reflectColumn(column, { ...columnContext, ...(declared === undefined ? {} : { declared }) });
    }),
    ...(primaryKey === undefined ? {} : { primaryKey }),
    uniques: [],
    checks: reflectChecks(rowsOf("checks"), flavour),
    exclusions: [],
    foreignKeys,
    indexes: all ? found : found.filter((index) => !isServerMade(index, foreignKeys)),
    ...(comment === undefined || comment === "" ? {} : { comment }),
    options: {
      ...(engine === undefined ? {} : { engine }),
      ...(collation === undefined ? {} : { charset: charsetOf(collation), collation }),
    },
  };
}

/** What TypeORM's service table keeps, by object. */
interface DeclaredTexts {
  readonly views: ReadonlyMap<string, string>;
  readonly columns: ReadonlyMap<string, string>;
}

async function declaredTexts(
  query: Query,
  found: readonly ObjectName[],
  { schemas, defaultSchema }: { readonly schemas: readonly string[]; readonly defaultSchema?: string },
  { tables: only, metadataTable = { name: "typeorm_metadata" } }: ReflectOptions,
): Promise<DeclaredTexts> {
  const none: DeclaredTexts = { views: new Map(), columns: new Map() };
  if (only !== undefined) return none;
  const { schema = defaultSchema, name } = metadataTable;
  const relative = schema === undefined || schema === defaultSchema ? { name } : { schema, name };
  const exists =
    schema === undefined || schemas.includes(schema)
      ? found.some((table) => sameName(table, relative))
      : (await query(tables({ schemas: [schema], tables: [name] }))).length > 0;
  if (!exists) return none;
  const rows = (await query(metadataRows(relative))).map((row) => {
    const own = text(row.schema) ?? defaultSchema;
    const place = own === undefined || own === defaultSchema ? {} : { schema: own };
    return { row, place, isColumn: row.type === "GENERATED_COLUMN" };
  });
  return {
    views: new Map(
      rows
        .filter(({ isColumn }) => !isColumn)
        .map(({ row, place }) => [nameKey({ ...place, name: String(row.name) }), String(row.value)]),
    ),
    columns: new Map(
      rows
        .filter(({ isColumn }) => isColumn)
        .map(({ row, place }) => [
          columnKey({ ...place, name: String(row.table) }, String(row.name)),
          String(row.value),
        ]),
    ),
  };
}

function columnKey(table: ObjectName, column: string): string {
  return JSON.stringify([nameKey(table), column]);
}

function text(value: unknown): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
