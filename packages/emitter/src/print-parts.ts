import {
  type Column,
  type ColumnChange,
  type ColumnType,
  type Constraint,
  type EnumUse,
  type Generated,
  type Index,
  type IndexPart,
  isColumnTypeText,
  type ReferentialAction,
} from "@limbeck/core";
import { type PrintContext, use } from "./print-context.ts";
import { printCall, printObject, printSql, printString, printStrings } from "./print-values.ts";

export function printSqlText(text: string, context: PrintContext): string {
  use(context, "sql");
  return printSql(text);
}

export function printFinalName(name: string): string {
  return `op.f(${printString(name)})`;
}

/** A name that stays what it is, also none: the convention of a later day would name a `null`. */
export function printName(name: string | undefined): string {
  return name === undefined ? "op.f(null)" : printFinalName(name);
}

export function printType(type: ColumnType, context: PrintContext): string {
  const text = context.dialect.formatType(type);
  const rendered = context.renderItem({ kind: "type", type, text });
  if (rendered !== undefined) return rendered;
  if (type.userDefined) {
    const options = printObject({
      schema: optionalString(type.schema),
      array: type.array ? "true" : undefined,
    });
    return printCall(use(context, "type"), printString(type.name), options);
  }
  if (isColumnTypeText(context.dialect.name, text)) return printString(text);
  return printCall(use(context, "type"), printString(text), "{ builtIn: true }");
}

/** A default that is a plain literal reads better as a value, when the database writes it back the same. */
export function printDefault(expression: string, context: PrintContext): string {
  const { dialect, renderItem } = context;
  const rendered = renderItem({ kind: "default", expression });
  if (rendered !== undefined) return rendered;
  const value = dialect.readLiteral(expression);
  if (value === undefined || dialect.literal(value) !== expression) return printSqlText(expression, context);
  return typeof value === "string" ? printString(value) : String(value);
}

export function printColumn(column: Column, context: PrintContext): string {
  const rendered = context.renderItem({ kind: "column", column });
  if (rendered !== undefined) return rendered;
  const options = printObject({
    nullable: column.nullable ? "true" : undefined,
    default: column.default === undefined ? undefined : printDefault(column.default, context),
    ...printFacets(column, context),
    check: column.check === undefined ? undefined : printSqlText(column.check, context),
  });
  return printCall(
    use(context, "column"),
    printString(column.name),
    printType(column.type, context),
    options,
  );
}

export function printColumnChange(
  change: ColumnChange,
  context: PrintContext,
): Record<string, string | undefined> {
  return {
    type: change.type === undefined ? undefined : printType(change.type, context),
    nullable: change.nullable === undefined ? undefined : String(change.nullable),
    default: orNull(change.default, (expression) => printDefault(expression, context)),
    ...printFacets(change, context),
  };
}

/** What a column and a change of one have in common. */
function printFacets(
  facets: Omit<ColumnChange, "type" | "nullable" | "default">,
  context: PrintContext,
): Record<string, string | undefined> {
  return {
    identity: orNull(facets.identity, printString),
    generated: orNull(facets.generated, (generated) => printGenerated(generated, context)),
    onUpdate: orNull(facets.onUpdate, (expression) => printSqlText(expression, context)),
    charset: orNull(facets.charset, printString),
    collation: orNull(facets.collation, printString),
    comment: orNull(facets.comment, printString),
  };
}

function printGenerated({ expression, stored, declared }: Generated, context: PrintContext): string {
  const options = printObject({
    expression: printSqlText(expression, context),
    stored: String(stored),
    declared: optionalString(declared),
  });
  return options!;
}

function orNull<T>(value: T | null | undefined, print: (value: T) => string): string | undefined {
  return value === undefined ? undefined : value === null ? "null" : print(value);
}

export function optionalString(text: string | undefined): string | undefined {
  return text === undefined ? undefined : printString(text);
}

/** A constraint as a part of a table. */
export function printConstraintPart(constraint: Constraint, context: PrintContext): string {
  const rendered = context.renderItem({ kind: "constraint", constraint });
  if (rendered !== undefined) return rendered;
  const name =
    constraint.name !== undefined || isNamedByConvention(constraint, context)
      ? printName(constraint.name)
      : undefined;
  switch (constraint.type) {
    case "primary key":
    case "unique": {
      const builder = use(context, constraint.type === "unique" ? "unique" : "primaryKey");
      const options = printObject({ name, ...constraintOptions(constraint) });
      return printCall(builder, printStrings(constraint.columns), options);
    }
    case "check":
    case "exclusion": {
      const builder = use(context, constraint.type === "check" ? "check" : "exclude");
      const options = printObject({ name, ...constraintOptions(constraint) });
      return printCall(builder, printSqlText(constraint.expression, context), options);
    }
    case "foreign key":
      return printCall(
        use(context, "foreignKey"),
        printStrings(constraint.columns),
        printString(constraint.referencedTable.name),
        printStrings(constraint.referencedColumns),
        printObject({ name, ...constraintOptions(constraint) }),
      );
  }
}

/** Whether a convention would give a name to a part of a table that mentions none. */
function isNamedByConvention({ type }: Constraint, { dialect }: PrintContext): boolean {
  if (type === "primary key") return dialect.capabilities.namedPrimaryKeys;
  return type !== "check" && type !== "exclusion";
}

/** The options of a constraint beside its name. */
export function constraintOptions(constraint: Constraint): Record<string, string | undefined> {
  const action = (value: ReferentialAction) => (value === "no action" ? undefined : printString(value));
  return {
    ...(constraint.type === "foreign key" && {
      onDelete: action(constraint.onDelete),
      onUpdate: action(constraint.onUpdate),
      match: optionalString(constraint.match),
      onDeleteColumns:
        constraint.onDeleteColumns === undefined ? undefined : printStrings(constraint.onDeleteColumns),
      referencedSchema: optionalString(constraint.referencedTable.schema),
    }),
    ...((constraint.type === "primary key" || constraint.type === "unique") && {
      include: constraint.include === undefined ? undefined : printStrings(constraint.include),
    }),
    ...(constraint.type === "check" && { noInherit: constraint.noInherit ? "true" : undefined }),
    ...((constraint.type === "check" || constraint.type === "foreign key") && {
      notValid: constraint.notValid ? "true" : undefined,
      notEnforced: constraint.notEnforced ? "true" : undefined,
    }),
    ...(constraint.type === "unique" && {
      nullsNotDistinct: constraint.nullsNotDistinct ? "true" : undefined,
    }),
    ...(constraint.type !== "check" && { deferrable: optionalString(constraint.deferrable) }),
  };
}

export function printIndexParts(parts: readonly IndexPart[], context: PrintContext): string {
  const print = (part: IndexPart): string => {
    const { column, expression, descending, nulls, operatorClass, collation, length } = part;
    if (column !== undefined && Object.values(part).filter((value) => value !== undefined).length === 1) {
      return printString(column);
    }
    const object = printObject({
      column: optionalString(column),
      expression: expression === undefined ? undefined : printSqlText(expression, context),
      descending: descending ? "true" : undefined,
      nulls: optionalString(nulls),
      operatorClass: optionalString(operatorClass),
      collation: optionalString(collation),
      length: length === undefined ? undefined : String(length),
    });
    return object!;
  };
  return `[${parts.map(print).join(", ")}]`;
}

export function indexOptions(index: Index, context: PrintContext): Record<string, string | undefined> {
  return {
    unique: index.unique ? "true" : undefined,
    where: index.where === undefined ? undefined : printSqlText(index.where, context),
    method: optionalString(index.method),
    include: index.include === undefined ? undefined : printStrings(index.include),
    nullsNotDistinct: index.nullsNotDistinct ? "true" : undefined,
    kind: optionalString(index.kind),
    parser: optionalString(index.parser),
    concurrently: index.concurrently ? "true" : undefined,
  };
}

export function printEnumUse(use: EnumUse, context: PrintContext): string {
  const object = printObject({
    table: printString(use.table.name),
    schema: optionalString(use.table.schema),
    column: printString(use.column),
    array: use.array ? "true" : undefined,
    default: use.default === undefined ? undefined : printSqlText(use.default, context),
    existingDefault:
      use.existingDefault === undefined ? undefined : printSqlText(use.existingDefault, context),
  });
  return object!;
}
