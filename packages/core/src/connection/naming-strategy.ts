import type { DataSourceOptions, NamingStrategyInterface } from "typeorm";
import type { NamingConvention } from "../naming/naming-convention.ts";
import { conventionStrategy } from "../naming/naming-strategy.ts";
import { assumedDialect } from "./dialect-family.ts";

/**
 * A TypeORM naming strategy that names keys and indexes by a convention, so that entities and database agree.
 *
 * It wraps another strategy, to which tables, columns and all that the convention does not name are left. Put on a
 * DataSource, it is also what `op` takes for names that are `null`.
 *
 * @param convention from {@link namingConvention}
 * @param strategy the strategy that the DataSource had; `new DefaultNamingStrategy()` where it had none
 * @param type the `type` of the DataSource: names longer than its database allows are cut
 * @throws {ConfigError} `E_DRIVER_UNSUPPORTED` for a database that Limbeck does not know.
 * @example
 * const dataSource = new DataSource({
 *   type: "postgres",
 *   namingStrategy: namingStrategy(convention, new DefaultNamingStrategy(), "postgres"),
 * });
 */
export function namingStrategy<T extends NamingStrategyInterface>(
  convention: NamingConvention,
  strategy: T,
  type: DataSourceOptions["type"],
): T {
  return conventionStrategy(convention, strategy, assumedDialect(type).capabilities);
}
