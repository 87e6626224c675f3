import { nameKey } from "../../schema/object-name.ts";
import type { Index } from "../../schema/schema.ts";
import type { Row } from "../dialect.ts";
import type { Part } from "./create-table-parts.ts";
import type { CreatedTable } from "./created-table.ts";

/** By table and index. */
export type CreatedIndexes = ReadonlyMap<string, ReadonlyMap<string, Pick<Index, "parser" | "attributes">>>;

/**
 * What SHOW CREATE TABLE alone tells of indexes: the parser of a fulltext index, without which no table is asked for, and on
 * demand whatever else stands behind the columns (KEY_BLOCK_SIZE, COMMENT, USING).
 * https://dev.mysql.com/doc/refman/9.4/en/create-index.html
 */
export async function createdIndexes(
  rows: readonly Row[],
  createdTable: CreatedTable,
  { all }: { readonly all: boolean },
): Promise<CreatedIndexes> {
  const created = new Map<string, Map<string, Pick<Index, "parser" | "attributes">>>();
  for (const row of rows) {
    if (row.name === "PRIMARY" || !(all || String(row.type).toUpperCase() === "FULLTEXT")) continue;
    const table = { schema: String(row.schema), name: String(row.table) };
    if (created.has(nameKey(table))) continue;
    const { indexes } = await createdTable(table);
    created.set(nameKey(table), new Map([...indexes].map(([name, part]) => [name, rest(part, all)])));
  }
  return created;
}

/** What stands behind the list of an index; whether it is used is told by the catalogs. */
function rest({ tokens, sql }: Part, all: boolean): Pick<Index, "parser" | "attributes"> {
  let depth = 0;
  const close = tokens.findIndex(({ kind, text }) => {
    if (kind !== "operator") return false;
    if (text === "(") depth++;
    return text === ")" && --depth === 0;
  });
  const behind = tokens.slice(close + 1);
  const at = behind.findIndex(({ kind, text }) => kind === "word" && text === "PARSER");
  const parser = at < 0 ? undefined : behind[at + 1]?.text;
  const others = behind.filter(
    ({ kind, text }, index) =>
      (at < 0 || index < at - 1 || index > at + 1) &&
      !(kind === "word" && (text === "INVISIBLE" || text === "IGNORED")),
  );
  const attributes = others.map(({ start, end }) => sql.slice(start, end)).join(" ");
  return {
    ...(parser === undefined ? {} : { parser }),
    ...(all && attributes !== "" ? { attributes: [attributes] } : {}),
  };
}
