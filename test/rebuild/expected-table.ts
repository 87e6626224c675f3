import { column, type Operations, type Sql } from "@limbeck/core";
import Sqlite from "better-sqlite3";
import type { TestDatabase } from "../databases/index.ts";
import type { RandomChange, RandomTable } from "./random-table.ts";
import { columnName, hasId, hasRowid, indexFacts, indexParts } from "./table-sql.ts";

type Row = Readonly<Record<string, unknown>>;

/** What SQLite says of `t`, its rows, and what belongs to it. */
export interface State {
  readonly columns: readonly ColumnFacts[];
  readonly options: readonly Row[];
  /** The values of a row by column, as literals that tell their storage class; rows in the order of `u`. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly rowids: readonly Row[];
  readonly numbers: readonly Row[];
  /** Indexes by name; those of constraints by what they are on. */
  readonly indexes: Readonly<Record<string, IndexFacts>>;
  /** The conditions of checks. */
  readonly checks: readonly string[];
  /** The statements of triggers and views, as they were written. */
  readonly statements: readonly Row[];
  readonly references: readonly Row[];
  readonly children: readonly Row[];
}

interface ColumnFacts {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
  /** 2: computed when read; 3: stored. */
  readonly hidden: number;
}

interface IndexFacts {
  readonly unique: number;
  readonly where: string;
  readonly parts: readonly string[];
}

type Call = (op: Operations<"sqlite">) => Promise<void>;

const sql = (text: string): Sql => ({ sql: text });

export async function look(database: TestDatabase, table: RandomTable): Promise<State> {
  const query = (text: string) => database.query(text);
  const columns = (await query(
    `SELECT name, lower(type) AS type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo('t')`,
  )) as unknown as ColumnFacts[];
  const values = columns.map(({ name }) => `quote("${name}") AS "${name}"`).join(", ");
  const [made] = await query("SELECT sql FROM sqlite_schema WHERE name = 't'");
  return {
    columns,
    options: await query("SELECT wr, strict FROM pragma_table_list('t')"),
    rows: (await query(`SELECT ${values} FROM t ORDER BY u`)) as Record<string, string>[],
    rowids: hasRowid(table) ? await query("SELECT rowid FROM t ORDER BY u") : [],
    numbers: table.key === "autoincrement" ? await query("SELECT * FROM sqlite_sequence") : [],
    indexes: await lookAtIndexes(database),
    checks: [...String(made!.sql).matchAll(/CHECK \(("?\w+"? .*?)\)(?=[,) ])/g)]
      .map(([, condition]) => plain(condition!))
      .sort(),
    statements: await query(
      "SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name",
    ),
    references: hasId(table)
      ? await query(
          `SELECT 't' AS of, "table", "from", "to", on_delete FROM pragma_foreign_key_list('t')
           UNION ALL SELECT 'child', "table", "from", "to", on_delete FROM pragma_foreign_key_list('child')`,
        )
      : [],
    children: hasId(table) ? await query("SELECT rowid, t_id FROM child ORDER BY rowid") : [],
  };
}

async function lookAtIndexes(database: TestDatabase): Promise<Record<string, IndexFacts>> {
  const list = await database.query(`
    SELECT l.name, l."unique", l.origin, s.sql
    FROM pragma_index_list('t') AS l JOIN sqlite_schema AS s ON s.name = l.name AND s.type = 'index'`);
  const facts = await Promise.all(
    list.map(async ({ name, unique, origin, sql: text }) => {
      const rows = await database.query(
        `SELECT coalesce(name, '(expression)') AS name, "desc", coll FROM pragma_index_xinfo('${String(name)}') WHERE key`,
      );
      const parts = rows.map((row) => `${String(row.name)} ${String(row.coll)} ${String(row.desc)}`);
      const [, written = "", where = ""] =
        /ON "?t"? \((.*?)\)(?: WHERE (.*))?$/.exec(plain(String(text ?? ""))) ?? [];
      const key = origin === "c" ? String(name) : `${String(origin)} of ${parts.join(", ")}`;
      return [key, { unique: Number(unique), where, parts: [...parts, written] }] as const;
    }),
  );
  return Object.fromEntries(facts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function plain(text: string): string {
  return text.replaceAll('"', "");
}

/** What a set of changes makes of a state, and the calls that make it; changes that can't be are left out. */
export function changed(
  table: RandomTable,
  before: State,
  changes: readonly RandomChange[],
): { readonly state: State; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  const columns = new Map(before.columns.map((facts) => [facts.name, facts]));
  const indexes = { ...before.indexes };
  const checks = [...before.checks];
  const types = new Map<string, string>();
  const added = new Map<string, { type: string; value: string }>();
  const dropped = new Set<string>();
  const set = (name: string, facts: Partial<ColumnFacts>) =>
    columns.set(name, { ...columns.get(name)!, ...facts });

  for (const [at, change] of changes.entries()) {
    const name = "column" in change ? columnName(table, change.column) : "";
    switch (change.kind) {
      case "type":
        calls.push((op) => op.alterColumn("t", name, { type: change.type as "text" }));
        set(name, { type: change.type });
        types.set(name, change.type);
        break;
      case "nullable":
        if (!change.nullable && before.rows.some((row) => row[name] === "NULL")) break;
        calls.push((op) => op.alterColumn("t", name, { nullable: change.nullable }));
        set(name, { notnull: change.nullable ? 0 : 1 });
        break;
      case "default":
        calls.push((op) =>
          op.alterColumn("t", name, { default: change.default === null ? null : sql(change.default) }),
        );
        set(name, { dflt_value: change.default });
        break;
      case "add": {
        const { type, default: value } = change;
        const options = value === undefined ? { nullable: true } : { default: sql(value) };
        calls.push((op) => op.addColumn("t", column(`a${at}`, type as "text", options)));
        added.set(`a${at}`, { type, value: value ?? "NULL" });
        columns.set(`a${at}`, {
          name: `a${at}`,
          type,
          notnull: value === undefined ? 0 : 1,
          dflt_value: value ?? null,
          ...{ pk: 0, hidden: 0 },
        });
        break;
      }
      case "add computed":
        calls.push((op) =>
          (op as Operations<"sqlite">).addColumn(
            "t",
            column(`a${at}`, "integer", {
              nullable: true,
              generated: { expression: sql("u + 1"), stored: change.stored },
            } as object),
          ),
        );
        added.set(`a${at}`, { type: "integer", value: "u + 1" });
        columns.set(`a${at}`, {
          name: `a${at}`,
          ...{ type: "integer", notnull: 0, dflt_value: null, pk: 0, hidden: change.stored ? 3 : 2 },
        });
        break;
      case "drop": {
        const free = ["free0", "free1"].find((one) => columns.has(one));
        if (free === undefined) break;
        calls.push((op) => op.dropColumn("t", free));
        columns.delete(free);
        dropped.add(free);
        break;
      }
      case "check":
        calls.push((op) => op.createCheckConstraint(op.f(`ck${at}`), "t", sql(`${name} IS NOT 'no${at}'`)));
        checks.push(`${name} IS NOT 'no${at}'`);
        break;
      case "unique":
        if ("u of u BINARY 0" in indexes) break;
        calls.push((op) => op.createUniqueConstraint(op.f("uq"), "t", ["u"]));
        indexes["u of u BINARY 0"] = { unique: 1, where: "", parts: ["u BINARY 0", ""] };
        break;
      case "index": {
        const { unique } = change.index;
        const parts = indexParts(table, change.index);
        calls.push((op) =>
          op.createIndex(
            op.f(`new${at}`),
            "t",
            parts.map((part) => (/^\w+$/.test(part) ? part : { expression: sql(part) })),
            { unique },
          ),
        );
        indexes[`new${at}`] = {
          unique: unique ? 1 : 0,
          where: "",
          parts: [...indexFacts(table, change.index), parts.join(", ")],
        };
        break;
      }
      case "drop index": {
        const index = Object.keys(indexes).find((one) => one.startsWith("ix"));
        if (index === undefined) break;
        calls.push((op) => op.dropIndex(index, "t"));
        delete indexes[index];
        break;
      }
    }
  }
  const rows: Record<string, string>[] = [];
  for (const row of before.rows) {
    const kept = Object.entries(row).filter(([name]) => !dropped.has(name));
    const values: Record<string, string> = Object.fromEntries(kept);
    for (const [name, type] of types) values[name] = stored(table, type, row[name]!);
    for (const [name, { type, value }] of added)
      values[name] = stored(table, type, value.replace(/\bu\b/, row.u!));
    if ("g" in values) values.g = stored(table, "text", `upper(${values.c0})`);
    rows.push(values);
  }
  return {
    calls,
    state: { ...before, columns: [...columns.values()], rows, indexes, checks: checks.sort() },
  };
}

/** What a value becomes in a column of a type, by the rules of affinity: https://www.sqlite.org/datatype3.html */
function stored({ strict }: RandomTable, type: string, value: string): string {
  const connection = new Sqlite(":memory:");
  try {
    connection.exec(
      `CREATE TABLE one (value ${type})${strict ? " STRICT" : ""}; INSERT INTO one VALUES (${value})`,
    );
    return String(connection.prepare("SELECT quote(value) FROM one").pluck().get());
  } finally {
    connection.close();
  }
}
