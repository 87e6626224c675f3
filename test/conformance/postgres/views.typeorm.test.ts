import { type DataSource, Index, type SelectQueryBuilder, ViewColumn, ViewEntity } from "typeorm";
import type { Case, Entities } from "../case.ts";
import { conformance } from "../conformance.ts";
import { type Columns, entity, id, text } from "./table.ts";

interface ViewOf {
  readonly name?: string;
  readonly query: string | ((dataSource: DataSource) => SelectQueryBuilder<object>);
  readonly materialized?: boolean;
  readonly schema?: string;
  readonly dependsOn?: readonly string[];
  readonly index?: readonly [columns: string[], options?: object];
}

/** A table and views; `{p}` in a query stands for the prefix of the case. */
const viewed =
  (views: readonly ViewOf[], columns: object = { a: text }) =>
  (prefix: string): Entities => {
    const classes = new Map<string, Function>();
    for (const { name = "v", query, dependsOn = [], index, ...options } of views) {
      class Row {
        @ViewColumn()
        id: number;
        @ViewColumn()
        a: string;
      }
      Object.defineProperty(Row, "name", { value: `${prefix}${name}` });
      if (index !== undefined) Index(`${prefix}${name}_ix`, index[0], index[1] ?? {})(Row);
      ViewEntity({
        name: prefix + name,
        expression: typeof query === "string" ? query.replaceAll("{p}", prefix) : query,
        dependsOn: dependsOn.map((one) => classes.get(one)!),
        ...options,
      })(Row);
      classes.set(name, Row);
    }
    return [entity(prefix, "t", { ...id, ...columns } as Columns), ...classes.values()];
  };

const plain = "SELECT id, a FROM {p}t WHERE id > 0";
const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`];

const cases: readonly Case[] = [
  {
    row: "view, materialized or not",
    before: viewed([{ query: plain }]),
    after: {
      "materialized, of the same text": viewed([{ query: plain, materialized: true }]),
      "materialized, with an index": viewed([
        { query: plain, materialized: true, index: [["id"], { unique: true }] },
      ]),
      "other columns": viewed([{ query: "SELECT a, id::text AS id FROM {p}t" }]),
    },
    seed,
  },
  {
    row: "materialized view with an index",
    before: viewed([{ query: plain, materialized: true, index: [["id"], { unique: true }] }]),
    after: {
      "another index": viewed([{ query: plain, materialized: true, index: [["a", "id"], {}] }]),
      "another query": viewed([
        {
          query: "SELECT id, upper(a) AS a FROM {p}t",
          materialized: true,
          index: [["id"], { unique: true }],
        },
      ]),
      "over a column whose type changes": viewed(
        [{ query: plain, materialized: true, index: [["id"], { unique: true }] }],
        { a: { type: "text" } },
      ),
      "not materialized": viewed([{ query: plain }]),
      none: viewed([]),
    },
    seed,
  },
  {
    row: "views that read views",
    before: viewed([
      { query: plain },
      { name: "w", query: "SELECT id, a FROM {p}v", dependsOn: ["v"] },
      { name: "x", query: "SELECT w.id, v.a FROM {p}w w JOIN {p}v v USING (id)", dependsOn: ["v", "w"] },
    ]),
    after: {
      "the first one changes": viewed([
        { query: "SELECT id, a || '!' AS a FROM {p}t" },
        { name: "w", query: "SELECT id, a FROM {p}v", dependsOn: ["v"] },
        { name: "x", query: "SELECT w.id, v.a FROM {p}w w JOIN {p}v v USING (id)", dependsOn: ["v", "w"] },
      ]),
      "the table changes": viewed(
        [
          { query: plain },
          { name: "w", query: "SELECT id, a FROM {p}v", dependsOn: ["v"] },
          { name: "x", query: "SELECT w.id, v.a FROM {p}w w JOIN {p}v v USING (id)", dependsOn: ["v", "w"] },
        ],
        { a: { type: "text" } },
      ),
      "the last ones go": viewed([{ query: plain }]),
      "the first one goes, the second reads the table": viewed([
        { name: "w", query: "SELECT id, a FROM {p}t" },
      ]),
    },
    seed,
  },
  {
    row: "view by a query builder",
    before: viewed([
      {
        query: (dataSource) =>
          dataSource
            .createQueryBuilder()
            .select("t.id", "id")
            .addSelect("t.a", "a")
            .from(
              (
                dataSource.entityMetadatas.find(({ tableName }) => tableName.endsWith("_t")) as {
                  target: string;
                }
              ).target,
              "t",
            )
            .where("t.id > 1"),
      },
    ]),
    after: { "by a text": viewed([{ query: plain }]) },
    seed,
  },
  {
    row: "view in another schema",
    prepare: ["CREATE SCHEMA views"],
    schemas: ["views"],
    before: viewed([{ query: plain, schema: "views" }]),
    after: {
      edited: viewed([{ query: "SELECT id, a FROM {p}t", schema: "views" }]),
      "beside one of the same name": viewed([{ query: plain, schema: "views" }], {
        a: { type: "text" },
      }),
    },
    seed,
  },
  {
    row: "view, written unlike PostgreSQL writes it",
    before: viewed([
      {
        query: `\n  select "id", a /* a comment */ from "{p}t" -- another\n  where a not in ('x') order by 1 ;\n`,
      },
    ]),
    after: { edited: viewed([{ query: `select "id", a from "{p}t" where a not in ('z') order by 1` }]) },
    seed,
  },
];

conformance({ title: "views of every kind", database: "postgres", cases });
