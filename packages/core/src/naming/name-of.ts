import type { NameOf } from "../operation/named-object.ts";
import type { NamingConvention } from "./naming-convention.ts";

/** What a convention must know of a database. */
export interface NamingLimits {
  /** Longest name in bytes; absent where there is no limit. */
  readonly identifierLength?: number;
  /** False where a primary key has no name. */
  readonly namedPrimaryKeys: boolean;
  /** False where a unique constraint is a unique index, and TypeORM names it as one. */
  readonly uniqueConstraints: boolean;
}

/** The names of a convention on one database. */
export function nameOfConvention(
  convention: NamingConvention,
  { identifierLength, namedPrimaryKeys, uniqueConstraints }: NamingLimits,
): NameOf {
  return (object) => {
    if (object.kind === "primary key" && !namedPrimaryKeys) return object.name;
    const isIndex = object.kind === "unique" && !uniqueConstraints;
    return convention.nameOf(isIndex ? { ...object, kind: "index" } : object, identifierLength);
  };
}
