import { nameKey } from "../../schema/object-name.ts";
import type {
  Column,
  ColumnType,
  Index,
  ObjectName,
  Schema,
  Sequence,
  Table,
  View,
} from "../../schema/schema.ts";
import type { Query, ReflectOptions } from "../dialect.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import type {
  ColumnRow,
  ConstraintRow,
  EnumRow,
  IndexRow,
  MetadataRow,
  NamedRow,
  SequenceRow,
  ServerRow,
  TableRow,
  ViewRow,
} from "./catalog-rows.ts";
import {
  columnsQuery,
  constraintsQuery,
  enumsQuery,
  indexesQuery,
  metadataQuery,
  sequencesQuery,
  serverQuery,
  tablesQuery,
  viewsQuery,
} from "./catalog-queries.ts";
import { identifier, qualified } from "./literals.ts";
import { constraintsOfRows } from "./reflect-constraints.ts";
import { parseType, tryParseType } from "./types.ts";

/** Reads the catalogs in nine queries at most. */
export async function reflect(query: Query, options: ReflectOptions, major: number): Promise<Schema> {
  const rows = async <T>(sql: string, parameters: readonly unknown[]) =>
    (await query(sql, parameters)) as unknown as T[];
  const metadataTable = options.metadataTable ?? { name: "typeorm_metadata" };
  const asked =
    options.schemas === "all"
      ? null
      : [...(options.schemas ?? []), ...(options.tables ?? []).flatMap(({ schema }) => schema ?? [])];
  const [server] = await rows<ServerRow>(serverQuery, [
    asked,
    metadataTable.schema ?? null,
    metadataTable.name,
  ]);
  const defaultSchema = server!.defaultSchema ?? undefined;
  const schemas = [...new Set([...(defaultSchema === undefined ? [] : [defaultSchema]), ...server!.schemas])];
  const only = options.tables?.map(({ schema, name }) => ({ schema: schema ?? defaultSchema ?? null, name }));
  const parameters = [
    schemas,
    only?.map(({ schema }) => schema) ?? null,
    only?.map(({ name }) => name) ?? null,
  ];
  const all = options.tables === undefined;

  const tables = await rows<TableRow>(tablesQuery, parameters);
  const columns = byTable(await rows<ColumnRow>(columnsQuery, parameters));
  const constraints = byTable(await rows<ConstraintRow>(constraintsQuery(major), parameters));
  const indexes = byTable(await rows<IndexRow>(indexesQuery(major), parameters));
  const enums = all ? await rows<EnumRow>(enumsQuery, [schemas]) : [];
  const sequences = all ? await rows<SequenceRow>(sequencesQuery, [schemas]) : [];
  const views = all ? await rows<ViewRow>(viewsQuery, [schemas]) : [];
  const declared = await declaredTexts(rows, server!.hasMetadata, metadataTable, schemas);

  const nameOf = ({ schema, name }: NamedRow): ObjectName =>
    schema === defaultSchema ? { name } : { schema, name };
  return {
    ...(defaultSchema === undefined ? {} : { defaultSchema }),
    schemas: schemas.filter((schema) => schema !== defaultSchema),
    extensions: server!.extensions,
    enums: enums.map((row) => ({ ...nameOf(row), values: row.values })),
    sequences: sequences.map((row) => ({ ...nameOf(row), ...sequenceOf(row) })),
    tables: tables.map((row): Table => {
      const key = nameKey(row);
      return {
        ...nameOf(row),
        columns: (columns.get(key) ?? []).map((column) => columnOf(column, nameOf, declared)),
        ...constraintsOfRows(constraints.get(key) ?? [], nameOf),
        indexes: (indexes.get(key) ?? []).map(indexOf),
        ...(row.comment === null ? {} : { comment: row.comment }),
        options: {},
      };
    }),
    views: views.map((row) => viewOf(row, indexes.get(nameKey(row)) ?? [], nameOf, declared)),
  };
}

function byTable<T extends { readonly schema: string; readonly table: string }>(
  rows: readonly T[],
): Map<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const row of rows) {
    const key = nameKey({ schema: row.schema, name: row.table });
    const group = grouped.get(key);
    if (group === undefined) grouped.set(key, [row]);
    else group.push(row);
  }
  return grouped;
}

/** The texts of TypeORM's service table: notes beside what the database itself says. */
async function declaredTexts(
  rows: <T>(sql: string, parameters: readonly unknown[]) => Promise<T[]>,
  exists: boolean,
  table: ObjectName,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (!exists) return new Map();
  const found = await rows<MetadataRow>(metadataQuery(qualified(table)), [schemas]);
  return new Map(
    found.flatMap(({ type, schema, table: owner, name, value }) =>
      value === null ? [] : [[textKey(type, schema, owner, name), value]],
    ),
  );
}

function textKey(type: string, schema: string, table: string | null, name: string | null): string {
  return JSON.stringify([type, schema, table, name]);
}

function columnOf(
  row: ColumnRow,
  nameOf: (row: NamedRow) => ObjectName,
  declared: ReadonlyMap<string, string>,
): Column {
  const { name, expression, collation, comment } = row;
  const identity = identityOf(row);
  const text = declared.get(textKey("GENERATED_COLUMN", row.schema, row.table, name));
  const generated =
    row.generated !== "" && expression !== null ? withoutOuterParentheses(expression) : undefined;
  return {
    name,
    type: typeOf(row, nameOf),
    nullable: !row.notNull,
    ...(expression === null || generated !== undefined || identity === "serial" || isNoDefault(row)
      ? {}
      : { default: expression }),
    ...(identity === undefined ? {} : { identity }),
    ...(generated === undefined
      ? {}
      : {
          generated: {
            expression: generated,
            stored: row.generated === "s",
            ...(text === undefined || text === generated ? {} : { declared: text }),
          },
        }),
    ...(collation === null ? {} : { collation }),
    ...(comment === null ? {} : { comment }),
  };
}

/**
 * A NULL with the cast that the length of a type asks for, as `DEFAULT NULL` leaves it behind. The NULL of a domain is a
 * default: it stands before that of the domain (https://www.postgresql.org/docs/current/sql-createdomain.html).
 */
function isNoDefault({ expression, userDefined }: ColumnRow): boolean {
  return !userDefined && /^NULL::"?[a-z\d ]+"?(\(\d+(,\d+)?\))?[a-z ]*(\[\])?$/.test(expression ?? "");
}

function identityOf({ identity, ownsSequence, expression }: ColumnRow): Column["identity"] {
  if (identity === "a") return "always";
  if (identity === "d") return "by default";
  return ownsSequence && /^nextval\('(?:[^']|'')+'::regclass\)$/.test(expression ?? "")
    ? "serial"
    : undefined;
}

function typeOf(row: ColumnRow, nameOf: (row: NamedRow) => ObjectName): ColumnType {
  const { type, typeName, typeSchema, userDefined } = row;
  const array = type.endsWith("[]");
  if (userDefined) {
    const name = nameOf({ schema: typeSchema, name: typeName });
    return { ...name, userDefined: true, ...(array ? { array: true } : {}) };
  }
  if (typeSchema === "pg_catalog") return parseType(type);
  // A type of an extension goes by its bare name, wherever the extension was put.
  const numbers = /\([^()]*\)/.exec(type)?.[0] ?? "";
  const name = /^[a-z_][a-z0-9_]*$/.test(typeName) ? typeName : identifier(typeName);
  const brackets = array ? "[]" : "";
  return tryParseType(name + numbers + brackets) ?? parseType(name + brackets);
}

function indexOf({ name, unique, valid, method, where, nullsNotDistinct, parts }: IndexRow): Index {
  const include = parts.filter(({ key }) => !key).map(({ column }) => column!);
  return {
    name,
    parts: parts
      .filter(({ key }) => key)
      .map(({ column, expression, options, operatorClass, collation }) => {
        // https://www.postgresql.org/docs/current/indexes-ordering.html: NULLs come last, first when descending.
        const descending = (options & 1) !== 0;
        const nullsFirst = (options & 2) !== 0;
        return {
          ...(column === null ? { expression: expression! } : { column }),
          ...(descending ? { descending } : {}),
          ...(descending === nullsFirst
            ? {}
            : { nulls: nullsFirst ? ("first" as const) : ("last" as const) }),
          ...(operatorClass === null ? {} : { operatorClass }),
          ...(collation === null ? {} : { collation }),
        };
      }),
    unique,
    ...(where === null ? {} : { where: withoutOuterParentheses(where) }),
    ...(method === "btree" ? {} : { method }),
    ...(include.length === 0 ? {} : { include }),
    ...(nullsNotDistinct ? { nullsNotDistinct } : {}),
    ...(valid ? {} : { invalid: true }),
  };
}

const ranges: Readonly<Record<string, string>> = {
  smallint: "32767",
  integer: "2147483647",
  bigint: "9223372036854775807",
};

/** Only what CREATE SEQUENCE would not choose by itself: https://www.postgresql.org/docs/current/sql-createsequence.html */
function sequenceOf({ type, start, increment, minimum, maximum, cache, cycle }: SequenceRow) {
  const descending = increment.startsWith("-");
  const largest = ranges[type]!;
  const usual = descending
    ? { minimum: `-${BigInt(largest) + 1n}`, maximum: "-1", start: maximum }
    : { minimum: "1", maximum: largest, start: minimum };
  const properties: Omit<Sequence, "name"> = {
    ...(type === "bigint" ? {} : { type }),
    ...(start === usual.start ? {} : { start }),
    ...(increment === "1" ? {} : { increment }),
    ...(minimum === usual.minimum ? {} : { minimum }),
    ...(maximum === usual.maximum ? {} : { maximum }),
    ...(cache === "1" ? {} : { cache }),
    ...(cycle ? { cycle } : {}),
  };
  return properties;
}

function viewOf(
  row: ViewRow,
  indexes: readonly IndexRow[],
  nameOf: (row: NamedRow) => ObjectName,
  declared: ReadonlyMap<string, string>,
): View {
  const { materialized } = row;
  const definition = viewQuery(row.definition);
  const text = declared.get(textKey(materialized ? "MATERIALIZED_VIEW" : "VIEW", row.schema, null, row.name));
  return {
    ...nameOf(row),
    definition,
    materialized,
    ...(text === undefined || text === definition ? {} : { declared: text }),
    managed: text !== undefined,
    indexes: indexes.map(indexOf),
    dependsOn: (row.dependsOn ?? []).map(nameOf),
  };
}

/** The query of a view, without the semicolon that `pg_get_viewdef()` ends it with. */
export function viewQuery(definition: string): string {
  return definition.trim().replace(/;$/, "").trim();
}
