import type { Case } from "../case.ts";
import { seed, sql, type Views, views, viewsThatReadViews } from "../class-views.ts";
import { conformance } from "../conformance.ts";
import { servers } from "./servers.ts";

/** Forms that the server writes quite otherwise. */
const rewritten = [
  "SELECT * FROM {p}t",
  "SELECT id, count(*) AS n, max(a) AS a FROM {p}t WHERE a NOT IN ('x', 'y') GROUP BY id HAVING count(*) > 1",
  "SELECT t.id, u.a FROM {p}t t LEFT OUTER JOIN {p}t u ON u.id = t.id + 1 AND u.a <> '' ORDER BY t.id DESC LIMIT 5",
  "SELECT id, CASE WHEN a IS NULL THEN 'none' WHEN n BETWEEN 1 AND 5 THEN 'few' ELSE concat(a, '!') END AS size FROM {p}t",
  "SELECT id FROM {p}t WHERE EXISTS (SELECT 1 FROM {p}t u WHERE u.n = {p}t.n) UNION ALL SELECT n FROM {p}t",
  "WITH recent AS (SELECT id, a FROM {p}t WHERE id > 5) SELECT recent.id FROM recent",
  "SELECT id, row_number() OVER (PARTITION BY a ORDER BY id) AS place, CAST(n AS CHAR) AS text FROM {p}t",
  "SELECT id, date_format(at, '%Y-%m') AS month, at + INTERVAL 1 DAY AS later, NOT n AS zero FROM {p}t WHERE a LIKE '%it''s%'",
];
const each = (edit: (query: string) => string): Views =>
  Object.fromEntries(rewritten.map((query, at) => [`v${at}`, sql(edit(query))]));

const cases: readonly Case[] = [
  {
    row: "views that the server rewrites",
    before: views(each((query) => query)),
    after: { edited: views(each((query) => `SELECT * FROM (${query}) AS w WHERE id > 0`)) },
    seed,
  },
  viewsThatReadViews,
  {
    row: "view from a query builder",
    before: views({
      built: (table) => (dataSource) =>
        dataSource
          .createQueryBuilder()
          .select("t.id", "id")
          .addSelect("UPPER(t.a)", "loud")
          .from(table, "t")
          .where("t.n > 5"),
    }),
    after: {
      edited: views({
        built: (table) => (dataSource) =>
          dataSource.createQueryBuilder().select("t.id", "id").from(table, "t").where("t.n > 6"),
      }),
      "as text": views({ built: sql("SELECT id FROM {p}t WHERE n > 5") }),
    },
    seed,
  },
];

for (const database of servers) conformance({ title: "kinds of views", database, cases });
