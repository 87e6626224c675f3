import { onlyAddsLabels } from "../../operation/enum-labels.ts";
import type { AddEnumValue, AlterEnum, EnumUse } from "../../operation/operation.ts";
import type { EnumType, ObjectName } from "../../schema/schema.ts";
import { ifNotExists } from "../conditional.ts";
import { block } from "./do-block.ts";
import { cutName, identifier, literal, qualified } from "./literals.ts";

export function createEnumSql({ values, ...name }: EnumType): string {
  return `CREATE TYPE ${qualified(name)} AS ENUM (${values.map((value) => literal(value)).join(", ")})`;
}

/**
 * New labels are added in their place; where one goes away or moves, the type is replaced.
 *
 * A label that was added can't be used before the commit: https://www.postgresql.org/docs/current/sql-altertype.html
 */
export function alterEnum(operation: AlterEnum): string[] {
  return onlyAddsLabels(operation) ? addedValues(operation) : replacedType(operation);
}

function addedValues({ enum: name, values, existing }: AlterEnum): string[] {
  return values.flatMap((value, at) => {
    if (existing.includes(value)) return [];
    const next = values.slice(at).find((later) => existing.includes(later));
    const place = next === undefined ? "" : ` BEFORE ${literal(next)}`;
    return [`ALTER TYPE ${qualified(name)} ADD VALUE ${literal(value)}${place}`];
  });
}

export function addEnumValueSql(operation: AddEnumValue): string {
  const { enum: name, value, before, after } = operation;
  const place =
    before !== undefined
      ? ` BEFORE ${literal(before)}`
      : after !== undefined
        ? ` AFTER ${literal(after)}`
        : "";
  return `ALTER TYPE ${qualified(name)} ADD VALUE ${ifNotExists(operation)}${literal(value)}${place}`;
}

/** A new type under the old name, to which the columns are moved through their text. */
function replacedType({ enum: name, values, usedBy }: AlterEnum): string[] {
  const type = qualified(name);
  const old: ObjectName = { ...name, name: cutName(`limbeck_old_${name.name}`) };
  return [
    ...(usedBy.length === 0 ? [] : [takeDependentsOff(usedBy)]),
    ...usedBy
      .filter((use) => (use.existingDefault ?? use.default) !== undefined)
      .map((use) => alter(use, "DROP DEFAULT")),
    `ALTER TYPE ${type} RENAME TO ${identifier(old.name)}`,
    createEnumSql({ ...name, values }),
    ...usedBy.map((use) => {
      const array = use.array ? "[]" : "";
      const value = `${identifier(use.column)}::text${array}::${type}${array}`;
      return alter(use, `TYPE ${type}${array} USING ${value}`);
    }),
    ...usedBy.flatMap((use) => (use.default === undefined ? [] : [alter(use, `SET DEFAULT ${use.default}`)])),
    ...(usedBy.length === 0 ? [] : [putDependentsOn]),
    `DROP TYPE ${qualified(old)}`,
  ];
}

function alter({ table, column }: EnumUse, action: string): string {
  return `ALTER TABLE ${qualified(table)} ALTER COLUMN ${identifier(column)} ${action}`;
}

/**
 * Takes off what compares the columns with labels of the type (checks, indexes with a predicate or an expression):
 * their expressions hold constants of the old type, and PostgreSQL can't compare the two types. What was taken off
 * is remembered as the commands that put it back.
 */
function takeDependentsOff(usedBy: readonly EnumUse[]): string {
  const columns = usedBy
    .map(({ table, column }) => `(${literal(qualified(table))}::regclass, ${literal(cutName(column))})`)
    .join(", ");
  return block(`DECLARE
  dependent record;
  commands text[] := '{}';
BEGIN
  FOR dependent IN
    WITH used AS (
      SELECT DISTINCT u.relation, a.attnum FROM (VALUES ${columns}) AS u(relation, name)
      JOIN pg_attribute a ON a.attrelid = u.relation AND a.attname = u.name
    )
    SELECT DISTINCT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname) AS removal,
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) AS creation
    FROM used JOIN pg_constraint c ON c.conrelid = used.relation AND c.contype IN ('c', 'x')
      JOIN pg_depend d ON d.classid = 'pg_constraint'::regclass AND d.objid = c.oid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = used.relation AND d.refobjsubid = used.attnum
    UNION
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM used JOIN pg_index i ON i.indrelid = used.relation AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
      JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = i.indexrelid
        AND d.refclassid = 'pg_class'::regclass AND d.refobjid = used.relation AND d.refobjsubid = used.attnum
    WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
  LOOP
    EXECUTE dependent.removal;
    commands := commands || dependent.creation;
  END LOOP;
  PERFORM set_config('limbeck.dependents', to_json(commands)::text, false);
END`);
}

const putDependentsOn = block(`DECLARE
  command text;
BEGIN
  FOR command IN SELECT json_array_elements_text(current_setting('limbeck.dependents')::json) LOOP
    EXECUTE command;
  END LOOP;
  PERFORM set_config('limbeck.dependents', '[]', false);
END`);
