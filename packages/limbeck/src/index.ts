export * from "@limbeck/core";
export * from "@limbeck/emitter";
export {
  type ConfigArguments,
  type ConfigExport,
  defineConfig,
  type LimbeckConfig,
  type NamedConfigs,
} from "./config/define.ts";
export { type DatabaseOutcome, eachDatabase, type EachDatabaseOptions } from "./each-database.ts";
export { init, type InitOptions, type InitResult } from "./init/init.ts";
export type { ScriptConflict } from "./init/manifest.ts";
export type { AddressOverride } from "./load/database-url.ts";
export type { ModuleLoader } from "./load/module-loader.ts";
export {
  type Adoption,
  type AdoptOptions,
  Limbeck,
  type LimbeckContext,
  type MergeOptions,
  type NewRevision,
  type RevisionOptions,
} from "./limbeck.ts";
