import type {
  ColumnType,
  ExclusionConstraint,
  Index,
  Named,
  ObjectName,
  Schema,
  Table,
  View,
} from "../../schema/schema.ts";
import { tokenise } from "../sql-tokens.ts";
import { commentOf } from "./declare.ts";
import { cutName } from "./literals.ts";

/** Names as PostgreSQL keeps them, and nothing that it has not got: character sets, options, kinds of index. */
export function normalise(wanted: Schema): Schema {
  return {
    ...wanted,
    schemas: wanted.schemas.map(cutName),
    extensions: [...new Set([...wanted.extensions, ...wanted.tables.flatMap(exclusionExtensions)])],
    enums: wanted.enums.map((type) => ({ ...type, ...cutObject(type) })),
    sequences: wanted.sequences.map((sequence) => ({ ...sequence, ...cutObject(sequence) })),
    tables: wanted.tables.map(normaliseTable),
    views: wanted.views.map(normaliseView),
  };
}

function cutObject({ schema, name }: ObjectName): ObjectName {
  return schema === undefined ? { name: cutName(name) } : { schema: cutName(schema), name: cutName(name) };
}

function cutNamed({ name, aliases }: Named): Named {
  return {
    ...(name === undefined ? {} : { name: cutName(name) }),
    ...(aliases === undefined ? {} : { aliases: aliases.map(cutName) }),
  };
}

function normaliseTable({ comment, ...table }: Table): Table {
  const cutColumns = <T extends Named & { readonly columns: readonly string[] }>(constraint: T): T => ({
    ...constraint,
    ...cutNamed(constraint),
    columns: constraint.columns.map(cutName),
  });
  return {
    ...table,
    ...cutObject(table),
    columns: table.columns.map(({ charset: _charset, onUpdate: _onUpdate, comment, ...column }) => ({
      ...column,
      name: cutName(column.name),
      type: column.type.userDefined ? cutType(column.type) : column.type,
      ...commentOf(comment),
    })),
    ...(table.primaryKey === undefined ? {} : { primaryKey: cutColumns(table.primaryKey) }),
    uniques: table.uniques.map(cutColumns),
    checks: table.checks.map((check) => ({ ...check, ...cutNamed(check) })),
    exclusions: table.exclusions.map((exclusion) => ({ ...exclusion, ...cutNamed(exclusion) })),
    foreignKeys: table.foreignKeys.map((key) => ({
      ...cutColumns(key),
      referencedTable: cutObject(key.referencedTable),
      referencedColumns: key.referencedColumns.map(cutName),
    })),
    indexes: table.indexes.map(normaliseIndex),
    ...commentOf(comment),
    options: {},
  };
}

function cutType(type: ColumnType): ColumnType {
  return { ...type, ...cutObject(type) };
}

function normaliseView(view: View): View {
  return {
    ...view,
    ...cutObject(view),
    indexes: view.indexes.map(normaliseIndex),
    dependsOn: view.dependsOn.map(cutObject),
  };
}

/** TypeORM makes a spatial index with the method `gist`, and knows no other kind here. */
function normaliseIndex({ kind, parser: _parser, method, ...index }: Index): Index {
  const own = kind === "spatial" ? "gist" : method?.toLowerCase();
  return {
    ...index,
    name: cutName(index.name),
    ...(index.aliases === undefined ? {} : { aliases: index.aliases.map(cutName) }),
    parts: index.parts.map((part) =>
      part.column === undefined ? part : { ...part, column: cutName(part.column) },
    ),
    ...(own === undefined || own === "btree" ? {} : { method: own }),
  };
}

/** The operators of plain values know no `gist` without the extension `btree_gist`, which TypeORM installs. */
function exclusionExtensions({ exclusions }: Table): string[] {
  return exclusions.some(needsBtreeGist) ? ["btree_gist"] : [];
}

function needsBtreeGist({ expression }: ExclusionConstraint): boolean {
  const tokens = tokenise(expression).map(({ text }) => text.toLowerCase());
  return (
    tokens.includes("gist") &&
    tokens.some((token, at) => token === "with" && ["=", "<>"].includes(tokens[at + 1] ?? ""))
  );
}
