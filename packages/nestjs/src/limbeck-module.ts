import { ConfigError, Migrator, type MigratorOptions } from "@limbeck/core";
import { type DynamicModule, Module, type Provider } from "@nestjs/common";
import { ModuleRef, ModulesContainer } from "@nestjs/core";
import { getDataSourceToken } from "@nestjs/typeorm";
import type { DataSource } from "typeorm";
import { BootstrapHook } from "./bootstrap-hook.ts";
import { withInjector } from "./inject.ts";
import { LimbeckHealthIndicator } from "./limbeck-health-indicator.ts";
import {
  type LimbeckModuleAsyncOptions,
  type LimbeckModuleOptions,
  type LimbeckOptionsFactory,
  type LimbeckRegistration,
  splitOptions,
} from "./limbeck-options.ts";
import { LimbeckService } from "./limbeck-service.ts";
import { statusController } from "./status-controller.ts";
import { defaultName, getLimbeckOptionsToken, getLimbeckToken } from "./tokens.ts";

/**
 * Limbeck beside `TypeOrmModule`, on the DataSource that it has: entities of `autoLoadEntities` and `forFeature` included.
 *
 * @example
 * @Module({
 *   imports: [
 *     TypeOrmModule.forRoot({ type: "postgres", url: process.env.DATABASE_URL, autoLoadEntities: true }),
 *     LimbeckModule.forRoot({ directory: join(__dirname, "migrations"), onBootstrap: "upgrade" }),
 *   ],
 * })
 * export class AppModule {}
 */
@Module({})
export class LimbeckModule {
  /**
   * With options that are there already.
   *
   * @throws {ConfigError} `E_CONFIG`.
   */
  static forRoot(options: LimbeckModuleOptions & LimbeckRegistration): DynamicModule {
    const { name = defaultName, controller, imports, ...given } = options;
    splitOptions(given, name);
    return register(
      { name, ...(controller && { controller }), ...(imports && { imports }) },
      { provide: givenToken(name), useValue: given },
    );
  }

  /**
   * With options that providers of the application make. The name of the DataSource and the controller stand outside of
   * the factory: Nest has to know them before any provider is there.
   *
   * @throws {ConfigError} `E_CONFIG`.
   */
  static forRootAsync(options: LimbeckModuleAsyncOptions): DynamicModule {
    const { name = defaultName, extraProviders = [] } = options;
    return register({ ...options, name }, ...asyncProviders(options, name), ...extraProviders);
  }
}

/** What `register` hands from one provider to the next. */
type Options = ReturnType<typeof splitOptions>;

function register(
  { name, controller, imports = [] }: LimbeckRegistration & { readonly name: string },
  ...providers: Provider[]
): DynamicModule {
  const splitToken = `${getLimbeckOptionsToken(name)}:split`;
  const dataSource = getDataSourceToken(name);
  const own: Provider[] = [
    {
      provide: splitToken,
      inject: [givenToken(name)],
      useFactory: (given: LimbeckModuleOptions): Options => splitOptions(given, name),
    },
    {
      provide: getLimbeckOptionsToken(name),
      inject: [splitToken, dataSource, ModuleRef],
      useFactory: ({ migrator }: Options, dataSource: DataSource, moduleRef: ModuleRef): MigratorOptions => ({
        ...migrator,
        dataSource,
        attributes: withInjector(migrator.attributes, moduleRef),
      }),
    },
    {
      provide: getLimbeckToken(name),
      inject: [getLimbeckOptionsToken(name)],
      useFactory: (options: MigratorOptions): Migrator => new Migrator(options),
    },
    {
      provide: `${getLimbeckToken(name)}:bootstrap`,
      inject: [splitToken, dataSource, getLimbeckToken(name), ModulesContainer],
      useFactory: (
        { bootstrap, migrator: { onProgress } }: Options,
        dataSource: DataSource,
        migrator: Migrator,
        modules: ModulesContainer,
      ) => {
        startFirst(modules);
        return new BootstrapHook({
          ...bootstrap,
          name,
          dataSource,
          migrator,
          ...(onProgress && { onProgress }),
        });
      },
    },
    LimbeckService,
    LimbeckHealthIndicator,
  ];
  return {
    module: LimbeckModule,
    // As TypeOrmModule is: what it provides is needed everywhere, and its hook has to run before all others.
    global: true,
    imports,
    providers: [...providers, ...own],
    ...(controller && { controllers: [statusController(name, controller)] }),
    exports: [getLimbeckToken(name), getLimbeckOptionsToken(name), LimbeckService, LimbeckHealthIndicator],
  };
}

/**
 * Puts the hooks of this module before those of all modules that are not global, which may want their tables when they
 * start. Nest does so by itself from version 11 on, by the same number (`NestContainer.addModule`).
 */
function startFirst(modules: ModulesContainer): void {
  for (const module of modules.values()) {
    if (module.metatype === LimbeckModule) module.distance = Number.MAX_VALUE;
  }
}

function givenToken(name: string): string {
  return `${getLimbeckOptionsToken(name)}:given`;
}

function asyncProviders(options: LimbeckModuleAsyncOptions, name: string): readonly Provider[] {
  const { useFactory, inject = [], useClass, useExisting } = options;
  const provide = givenToken(name);
  const factory = useExisting ?? useClass;
  if (useFactory !== undefined) return [{ provide, inject: [...inject], useFactory }];
  if (factory === undefined) {
    const message =
      `LimbeckModule.forRootAsync for the DataSource "${name}" has no useFactory, useClass or useExisting. ` +
      `Give one of them: useFactory: () => ({ directory }).`;
    throw new ConfigError("E_CONFIG", message, { details: { name } });
  }
  return [
    {
      provide,
      inject: [factory],
      useFactory: (made: LimbeckOptionsFactory) => made.createLimbeckOptions(),
    },
    ...(useExisting === undefined && useClass !== undefined ? [useClass] : []),
  ];
}
