import type { DataSource } from "typeorm";
import type { Dialect } from "../dialect/dialect.ts";
import { nameOfConvention } from "../naming/name-of.ts";
import type { NamingConvention } from "../naming/naming-convention.ts";
import { conventionOf } from "../naming/naming-strategy.ts";
import type { NameOf } from "../operation/named-object.ts";

/** How `op` names what a revision does not: by the convention of the configuration, or that of the DataSource. */
export function namesFor(
  dataSource: DataSource,
  dialect: Dialect,
  configured: NamingConvention | undefined,
): NameOf | undefined {
  const convention = configured ?? conventionOf(dataSource.namingStrategy);
  return convention && nameOfConvention(convention, dialect.capabilities);
}
