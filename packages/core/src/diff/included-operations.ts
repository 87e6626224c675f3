import { constraintsOf } from "../operation/constraints-of.ts";
import type { ConstraintType, Operation } from "../operation/operation.ts";
import { nameKey } from "../schema/object-name.ts";
import type { ObjectName, Schema, Table } from "../schema/schema.ts";
import { stableJson } from "../util/stable-json.ts";
import { type Filters, type Included, inclusion, isFiltered, parentOf, sameNamed } from "./filters.ts";

/**
 * The operations on objects that the filters let take part.
 *
 * Filtering what would be done, rather than the two schemas, keeps what is left alone in sight: a foreign key of an
 * excluded table can stand in the way of a change as well.
 */
export function includedOperations(
  operations: readonly Operation[],
  found: Schema,
  wanted: Schema,
  filters: Filters,
): readonly Operation[] {
  if (!isFiltered(filters)) return operations;
  const included = inclusion(filters);
  const sides: Sides = { found: tablesByKey(found), wanted: tablesByKey(wanted) };
  const verdicts = new Map<string, boolean>();
  return operations.filter((operation) =>
    subjectsOf(operation, sides, { found, wanted }, included).every(({ key, isIncluded }) => {
      const verdict = verdicts.get(key) ?? isIncluded();
      verdicts.set(key, verdict);
      return verdict;
    }),
  );
}

interface Sides {
  readonly found: ReadonlyMap<string, Table>;
  readonly wanted: ReadonlyMap<string, Table>;
}

function tablesByKey({ tables }: Schema): Map<string, Table> {
  return new Map(tables.map((table) => [nameKey(table), table]));
}

/** An object that an operation is about, and the question whether it takes part. */
interface Subject {
  /** Equal for the same object: it is asked about once. */
  readonly key: string;
  readonly isIncluded: () => boolean;
}

function subjectsOf(
  operation: Operation,
  { found, wanted }: Sides,
  schemas: { readonly found: Schema; readonly wanted: Schema },
  included: Included,
): readonly Subject[] {
  const subject = (type: string, name: unknown, isIncluded: () => boolean): Subject => ({
    key: stableJson([type, name]),
    isIncluded,
  });
  const tableSubject = (name: ObjectName): Subject =>
    subject("table", nameKey(name), () =>
      included("table", name.name, parentOf(name), {
        found: found.get(nameKey(name)),
        wanted: wanted.get(nameKey(name)),
      }),
    );
  const partOf = (name: ObjectName) => ({
    parent: parentOf(name, name.name),
    before: found.get(nameKey(name)),
    after: wanted.get(nameKey(name)),
  });
  const columnSubject = (table: ObjectName, name: string): Subject => {
    const { parent, before, after } = partOf(table);
    return subject("column", [nameKey(table), name], () =>
      included("column", name, parent, {
        found: before?.columns.find((column) => column.name === name),
        wanted: after?.columns.find((column) => column.name === name),
      }),
    );
  };
  const constraintSubject = (table: ObjectName, type: ConstraintType, pair: Pair): Subject => {
    const { parent, before, after } = partOf(table);
    const side = (owner: Table | undefined, name: string | undefined) =>
      owner === undefined || name === undefined
        ? undefined
        : constraintsOf(owner).find((other) => other.type === type && isCalled(other, name));
    const name = pair.name ?? pair.after?.name ?? pair.before?.name;
    const isIncluded = () =>
      included(type, name, parent, {
        found: (pair.before ?? side(before, pair.foundName ?? name)) as never,
        wanted: (pair.after ?? side(after, name)) as never,
      });
    return subject(type, [nameKey(table), name ?? pair], isIncluded);
  };
  const indexSubject = (table: ObjectName, foundName: string, wantedName: string): Subject => {
    const { parent, before, after } = partOf(table);
    return subject("index", [nameKey(table), wantedName], () =>
      included("index", wantedName, parent, {
        found: before?.indexes.find((index) => index.name === foundName),
        wanted: after?.indexes.find((index) => isCalled(index, wantedName)),
      }),
    );
  };

  switch (operation.kind) {
    case "createTable":
    case "dropTable":
    case "createTableComment":
    case "dropTableComment":
    case "alterTableOptions":
      return [tableSubject(operation.table)];
    case "addColumn":
      return [tableSubject(operation.table), columnSubject(operation.table, operation.column.name)];
    case "dropColumn":
    case "alterColumn":
      return [tableSubject(operation.table), columnSubject(operation.table, operation.column)];
    case "createConstraint": {
      const { table, constraint } = operation;
      return [tableSubject(table), constraintSubject(table, constraint.type, { after: constraint })];
    }
    case "dropConstraint": {
      const { table, type, existing } = operation;
      return [tableSubject(table), constraintSubject(table, type, { before: existing })];
    }
    case "renameConstraint": {
      const { table, type, name, newName } = operation;
      return [tableSubject(table), constraintSubject(table, type, { name: newName, foundName: name })];
    }
    case "createIndex":
      return [
        tableSubject(operation.table),
        indexSubject(operation.table, operation.index.name, operation.index.name),
      ];
    case "dropIndex":
      return [tableSubject(operation.table), indexSubject(operation.table, operation.name, operation.name)];
    case "renameIndex":
      return [
        tableSubject(operation.table),
        indexSubject(operation.table, operation.name, operation.newName),
      ];
    case "createEnum":
    case "alterEnum":
    case "dropEnum": {
      const { enum: type } = operation;
      const pair = {
        found: sameNamed(schemas.found.enums, type),
        wanted: sameNamed(schemas.wanted.enums, type),
      };
      return [subject("enum", nameKey(type), () => included("enum", type.name, parentOf(type), pair))];
    }
    case "createSequence": {
      const { sequence } = operation;
      const isIncluded = () => included("sequence", sequence.name, parentOf(sequence), { wanted: sequence });
      return [subject("sequence", nameKey(sequence), isIncluded)];
    }
    default:
      return [];
  }
}

/** What an operation says of both sides of a constraint; what is absent is looked up by name. */
interface Pair {
  readonly before?: { readonly name?: string } | undefined;
  readonly after?: { readonly name?: string } | undefined;
  readonly name?: string;
  readonly foundName?: string;
}

function isCalled(
  { name, aliases = [] }: { readonly name?: string; readonly aliases?: readonly string[] },
  text: string,
) {
  return name === text || aliases.includes(text);
}
