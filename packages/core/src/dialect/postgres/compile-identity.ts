import type { Column, ObjectName } from "../../schema/schema.ts";
import { block } from "./do-block.ts";
import { cutName, identifier, literal, qualified, sequenceName } from "./literals.ts";
import { formatType } from "./types.ts";

/** The steps of a change of the numbering: before the type changes, right after it, and at the end. */
export interface IdentityChange {
  readonly first: readonly string[];
  readonly retyped: readonly string[];
  readonly last: readonly string[];
}

interface NumberedColumn {
  readonly table: ObjectName;
  readonly column: string;
  readonly before: Column;
  readonly after: Column;
  readonly alter: (action: string) => string;
}

/**
 * From serial to identity, to none, and back: https://www.postgresql.org/docs/current/sql-altertable.html
 *
 * Numbering goes on where it was. A sequence is asked for and not guessed: renaming a table leaves its name behind.
 */
export function identityChange(change: NumberedColumn): IdentityChange {
  const { before, after, alter, table, column } = change;
  const [from, to] = [before.identity, after.identity];
  const none: IdentityChange = { first: [], retyped: [], last: [] };
  if (from === to) {
    // The sequence of an identity column follows the column's type, that of a serial one does not.
    return from === "serial" && formatType(before.type) !== formatType(after.type)
      ? { ...none, retyped: [onSequence(table, column, `ALTER SEQUENCE %s AS ${formatType(after.type)}`)] }
      : none;
  }
  if (from === undefined) {
    const sequence = to === "serial" ? numberedBy(before) : undefined;
    // A column that takes its numbers from somewhere becomes serial by owning where they come from.
    if (sequence !== undefined)
      return { ...none, last: [ownedBy(sequence, `${qualified(table)}.${identifier(column)}`)] };
    const dropped = before.default === undefined ? [] : [alter("DROP DEFAULT")];
    return { ...none, first: dropped, last: [...numbering(change), continued(table, column)] };
  }
  if (to === undefined) {
    const sequence = from === "serial" ? numberedBy(after) : undefined;
    if (sequence !== undefined) return { ...none, first: [ownedBy(sequence, "NONE")] };
    return {
      ...none,
      first:
        from === "serial"
          ? [...takenFrom(change), onSequence(table, column, "DROP SEQUENCE %s")]
          : [alter("DROP IDENTITY")],
    };
  }
  if (from !== "serial" && to !== "serial")
    return { ...none, last: [alter(`SET GENERATED ${to.toUpperCase()}`)] };
  return { ...none, last: [switched(change)] };
}

/** The sequence of a default that is nothing but its next number, as SQL. */
function numberedBy({ default: value }: Column): string | undefined {
  return /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(value ?? "")?.[1]?.replaceAll("''", "'");
}

function ownedBy(sequence: string, owner: string): string {
  return `ALTER SEQUENCE ${sequence} OWNED BY ${owner}`;
}

/** Takes the numbering off, all but the sequence of a serial column. */
function takenFrom({ before, alter }: NumberedColumn): string[] {
  return before.identity === "serial" ? [alter("DROP DEFAULT")] : [alter("DROP IDENTITY")];
}

/** Puts the numbering on a column that has none. */
function numbering({ table, column, after, alter }: NumberedColumn): string[] {
  if (after.identity !== "serial")
    return [alter(`ADD GENERATED ${after.identity!.toUpperCase()} AS IDENTITY`)];
  const sequence = qualified({ ...table, name: sequenceName(table.name, column) });
  return [
    `CREATE SEQUENCE ${sequence} AS ${formatType(after.type)} OWNED BY ${qualified(table)}.${identifier(column)}`,
    alter(`SET DEFAULT nextval(${literal(sequence)}::regclass)`),
  ];
}

function sequenceOf(table: ObjectName, column: string): string {
  return `pg_get_serial_sequence(${literal(qualified(table))}, ${literal(cutName(column))})`;
}

/** Starts behind the highest number that the rows have. */
function continued(table: ObjectName, column: string): string {
  const name = identifier(column);
  return `SELECT setval(${sequenceOf(table, column)}, COALESCE(max(${name}), 0) + 1, false) FROM ${qualified(table)}`;
}

/** One kind of numbering for another; the new sequence takes over the state of the old one. */
function switched(change: NumberedColumn): string {
  const { table, column, before } = change;
  return block(
    `DECLARE
  sequence text := ${sequenceOf(table, column)};
  number bigint;
  used boolean;
BEGIN
  EXECUTE 'SELECT last_value, is_called FROM ' || sequence INTO number, used;
  ${takenFrom(change).join(";\n  ")};
${before.identity === "serial" ? "  EXECUTE 'DROP SEQUENCE ' || sequence;\n" : ""}  ${numbering(change).join(";\n  ")};
  PERFORM setval(${sequenceOf(table, column)}, number, used);
END`,
  );
}

/** Runs a command on the sequence that a column owns; none where it owns none. */
function onSequence(table: ObjectName, column: string, command: string): string {
  return block(`DECLARE
  sequence text := ${sequenceOf(table, column)};
BEGIN
  IF sequence IS NOT NULL THEN EXECUTE ${literal(command.replace(/%s.*/s, ""))} || sequence || ${literal(command.replace(/^.*%s/s, ""))}; END IF;
END`);
}
