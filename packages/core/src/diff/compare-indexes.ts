import type { Dialect } from "../dialect/dialect.ts";
import type { Operation } from "../operation/operation.ts";
import type { Index, ObjectName } from "../schema/schema.ts";
import { matchByDefinition } from "./match.ts";

/** What it takes to bring the indexes of a found table or materialized view to the wanted ones. */
export function compareIndexes(
  table: ObjectName,
  found: readonly Index[],
  wanted: readonly Index[],
  dialect: Dialect,
): Operation[] {
  const wantedNames = new Set(wanted.flatMap(({ name, aliases = [] }) => [name, ...aliases]));
  const matches = matchByDefinition(found, wanted, definitionOf);
  return [
    ...matches.removed
      .filter((index) => wantedNames.has(index.name) || isDeclarable(index))
      .map((index) => dropIndex(table, index)),
    ...matches.renamed.flatMap((pair): Operation[] =>
      dialect.capabilities.renameIndex
        ? [{ kind: "renameIndex", table, name: pair.found.name, newName: pair.wanted.name }]
        : [dropIndex(table, pair.found), createIndex(table, pair.wanted)],
    ),
    ...matches.added.map((index) => createIndex(table, index)),
  ];
}

export function createIndex(table: ObjectName, index: Index): Operation {
  return { kind: "createIndex", table, index };
}

export function dropIndex(table: ObjectName, index: Index): Operation {
  return { kind: "dropIndex", table, name: index.name, existing: index };
}

function definitionOf({
  name: _name,
  aliases: _aliases,
  concurrently: _concurrently,
  unused: _unused,
  ...definition
}: Index): unknown {
  return definition;
}

/**
 * True for an index that an entity could declare: such a one that no entity declares was declared once.
 * Any other was made by hand and is left alone.
 */
function isDeclarable(index: Index): boolean {
  return (
    index.include === undefined &&
    index.nullsNotDistinct === undefined &&
    index.unused === undefined &&
    index.parts.every(
      (part) => part.column !== undefined && Object.keys(part).every((key) => key === "column"),
    )
  );
}
