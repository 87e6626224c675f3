import { nameKey } from "../../schema/object-name.ts";
import type {
  CheckConstraint,
  ForeignKey,
  Index,
  IndexPart,
  ObjectName,
  PrimaryKey,
  ReferentialAction,
} from "../../schema/schema.ts";
import type { Row } from "../dialect.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import type { Flavour } from "./flavour.ts";
import { tokenRules } from "./literals.ts";

/**
 * The name of an index that Limbeck keeps on an AUTO_INCREMENT column while it has no other: both databases refuse
 * such a column without a key, also for the moment between two statements.
 */
export const autoIncrementIndex = "limbeck_auto_increment";

/** Rows by the key of their table, with the full name of its database. */
export function byTable(rows: readonly Row[]): Map<string, Row[]> {
  return groupBy(rows, (row) => nameKey({ schema: String(row.schema), name: String(row.table) }));
}

function groupBy(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function byName(rows: readonly Row[]): [string, Row[]][] {
  return [...groupBy(rows, (row) => String(row.name))];
}

const primary = "PRIMARY";

export function reflectPrimaryKey(rows: readonly Row[]): PrimaryKey | undefined {
  const columns = rows.filter(({ name }) => name === primary).map(({ column }) => String(column));
  return columns.length === 0 ? undefined : { columns };
}

/** Indexes and unique indexes, without the primary key. */
export function reflectIndexes(
  rows: readonly Row[],
  created: ReadonlyMap<string, Pick<Index, "parser" | "attributes">> | undefined,
  flavour: Flavour,
): Index[] {
  return byName(rows)
    .filter(([name]) => name !== primary)
    .map(([name, parts]) => {
      const type = String(parts[0]!.type).toUpperCase();
      const kind = type === "FULLTEXT" ? "fulltext" : type === "SPATIAL" ? "spatial" : undefined;
      return {
        name,
        parts: parts.map((part) => indexPart(part, kind, flavour)),
        unique: Number(parts[0]!.nonUnique) === 0,
        ...(kind === undefined ? {} : { kind }),
        ...(Number(parts[0]!.unused) === 1 ? { unused: true } : {}),
        ...created?.get(name),
      } satisfies Index;
    });
}

function indexPart(row: Row, kind: Index["kind"], flavour: Flavour): IndexPart {
  const { column, expression, length, order } = row;
  return {
    ...(column === null || column === undefined
      ? { expression: flavour.readExpression(String(expression)) }
      : { column: String(column) }),
    ...(order === "D" ? { descending: true } : {}),
    // Spatial indexes tell the length of a bounding box.
    ...(length === null || length === undefined || kind !== undefined ? {} : { length: Number(length) }),
  };
}

export function reflectForeignKeys(
  rows: readonly Row[],
  actions: readonly Row[],
  relative: (schema: unknown, name: unknown) => ObjectName,
): ForeignKey[] {
  const actionsByName = new Map(actions.map((row) => [String(row.name), row]));
  return byName(rows).map(([name, columns]) => ({
    name,
    columns: columns.map(({ column }) => String(column)),
    referencedTable: relative(columns[0]!.referencedSchema, columns[0]!.referencedTable),
    referencedColumns: columns.map(({ referencedColumn }) => String(referencedColumn)),
    onDelete: action(actionsByName.get(name)?.onDelete),
    onUpdate: action(actionsByName.get(name)?.onUpdate),
  }));
}

function action(rule: unknown): ReferentialAction {
  return String(rule ?? "no action").toLowerCase() as ReferentialAction;
}

/** Columns of MariaDB whose check makes them `json`. */
export function jsonColumns(rows: readonly Row[]): Set<string> {
  return new Set(
    rows.filter((row) => row.level === "Column" && isJsonCheck(row)).map(({ name }) => String(name)),
  );
}

function isJsonCheck({ expression }: Row): boolean {
  return /^json_valid\(`(?:[^`]|``)+`\)$/i.test(String(expression));
}

/** The checks of a table, without those of MariaDB's columns. */
export function reflectChecks(rows: readonly Row[], flavour: Flavour): CheckConstraint[] {
  return rows
    .filter(({ level }) => level !== "Column")
    .map((row) => ({ name: String(row.name), expression: condition(row, flavour) }));
}

/** Conditions of the checks that go with MariaDB's columns, by column. */
export function columnChecks(rows: readonly Row[], flavour: Flavour): Map<string, string> {
  return new Map(
    rows
      .filter((row) => row.level === "Column" && !isJsonCheck(row))
      .map((row) => [String(row.name), condition(row, flavour)]),
  );
}

function condition({ expression }: Row, flavour: Flavour): string {
  return withoutOuterParentheses(flavour.readExpression(String(expression)), tokenRules);
}

/**
 * True for an index that nobody declared: the one that the server makes for a foreign key bears its name (TypeORM
 * hides those as well), and Limbeck's own helper.
 */
export function isServerMade({ name, unique }: Index, foreignKeys: readonly ForeignKey[]): boolean {
  return name === autoIncrementIndex || (!unique && foreignKeys.some((key) => key.name === name));
}
