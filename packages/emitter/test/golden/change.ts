import type { AutogenerateOptions } from "@limbeck/core";
import { type DataSourceOptions, type EntitySchema, Index, ViewColumn, ViewEntity } from "typeorm";

type Entities = readonly (Function | EntitySchema)[];

/** A change of entities, as somebody makes it; the revision beside the file is what Limbeck writes for it. */
export interface Change {
  readonly message: string;
  /** The entities that the database was made from; absent: the database is empty. */
  readonly before?: Entities;
  readonly after: Entities;
  /** SQL before anything else, for what TypeORM can't make. */
  readonly prepare?: readonly string[];
  /** SQL that puts rows into the tables of `before`. */
  readonly rows?: readonly string[];
  /** What a person writes for `fillIn(…)` before the revision can run. */
  readonly filledIn?: string;
  /** Options of the DataSource. */
  readonly dataSource?: Partial<DataSourceOptions>;
  readonly autogenerate?: AutogenerateOptions;
}

interface ViewRest {
  readonly materialized?: boolean;
  readonly schema?: string;
  readonly dependsOn?: (Function | string)[];
  /** The columns of a unique index on a materialized view. */
  readonly unique?: string[];
}

/** A view by its query. */
export function view(name: string, expression: string, { unique, ...options }: ViewRest = {}): Function {
  class View {
    @ViewColumn()
    id: number;
  }
  Object.defineProperty(View, "name", { value: name });
  if (unique !== undefined) Index(`ux_${name}`, unique, { unique: true })(View);
  ViewEntity({ name, expression, ...options })(View);
  return View;
}
