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
export {
  type Adoption,
  type AdoptOptions,
  Limbeck,
  type LimbeckContext,
  type MergeOptions,
  type NewRevision,
  type RevisionOptions,
} from "./limbeck.ts";
