import { ReflectionError } from "../../errors.ts";
import type {
  CheckConstraint,
  Column,
  Deferrable,
  ForeignKey,
  PrimaryKey,
  ReferentialAction,
  TableOptions,
  UniqueConstraint,
} from "../../schema/schema.ts";
import { withoutOuterParentheses } from "../sql-tokens.ts";
import { tokenRules } from "./literals.ts";
import { TokenCursor } from "./token-cursor.ts";
import { foundType } from "./types.ts";

/** A foreign key may leave the columns it references to the primary key of their table. */
export type ParsedForeignKey = Omit<ForeignKey, "referencedColumns"> & {
  readonly referencedColumns: readonly string[] | undefined;
};

/** What a CREATE TABLE statement says. */
export interface ParsedTable {
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  readonly uniques: readonly UniqueConstraint[];
  readonly checks: readonly CheckConstraint[];
  readonly foreignKeys: readonly ParsedForeignKey[];
  readonly options: TableOptions;
  /** Clauses that the model can't hold, e.g. `ON CONFLICT REPLACE`: a table with them must not be rebuilt. */
  readonly unmodelled: readonly string[];
}

/** Parts under construction. */
interface Draft {
  columns: Column[];
  primaryKey?: PrimaryKey;
  uniques: UniqueConstraint[];
  checks: CheckConstraint[];
  foreignKeys: ParsedForeignKey[];
  unmodelled: string[];
}

/**
 * Reads the text of a CREATE TABLE as `sqlite_schema` keeps it.
 *
 * Grammar: https://www.sqlite.org/lang_createtable.html
 *
 * @throws {ReflectionError} `E_REFLECT` for a text that is none.
 */
export function parseCreateTable(sql: string): ParsedTable {
  const cursor = new TokenCursor(sql, tokenRules);
  if (!cursor.skipPast("(")) throw notATable(sql);
  const draft: Draft = { columns: [], uniques: [], checks: [], foreignKeys: [], unmodelled: [] };
  do {
    if (!readTableConstraint(cursor, draft)) readColumn(cursor, draft);
    // SQLite takes table constraints without a comma between them.
  } while (cursor.accept(",") || !(cursor.is(")") || cursor.atEnd));
  if (!cursor.accept(")")) throw notATable(sql);
  return { ...draft, options: readOptions(cursor) };
}

function notATable(sql: string): ReflectionError {
  return new ReflectionError("E_REFLECT", `The database holds a CREATE TABLE that can't be read: ${sql}`, {
    details: { sql },
  });
}

function readOptions(cursor: TokenCursor): TableOptions {
  const options: { withoutRowid?: boolean; strict?: boolean } = {};
  while (!cursor.atEnd) {
    if (cursor.accept("WITHOUT", "ROWID")) options.withoutRowid = true;
    else if (cursor.accept("STRICT")) options.strict = true;
    else cursor.skip();
  }
  return options;
}

/** Reads `[CONSTRAINT name] PRIMARY KEY | UNIQUE | CHECK | FOREIGN KEY …`; false when a column stands here. */
function readTableConstraint(cursor: TokenCursor, draft: Draft): boolean {
  if (!cursor.isAnyWord(tableConstraintWords)) return false;
  const named = readConstraintName(cursor);
  if (cursor.accept("PRIMARY", "KEY")) {
    draft.primaryKey = { ...named, columns: readColumnNames(cursor, draft) };
    readConflict(cursor, draft);
  } else if (cursor.accept("UNIQUE")) {
    draft.uniques.push({ ...named, columns: readColumnNames(cursor, draft) });
    readConflict(cursor, draft);
  } else if (cursor.accept("CHECK")) {
    draft.checks.push({ ...named, expression: readParenthesised(cursor) });
    readConflict(cursor, draft);
  } else if (cursor.accept("FOREIGN", "KEY")) {
    const columns = readColumnNames(cursor, draft);
    draft.foreignKeys.push({ ...named, columns, ...readReferences(cursor, draft) });
  } else {
    return false;
  }
  return true;
}

const tableConstraintWords = new Set(["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]);

function readConstraintName(cursor: TokenCursor): { readonly name?: string } {
  return cursor.accept("CONSTRAINT") ? { name: cursor.name() } : {};
}

function readColumn(cursor: TokenCursor, draft: Draft): void {
  const name = cursor.name();
  const typeStart = cursor.position;
  while (!cursor.atEnd && !cursor.isAny(",", ")") && !cursor.isAnyWord(columnConstraintWords)) {
    if (cursor.is("(")) cursor.parenthesised();
    else cursor.skip();
  }
  const column: { -readonly [K in keyof Column]: Column[K] } = {
    name,
    type: foundType(cursor.textFrom(typeStart)),
    nullable: true,
  };
  while (!cursor.atEnd && !cursor.isAny(",", ")")) readColumnConstraint(cursor, draft, column);
  draft.columns.push(column);
}

const columnConstraintWords = new Set([
  "CONSTRAINT",
  "PRIMARY",
  "NOT",
  "NULL",
  "UNIQUE",
  "CHECK",
  "DEFAULT",
  "COLLATE",
  "REFERENCES",
  "GENERATED",
  "AS",
  "AUTOINCREMENT",
]);

function readColumnConstraint(
  cursor: TokenCursor,
  draft: Draft,
  column: { -readonly [K in keyof Column]: Column[K] },
): void {
  const named = readConstraintName(cursor);
  if (cursor.accept("PRIMARY", "KEY")) {
    if (cursor.accept("DESC")) draft.unmodelled.push(`PRIMARY KEY DESC of ${column.name}`);
    else cursor.accept("ASC");
    readConflict(cursor, draft);
    if (cursor.accept("AUTOINCREMENT")) column.identity = "auto increment";
    draft.primaryKey = { ...named, columns: [column.name] };
  } else if (cursor.accept("NOT", "NULL")) {
    readConflict(cursor, draft);
    column.nullable = false;
  } else if (cursor.accept("NULL")) {
    readConflict(cursor, draft);
  } else if (cursor.accept("UNIQUE")) {
    readConflict(cursor, draft);
    draft.uniques.push({ ...named, columns: [column.name] });
  } else if (cursor.accept("CHECK")) {
    draft.checks.push({ ...named, expression: readParenthesised(cursor) });
    readConflict(cursor, draft);
  } else if (cursor.accept("DEFAULT")) {
    const expression = readDefault(cursor);
    if (expression.toUpperCase() !== "NULL") column.default = expression;
  } else if (cursor.accept("COLLATE")) {
    const collation = cursor.name().toUpperCase();
    if (collation !== "BINARY") column.collation = collation;
  } else if (cursor.is("REFERENCES")) {
    draft.foreignKeys.push({ ...named, columns: [column.name], ...readReferences(cursor, draft) });
  } else if (cursor.accept("GENERATED", "ALWAYS", "AS") || cursor.accept("AS")) {
    const expression = readParenthesised(cursor);
    const stored = cursor.accept("STORED");
    if (!stored) cursor.accept("VIRTUAL");
    column.generated = { expression, stored };
  } else if (cursor.accept("AUTOINCREMENT")) {
    // Behind COLLATE or NOT NULL, where SQLite takes it as well.
    column.identity = "auto increment";
  } else {
    draft.unmodelled.push(cursor.skip());
  }
}

/** `DEFAULT (expr)`, a literal, a signed number or a word such as CURRENT_TIMESTAMP. */
function readDefault(cursor: TokenCursor): string {
  if (cursor.is("(")) return readParenthesised(cursor);
  const start = cursor.position;
  if (cursor.is("+") || cursor.is("-")) cursor.skip();
  // A blob is a letter and a string: x'00ff'.
  const isBlob = cursor.is("x");
  cursor.skip();
  if (isBlob && cursor.atString) cursor.skip();
  return cursor.textFrom(start);
}

function readParenthesised(cursor: TokenCursor): string {
  return withoutOuterParentheses(cursor.parenthesised(), tokenRules);
}

function readColumnNames(cursor: TokenCursor, draft: Draft): string[] {
  const names: string[] = [];
  cursor.accept("(");
  do {
    names.push(cursor.name());
    while (!cursor.atEnd && !cursor.isAny(",", ")")) draft.unmodelled.push(cursor.skip());
  } while (cursor.accept(","));
  cursor.accept(")");
  return names;
}

function readReferences(
  cursor: TokenCursor,
  draft: Draft,
): Omit<ParsedForeignKey, "columns" | "name" | "aliases"> {
  cursor.accept("REFERENCES");
  const referencedTable = { name: cursor.name() };
  const referencedColumns = cursor.is("(") ? readColumnNames(cursor, draft) : undefined;
  let onDelete: ReferentialAction = "no action";
  let onUpdate: ReferentialAction = "no action";
  let deferrable: Deferrable | undefined;
  for (;;) {
    if (cursor.accept("ON", "DELETE")) onDelete = readAction(cursor);
    else if (cursor.accept("ON", "UPDATE")) onUpdate = readAction(cursor);
    else if (cursor.accept("MATCH")) draft.unmodelled.push(`MATCH ${cursor.name()}`);
    else if (cursor.accept("NOT", "DEFERRABLE")) readInitially(cursor);
    else if (cursor.accept("DEFERRABLE")) deferrable = readInitially(cursor);
    else break;
  }
  return {
    referencedTable,
    referencedColumns,
    onDelete,
    onUpdate,
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}

function readAction(cursor: TokenCursor): ReferentialAction {
  if (cursor.accept("NO", "ACTION")) return "no action";
  if (cursor.accept("SET", "NULL")) return "set null";
  if (cursor.accept("SET", "DEFAULT")) return "set default";
  return cursor.name().toLowerCase() as ReferentialAction;
}

function readInitially(cursor: TokenCursor): Deferrable {
  if (cursor.accept("INITIALLY", "DEFERRED")) return "initially deferred";
  cursor.accept("INITIALLY", "IMMEDIATE");
  return "initially immediate";
}

function readConflict(cursor: TokenCursor, draft: Draft): void {
  if (cursor.accept("ON", "CONFLICT")) draft.unmodelled.push(`ON CONFLICT ${cursor.name()}`);
}
