import { ConfigError, type FileNameOptions, type MigratorOptions } from "@limbeck/core";
import type { CanActivate, DynamicModule, InjectionToken, Provider, Type } from "@nestjs/common";

/** What is done when the application starts. */
export interface BootstrapOptions {
  /**
   * `upgrade` looks where the database stands, and runs what is pending; `check` compares it with the entities as well;
   * `none` leaves the database alone. Default `none`.
   */
  readonly onBootstrap?: "upgrade" | "check" | "none";
  /**
   * When the database lacks revisions that this release has: run them, refuse to start, or say so and start.
   * Default `run` for `upgrade` and `throw` for `check`.
   */
  readonly onPending?: "run" | "throw" | "warn";
  /**
   * When the database has revisions that this release does not know: refuse to start, or say so and start. Default
   * `warn`, as every old instance that restarts in the middle of a rolling deployment meets such a database.
   */
  readonly onAhead?: "throw" | "warn";
}

/**
 * The options of a `Migrator`, whose DataSource is that of `TypeOrmModule`; how `limbeck --nest` names new files; and what is
 * done when the application starts.
 */
export interface LimbeckModuleOptions
  extends Omit<MigratorOptions, "dataSource">, FileNameOptions, BootstrapOptions {}

/** A controller that answers with the status of the database. */
export interface StatusControllerOptions {
  /** Its path. Default `limbeck`. */
  readonly path?: string;
  /** Who may ask; at least one, as the answer names revisions. */
  readonly guards: readonly (Type<CanActivate> | CanActivate)[];
}

/** What has to be known before any provider is there. */
export interface LimbeckRegistration {
  /** The name of the DataSource, as TypeOrmModule has it. Default `default`. */
  readonly name?: string;
  /** Adds a controller that answers with the status. Default none. */
  readonly controller?: StatusControllerOptions;
  /** Modules whose providers the guards of the controller, or the factory of the options, need. */
  readonly imports?: DynamicModule["imports"];
}

/** Makes the options; for `useClass` and `useExisting`. */
export interface LimbeckOptionsFactory {
  createLimbeckOptions(): LimbeckModuleOptions | Promise<LimbeckModuleOptions>;
}

/** One of `useFactory`, `useClass` and `useExisting`. */
export interface LimbeckModuleAsyncOptions extends LimbeckRegistration {
  readonly useFactory?: (
    // Whatever the tokens in `inject` stand for.
    // oxlint-disable-next-line typescript/no-explicit-any
    ...injected: any[]
  ) => LimbeckModuleOptions | Promise<LimbeckModuleOptions>;
  /** The tokens of what `useFactory` gets. */
  readonly inject?: readonly InjectionToken[];
  readonly useClass?: Type<LimbeckOptionsFactory>;
  readonly useExisting?: InjectionToken<LimbeckOptionsFactory>;
  readonly extraProviders?: readonly Provider[];
}

const choices = {
  onBootstrap: ["upgrade", "check", "none"],
  onPending: ["run", "throw", "warn"],
  onAhead: ["throw", "warn"],
} as const satisfies { readonly [K in keyof Required<BootstrapOptions>]: readonly BootstrapOptions[K][] };

/**
 * The two halves of the options: what the application does when it starts, and what its `Migrator` is made with.
 *
 * @param name the name of the DataSource, for messages.
 * @throws {ConfigError} `E_CONFIG`.
 */
export function splitOptions(
  options: LimbeckModuleOptions,
  name: string,
): { readonly bootstrap: BootstrapOptions; readonly migrator: Omit<MigratorOptions, "dataSource"> } {
  const where = `LimbeckModule of the DataSource "${name}"`;
  if (typeof options !== "object" || options === null) {
    throw new ConfigError("E_CONFIG", `${where} got no options; its factory returned ${String(options)}.`);
  }
  for (const [key, allowed] of Object.entries(choices)) {
    const value = options[key as keyof BootstrapOptions];
    if (value === undefined || (allowed as readonly unknown[]).includes(value)) continue;
    const message = `${where} has a wrong value for "${key}": it takes ${allowed.join(", ")}, found ${JSON.stringify(value)}.`;
    throw new ConfigError("E_CONFIG", message, { details: { key, value, allowed } });
  }
  const { onBootstrap, onPending, onAhead, ...migrator } = options;
  if (migrator.revisions === undefined && [migrator.directory ?? []].flat().length === 0) {
    const message =
      `${where} has neither "directory" nor "revisions", so there would never be anything to run. ` +
      `Give the folder of the compiled revisions, e.g. directory: join(__dirname, "migrations").`;
    throw new ConfigError("E_CONFIG", message);
  }
  return {
    bootstrap: {
      ...(onBootstrap !== undefined && { onBootstrap }),
      ...(onPending !== undefined && { onPending }),
      ...(onAhead !== undefined && { onAhead }),
    },
    // Names with folders in them are found again only by looking into folders.
    migrator: { ...migrator, recursive: migrator.recursive ?? migrator.fileTemplate?.includes("/") ?? false },
  };
}
