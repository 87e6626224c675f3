import { createRequire } from "node:module";
import type { DataSource, DataSourceOptions } from "typeorm";

// Vendure is CommonJS and brings its own TypeORM 0.3.31; both must come from this folder.
const require = createRequire(import.meta.url);

interface Vendure {
  readonly defaultConfig: {
    readonly entityOptions: { readonly entityIdStrategy?: unknown; readonly moneyStrategy: unknown };
  };
  readonly AutoIncrementIdStrategy: new () => unknown;
}

let entities: Promise<readonly Function[]> | undefined;

/** The entities of Vendure's shop as its own bootstrap prepares them, once per process. */
async function shopEntities(): Promise<readonly Function[]> {
  const { defaultConfig, AutoIncrementIdStrategy } = require("@vendure/core") as Vendure;
  const { coreEntitiesMap } = require("@vendure/core/dist/entity/entities") as {
    coreEntitiesMap: Record<string, Function>;
  };
  const setters = {
    ...(require("@vendure/core/dist/entity/set-entity-id-strategy") as object),
    ...(require("@vendure/core/dist/entity/set-money-strategy") as object),
    ...(require("@vendure/core/dist/entity/register-custom-entity-fields") as object),
  } as Record<
    "setEntityIdStrategy" | "setMoneyStrategy" | "registerCustomEntityFields",
    (...parameters: unknown[]) => unknown
  >;
  const all = Object.values(coreEntitiesMap);
  const { entityIdStrategy = new AutoIncrementIdStrategy(), moneyStrategy } = defaultConfig.entityOptions;
  setters.setEntityIdStrategy(entityIdStrategy, all);
  setters.setMoneyStrategy(moneyStrategy, all);
  await setters.registerCustomEntityFields(defaultConfig);
  return all;
}

/** A DataSource over Vendure's entities, not initialised. */
export async function shopDataSource(options: Record<string, unknown>): Promise<DataSource> {
  const typeorm = require("typeorm") as { DataSource: new (options: DataSourceOptions) => DataSource };
  entities ??= shopEntities();
  return new typeorm.DataSource({ ...options, entities: [...(await entities)] } as DataSourceOptions);
}
