import { ConfigError } from "../errors.ts";
import type { NamedObject } from "../operation/named-object.ts";

/** A token of a user's own: what stands for it in a name. */
export type NameToken = (object: NamedObject) => string;

/** Which of the lists a token reads, at which place (`undefined`: all of them), and what is put between. */
const columnToken = /^(referred_)?column_(\d+)(N|_N)?_(name|label|key)$/;
const plainTokens: Readonly<Record<string, (object: NamedObject) => string | undefined>> = {
  table_name: ({ table }) => table,
  constraint_name: ({ name }) => name,
  referred_table_name: ({ referencedTable }) => referencedTable,
};

/** True for a token that SQLAlchemy has. */
export function isKnownToken(token: string): boolean {
  if (Object.hasOwn(plainTokens, token)) return true;
  const [, referred, place, all, facet] = columnToken.exec(token) ?? [];
  return place !== undefined && (all === undefined || place === "0") && (!referred || facet === "name");
}

/** Whether a kind of object has what a token stands for; SQL of checks and exclusions is not read for columns. */
export function fitsKind(token: string, kind: NamedObject["kind"]): boolean {
  if (token.startsWith("referred_")) return kind === "foreign key";
  return !token.startsWith("column_") || (kind !== "check" && kind !== "exclusion");
}

/** What stands for one of SQLAlchemy's tokens in the name of `object`. */
export function tokenText(token: string, object: NamedObject): string {
  const plain = plainTokens[token];
  const text = plain === undefined ? columnText(token, object) : plain(object);
  if (text !== undefined) return text;
  const what = `The ${object.kind} of table "${object.table}"`;
  throw new ConfigError(
    "E_NAMING_CONVENTION",
    token === "constraint_name"
      ? `${what} has no name of its own, and the naming convention puts it together from %(constraint_name)s. ` +
          `Name it, or use another token in the convention.`
      : `${what} has nothing that %(${token})s could stand for in the naming convention. Name it with op.f().`,
    { details: { token, kind: object.kind, table: object.table } },
  );
}

function columnText(token: string, { table, columns, referencedColumns }: NamedObject): string | undefined {
  const [, referred, place, all, facet] = columnToken.exec(token) ?? [];
  const list = referred ? (referencedColumns ?? []) : columns;
  const chosen = all === undefined ? [list[Number(place)]] : list;
  const texts = chosen.map((column) => (facet === "label" && column ? `${table}_${column}` : column));
  if (texts.length === 0 || texts.includes(undefined)) return undefined;
  return texts.join(all === "_N" ? "_" : "");
}
