import { emptyTable } from "../schema/empty-schema.ts";
import type { Index, IndexPart, ObjectName, Table, TableOptions, View } from "../schema/schema.ts";
import { withConstraint } from "./apply.ts";
import type { ConstraintPart, TablePart } from "./builders.ts";
import type { IndexPartInput } from "./directives/index-operations.ts";
import type { ViewOptions } from "./directives/view-operations.ts";
import type { Constraint } from "./operation.ts";
import { toColumn, type TypeReader } from "./parts.ts";
import type { Sql } from "./sql.ts";

// What the calls of a revision say, as the objects of a schema.

export function named(name: string, { schema }: { readonly schema?: string | undefined }): ObjectName {
  return schema === undefined ? { name } : { schema, name };
}

export function textOf(name: string | { readonly name: string }): string {
  return typeof name === "string" ? name : name.name;
}

export function toTable(
  dialect: TypeReader,
  name: ObjectName,
  parts: readonly TablePart<"postgres">[],
  options: {
    readonly comment?: string;
    readonly schema?: string;
    readonly constraintOf: (table: string, part: ConstraintPart) => Constraint;
  } & TableOptions,
): Table {
  const { schema: _schema, comment, constraintOf, ...rest } = options;
  const table: Table = {
    ...emptyTable(name.name, name.schema),
    columns: parts.flatMap((part) => (part.part === "column" ? [toColumn(dialect, part)] : [])),
    ...(comment === undefined ? {} : { comment }),
    options: rest,
  };
  return parts.reduce(
    (state, part) => (part.part === "column" ? state : withConstraint(state, constraintOf(name.name, part))),
    table,
  );
}

export function toIndex(
  name: string,
  parts: readonly (string | IndexPartInput<"postgres">)[],
  options: Omit<Index, "name" | "parts" | "unique" | "where"> & {
    readonly unique?: boolean;
    readonly where?: Sql;
  },
): Index {
  const { unique = false, where, ...rest } = options;
  return {
    name,
    parts: parts.map((part): IndexPart => {
      if (typeof part === "string") return { column: part };
      const { expression, ...facts } = part;
      return expression === undefined ? facts : { ...facts, expression: expression.sql };
    }),
    unique,
    ...(where === undefined ? {} : { where: where.sql }),
    ...rest,
  };
}

export function toView(
  name: string,
  text: Sql,
  { materialized = false, declared, managed, ...options }: ViewOptions<"postgres">,
): View {
  return {
    ...named(name, options),
    definition: text.sql,
    materialized,
    ...(managed === undefined ? {} : { managed }),
    ...(declared === undefined ? {} : { declared }),
    indexes: [],
    dependsOn: [],
  };
}
