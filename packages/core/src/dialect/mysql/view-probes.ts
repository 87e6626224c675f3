import type { Query, Row } from "../dialect.ts";
import { tokenise } from "../sql-tokens.ts";
import { literal, tokenRules } from "./literals.ts";
import { standIns } from "./stand-ins.ts";

/** A query in the server's own words. */
export interface ServerQuery {
  /** To compare with those of another query. */
  readonly words: string;
  /** The query was written in these words already. */
  readonly isSame: boolean;
}

/**
 * Has the server write queries in its own words: what the trace of its optimizer holds of an EXPLAIN before anything is
 * optimised, with names resolved, `*` written out, and one spelling for whatever has several. The definition that a server
 * keeps of a view is such a text itself, and comes out as its declaration does.
 *
 * A query that the server does not explain, or that it traces for nobody (views with another definer), has no answer; on a
 * server without a trace (MariaDB before 10.4.3), none has.
 * Nothing is run or changed; the session's own settings of the trace are put back.
 * https://dev.mysql.com/doc/refman/9.4/en/information-schema-optimizer-trace-table.html
 * https://mariadb.com/docs/server/ha-and-performance/optimization-and-tuning/mariadb-internal-optimizations/optimizer-trace
 */
export async function askQueries(
  query: Query,
  queries: readonly string[],
): Promise<ReadonlyMap<string, ServerQuery>> {
  const answers = new Map<string, ServerQuery>();
  if (queries.length === 0) return answers;
  const set = (trace: string, size: number) =>
    query(`SET SESSION optimizer_trace = ${literal(trace)}, SESSION optimizer_trace_max_mem_size = ${size}`);
  const write = standIns(JSON.stringify(queries));
  let before: Row | undefined;
  try {
    [before] = await query(
      "SELECT @@SESSION.optimizer_trace AS `trace`, @@SESSION.optimizer_trace_max_mem_size AS `size`",
    );
    await set("enabled=on", 1 << 24);
  } catch {
    return answers;
  }
  try {
    for (const sql of new Set(queries)) {
      const words = await ask(query, write(sql));
      if (words !== undefined) answers.set(sql, { words, isSame: words === serverWords(write(sql)) });
    }
  } finally {
    await set(String(before?.trace), Number(before?.size));
  }
  return answers;
}

async function ask(query: Query, sql: string): Promise<string | undefined> {
  try {
    await query(`EXPLAIN ${sql}`);
  } catch {
    return undefined;
  }
  const [row] = await query(
    "SELECT TRACE AS `trace`, MISSING_BYTES_BEYOND_MAX_MEM_SIZE AS `missing` FROM information_schema.OPTIMIZER_TRACE",
  );
  if (Number(row?.missing) > 0) return undefined;
  // MariaDB's trace is not quite JSON: it escapes quotes that need none.
  const texts = [...String(row?.trace ?? "").matchAll(/"expanded_query": "((?:[^"\\]|\\[^])*)"/g)].map(
    ([, text = ""]) => text.replaceAll(/\\([\\"/])/g, "$1"),
  );
  // A select within another one is written again in that one's text, and the outer one again once it is transformed.
  const numbers = texts.map((text) => /^\/\* select#\d+ \*\//.exec(text)?.[0] ?? "");
  const outer = texts.filter(
    (text, at) =>
      numbers.indexOf(numbers[at]!) === at &&
      (numbers[at] === "" || !texts.some((other) => other.indexOf(numbers[at]!) > 0)),
  );
  return outer.length === 0 ? undefined : serverWords(outer.join(" "));
}

/** Names without quotes and in one case, strings as they are. */
function serverWords(sql: string): string {
  return JSON.stringify(
    tokenise(sql, tokenRules).map(({ kind, text }) => (kind === "string" ? `'${text}` : text.toLowerCase())),
  );
}
