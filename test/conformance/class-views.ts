import { Column, type DataSource, PrimaryColumn, ViewColumn, ViewEntity } from "typeorm";
import type { Case, Model } from "./case.ts";
import { classTable } from "./class-table.ts";

type Expression = string | ((dataSource: DataSource) => ReturnType<DataSource["createQueryBuilder"]>);
export type Views = Readonly<Record<string, (table: Function) => Expression>>;

/** A table, and views by their names; `{p}` in a query stands for the prefix of all names. */
export const views =
  (byName: Views, length = 20): Model =>
  (prefix) => {
    const table = classTable(`${prefix}t`, {
      id: PrimaryColumn({ type: "int" }),
      a: Column({ type: "varchar", length }),
      at: Column({ type: "datetime", nullable: true }),
      n: Column({ type: "int", default: 0 }),
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

export const sql = (query: string) => () => query;
export const seed = (prefix: string) => [`INSERT INTO ${prefix}t (id, a) VALUES (1, 'x')`];

export const viewsThatReadViews: Case = {
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
};
