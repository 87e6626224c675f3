import { Column, type DataSource, PrimaryColumn, ViewColumn, ViewEntity } from "typeorm";
import type { Case, Model } from "../case.ts";
import { classTable } from "../class-table.ts";
import { conformance } from "../conformance.ts";

type Expression = string | ((dataSource: DataSource) => ReturnType<DataSource["createQueryBuilder"]>);
type Views = Readonly<Record<string, (table: Function) => Expression>>;

/** A table, and views by their names; `{p}` in a query stands for the prefix of all names. */
const views =
  (byName: Views, length = 20): Model =>
  (prefix) => {
    const table = classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "integer" }),
      a: Column({ type: "varchar", length }),
      n: Column({ type: "integer", default: 0 }),
    });
    const classes: Function[] = [];
    for (const [name, expression] of Object.entries(byName)) {
      const query = expression(table);
      const target = { [name]: class {} }[name]!;
      ViewColumn()(target.prototype, "id");
      ViewEntity({
        name: `${prefix}${name}`,
        expression: typeof query === "string" ? query.replaceAll("{p}", prefix) : query,
        ...(classes.length === 0 ? {} : { dependsOn: [...classes] }),
      })(target);
      classes.push(target);
    }
    return [table, ...classes];
  };

const sql = (query: string) => () => query;
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`];

const cases: readonly Case[] = [
  {
    row: "views that read views",
    before: views({ first: sql("SELECT id, a FROM {p}t"), second: sql("SELECT id FROM {p}first") }),
    after: {
      "the first one changes": views({
        first: sql("SELECT id, a, n FROM {p}t WHERE n > 0"),
        second: sql("SELECT id FROM {p}first"),
      }),
      "the second one goes": views({ first: sql("SELECT id, a FROM {p}t") }),
      "over a column that changes": views(
        { first: sql("SELECT id, a FROM {p}t"), second: sql("SELECT id FROM {p}first") },
        60,
      ),
      none: views({}),
    },
    seed,
  },
  {
    row: "view with line breaks, comments and strings",
    before: views({
      v: sql("\n  SELECT id, -- the number\n    'it''s; \"x\"' AS text /* of it */\n  FROM {p}t\n"),
    }),
    after: { edited: views({ v: sql("\n  SELECT id, 'it''s; \"X\"' AS text\n  FROM {p}t -- all") }) },
    seed,
  },
  {
    row: "view from a query builder",
    before: views({
      built: (table) => (dataSource) =>
        dataSource.createQueryBuilder().select("t.id", "id").from(table, "t").where("t.n > 5"),
    }),
    after: {
      edited: views({
        built: (table) => (dataSource) =>
          dataSource.createQueryBuilder().select("t.id", "id").from(table, "t").where("t.n > 6"),
      }),
      "as text": views({ built: sql("SELECT id FROM {p}t WHERE n > 6") }),
    },
    seed,
  },
];

conformance({ title: "kinds of views", database: "sqlite", cases });
