import { nameKey } from "../../schema/object-name.ts";
import type { ColumnType, EnumType, ObjectName, Schema } from "../../schema/schema.ts";
import type { Step } from "./canonical.ts";
import { createEnumSql } from "./compile-enum.ts";
import { qualified } from "./literals.ts";
import { formatType } from "./types.ts";

/** Enum types that the database has not got, or has with other labels. */
function differing(found: Schema, wanted: Schema): EnumType[] {
  const known = new Map(found.enums.map((type) => [nameKey(type), type.values.join("\0")]));
  return wanted.enums.filter((type) => known.get(nameKey(type)) !== type.values.join("\0"));
}

/** Those types as temporary ones, which hide the others: PostgreSQL writes both by their bare name. */
export function temporaryTypes(found: Schema, wanted: Schema): Step[] {
  return differing(found, wanted).map((type) => ({
    commands: [createEnumSql({ schema: "pg_temp", name: type.name, values: type.values })],
  }));
}

/** The text of a type as the database has it: hidden by no temporary one. */
export function foundTypeText({ defaultSchema }: Schema): (type: ColumnType) => string {
  return (type) =>
    formatType(
      type.userDefined && type.schema === undefined && defaultSchema !== undefined
        ? { ...type, schema: defaultSchema }
        : type,
    );
}

/** The text of a type as it is wanted. */
export function wantedTypeText(found: Schema, wanted: Schema): (type: ColumnType) => string {
  const temporary = new Set(differing(found, wanted).map(nameKey));
  const live = foundTypeText(found);
  return (type) =>
    type.userDefined && temporary.has(nameKey(type as ObjectName))
      ? qualified({ schema: "pg_temp", name: type.name }) + (type.array ? "[]" : "")
      : live(type);
}
