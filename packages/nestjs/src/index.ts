export { LimbeckModule } from "./limbeck-module.ts";
export type {
  BootstrapOptions,
  LimbeckModuleAsyncOptions,
  LimbeckModuleOptions,
  LimbeckOptionsFactory,
  LimbeckRegistration,
  StatusControllerOptions,
} from "./limbeck-options.ts";
export { getLimbeckOptionsToken, getLimbeckToken, InjectLimbeck } from "./tokens.ts";

// Where a database stands
export { LimbeckService } from "./limbeck-service.ts";
export {
  type HealthOptions,
  type LimbeckHealth,
  LimbeckHealthIndicator,
} from "./limbeck-health-indicator.ts";
export type { LimbeckState, LimbeckStatus } from "./status.ts";

// What a revision imports
export { inject, type ProviderToken } from "./inject.ts";
