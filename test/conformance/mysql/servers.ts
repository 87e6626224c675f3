import { type DatabaseName, databaseNames } from "../../databases/index.ts";

/** Those of the two servers that are in this run. */
export const servers = databaseNames.filter(
  (name): name is "mysql" | "mariadb" => name === "mysql" || name === "mariadb",
);

/** What only one of the two can do. */
export function only<T>(server: DatabaseName, name: DatabaseName, ...items: readonly T[]): readonly T[] {
  return server === name ? items : [];
}
