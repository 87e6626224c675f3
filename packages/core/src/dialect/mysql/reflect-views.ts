import { nameKey, sameName } from "../../schema/object-name.ts";
import type { ObjectName, Schema, View } from "../../schema/schema.ts";
import type { Row } from "../dialect.ts";
import { tokenise } from "../sql-tokens.ts";
import { tokenRules } from "./literals.ts";

export interface ViewContext {
  readonly schema: Schema;
  readonly relative: (schema: unknown, name: unknown) => ObjectName;
  /** What TypeORM keeps, by view. */
  readonly declared: ReadonlyMap<string, string>;
}

/** Views from `information_schema.VIEWS`; what they read from `VIEW_TABLE_USAGE`, or else from their text. */
export function reflectViews(
  rows: readonly Row[],
  usage: readonly Row[] | undefined,
  { schema, relative, declared }: ViewContext,
): View[] {
  const names = rows.map((row) => relative(row.schema, row.name));
  const known = new Set([...names, ...schema.tables].map(nameKey));
  return rows.map((row, at) => {
    const name = names[at]!;
    const full = String(row.definition ?? "");
    // A view of another database reads what its text names, seen from the default one.
    const definition =
      schema.defaultSchema === undefined ? full : withoutDatabase(full, schema.defaultSchema);
    const text = declared.get(nameKey(name));
    const read =
      usage === undefined
        ? namesIn(full, relative)
        : usage
            .filter((used) => used.schema === row.schema && used.name === row.name)
            .map((used) => relative(used.tableSchema, used.table));
    return {
      ...name,
      definition,
      materialized: false,
      ...(text === undefined || text === definition ? {} : { declared: text }),
      managed: text !== undefined,
      indexes: [],
      dependsOn: distinct(read).filter((other) => known.has(nameKey(other)) && !sameName(other, name)),
    };
  });
}

/**
 * The text without the default database before every name, so that it can be run on another one.
 *
 * A text in which that name stands for something else as well (a table's alias) is left as it is.
 */
export function withoutDatabase(sql: string, database: string): string {
  const tokens = tokenise(sql, tokenRules);
  const isDatabase = (at: number) => tokens[at]?.kind === "quoted" && tokens[at].text === database;
  const isDot = (at: number) => tokens[at]?.kind === "operator" && tokens[at].text === ".";
  const qualifiers = tokens.flatMap((_token, at) =>
    isDatabase(at) && isDot(at + 1) && !isDot(at - 1) && tokens[at + 2]?.kind === "quoted" ? [at] : [],
  );
  const isAlias = tokens.some(
    (_token, at) =>
      isDatabase(at) && !isDot(at + 1) && !isDot(at - 1) && tokens[at - 1]?.text.toLowerCase() !== "as",
  );
  if (isAlias) return sql;
  let text = "";
  let from = 0;
  for (const at of qualifiers) {
    text += sql.slice(from, tokens[at]!.start);
    from = tokens[at + 2]!.start;
  }
  return text + sql.slice(from);
}

/** Every `database`.`name` of a text in the server's own form. */
function namesIn(sql: string, relative: (schema: unknown, name: unknown) => ObjectName): ObjectName[] {
  const tokens = tokenise(sql, tokenRules);
  return tokens.flatMap((token, at) =>
    token.kind === "quoted" && tokens[at + 1]?.text === "." && tokens[at + 2]?.kind === "quoted"
      ? [relative(token.text, tokens[at + 2]!.text)]
      : [],
  );
}

function distinct(names: readonly ObjectName[]): ObjectName[] {
  return [...new Map(names.map((name) => [nameKey(name), name])).values()];
}
