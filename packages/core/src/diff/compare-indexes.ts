import type { Dialect } from "../dialect/dialect.ts";
import type { Operation, OperationOf } from "../operation/operation.ts";
import type { Index, ObjectName } from "../schema/schema.ts";
import { matchByDefinition, sameNaming } from "./match.ts";
import type { IsRemade } from "./remade.ts";

/**
 * What it takes to bring the indexes of a found table or materialized view to the wanted ones.
 *
 * @param isRemade tells which found ones are made anew although they say the same.
 */
export function compareIndexes(
  table: ObjectName,
  found: readonly Index[],
  wanted: readonly Index[],
  dialect: Dialect,
  isRemade: IsRemade = () => false,
): Operation[] {
  // One that a failed build left behind is no index yet, whatever it says.
  const remade = new Set(found.filter(({ name, invalid }) => invalid || isRemade("index", name)));
  const matches = matchByDefinition(found, wanted, aside, remade);
  return [
    ...matches.removed
      .filter((index) => isDeclarable(index) || wanted.some((one) => sameNaming(index, one)))
      .map((index) => {
        const replaced = wanted.find((one) => sameNaming(index, one));
        return { ...dropIndex(table, index), ...(replaced?.concurrently ? { concurrently: true } : {}) };
      }),
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

/** An index of what is created in the same revision: nobody writes there yet whom the build could block. */
export function createFirstIndex(
  table: ObjectName,
  { concurrently: _concurrently, ...index }: Index,
): Operation {
  return { kind: "createIndex", table, index };
}

export function dropIndex(table: ObjectName, index: Index): OperationOf<"dropIndex"> {
  return { kind: "dropIndex", table, name: index.name, existing: index };
}

/** How an index is built, and whether it is used, is no part of what it is. */
const aside: ReadonlySet<string> = new Set(["name", "aliases", "concurrently", "invalid", "unused"]);

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
