import type { Case } from "../case.ts";
import { seed, sql, views, viewsThatReadViews } from "../class-views.ts";
import { conformance } from "../conformance.ts";

const cases: readonly Case[] = [
  viewsThatReadViews,
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
