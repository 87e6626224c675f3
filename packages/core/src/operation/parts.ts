import { OperationError } from "../errors.ts";
import type { Column, ColumnType, Generated } from "../schema/schema.ts";
import type {
  AnyColumnOptions,
  ColumnPart,
  ConstraintPart,
  DefaultValue,
  ExcludeElement,
  ExcludePart,
  GeneratedOptions,
  Name,
  Unaltered,
} from "./builders.ts";
import type { CustomType } from "./column-types.ts";
import type { ColumnChange, Constraint } from "./operation.ts";
import { isSql, madeSql, type Sql } from "./sql.ts";

/** How a database reads the texts of a revision. */
export interface TypeReader {
  parseType(text: string): ColumnType;
  literal(value: string | number | bigint | boolean | null): string;
  identifier(name: string): string;
}

/** The column that a revision wrote. */
export function toColumn(dialect: TypeReader, { name, type, options }: ColumnPart): Column {
  const { nullable = false, default: value, generated, onUpdate, check, ...rest } = options;
  const expression = value === undefined ? undefined : toDefault(dialect, value);
  return {
    name,
    type: toType(dialect, type),
    nullable,
    ...(expression === undefined ? {} : { default: expression }),
    ...(generated === undefined ? {} : { generated: toGenerated(generated) }),
    ...(onUpdate === undefined ? {} : { onUpdate: onUpdate.sql }),
    ...(check === undefined ? {} : { check: check.sql }),
    ...rest,
  };
}

/** The change that a revision wrote; the facets of a column, each of them to be set or taken away. */
export function toColumnChange(
  dialect: TypeReader,
  {
    type,
    default: value,
    generated,
    onUpdate,
    ...rest
  }: {
    readonly [K in Exclude<keyof AnyColumnOptions, Unaltered>]?: AnyColumnOptions[K] | null;
  } & { readonly type?: string | CustomType; readonly nullable?: boolean },
): ColumnChange {
  return {
    ...rest,
    ...(type === undefined ? {} : { type: toType(dialect, type) }),
    ...(value === undefined ? {} : { default: toDefault(dialect, value) ?? null }),
    ...(generated === undefined ? {} : { generated: generated === null ? null : toGenerated(generated) }),
    ...(onUpdate === undefined ? {} : { onUpdate: onUpdate === null ? null : (onUpdate as Sql).sql }),
  };
}

export function toType(dialect: TypeReader, type: string | CustomType): ColumnType {
  if (typeof type === "string") return dialect.parseType(type);
  const { customType, schema, userDefined, array } = type;
  if (!userDefined) return dialect.parseType(customType);
  return {
    name: customType,
    userDefined: true,
    ...(schema === undefined ? {} : { schema }),
    ...(array ? { array: true } : {}),
  };
}

/** NULL is no default. */
function toDefault(dialect: TypeReader, value: DefaultValue): string | undefined {
  if (value === null) return undefined;
  return isSql(value) ? value.sql : dialect.literal(value);
}

function toGenerated({ expression, stored, declared }: GeneratedOptions): Generated {
  return { expression: expression.sql, stored, ...(declared === undefined ? {} : { declared }) };
}

/** A constraint whose elements, if it excludes, are SQL. */
export type PlainPart = Exclude<ConstraintPart, ExcludePart> | (ExcludePart & { readonly elements: Sql });

/** Writes the elements of an exclusion as what follows the word EXCLUDE; any other constraint is plain as it is. */
export function toPlainPart(dialect: TypeReader, part: ConstraintPart): PlainPart {
  if (part.part !== "exclusion") return part;
  const { using, where, ...options } = part.options;
  if (isSql(part.elements)) {
    if (using === undefined && where === undefined) return { ...part, elements: part.elements };
    throw new OperationError(
      "E_VALUE",
      `An exclusion constraint is given as SQL, and "using" or "where" beside it. Write them into the SQL, or list the elements.`,
    );
  }
  const elements = part.elements as readonly ExcludeElement[];
  const list = elements.map(
    ([what, operator]) =>
      `${typeof what === "string" ? dialect.identifier(what) : `(${what.sql})`} WITH ${operator}`,
  );
  const rows = where === undefined ? "" : ` WHERE (${where.sql})`;
  const text = `USING ${dialect.identifier(using ?? "gist")} (${list.join(", ")})${rows}`;
  return { part: "exclusion", elements: madeSql(text), options };
}

/** The constraint that a revision wrote. */
export function toConstraint(part: PlainPart): Constraint {
  switch (part.part) {
    case "primary key":
    case "unique": {
      const { name, ...options } = part.options;
      return { type: part.part, ...named(name), columns: part.columns, ...options };
    }
    case "check": {
      const { name, ...options } = part.options;
      return { type: part.part, ...named(name), expression: part.expression.sql, ...options };
    }
    case "exclusion": {
      const { name, ...options } = part.options;
      return { type: part.part, ...named(name), expression: part.elements.sql, ...options };
    }
    case "foreign key": {
      const {
        name,
        referencedSchema,
        onDelete = "no action",
        onUpdate = "no action",
        ...options
      } = part.options;
      return {
        type: "foreign key",
        ...named(name),
        columns: part.columns,
        referencedTable: {
          ...(referencedSchema === undefined ? {} : { schema: referencedSchema }),
          name: part.referencedTable,
        },
        referencedColumns: part.referencedColumns,
        onDelete,
        onUpdate,
        ...options,
      };
    }
  }
}

function named(name: Name | undefined): { readonly name?: string } {
  const text = typeof name === "object" ? name?.name : name;
  return text === null || text === undefined ? {} : { name: text };
}
