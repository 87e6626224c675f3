import { ConfigError, isLimbeckError, type MigratorOptions } from "@limbeck/core";
import type { DataSource } from "typeorm";
import type { ModuleLoader } from "../load/module-loader.ts";

/** What of Nest is needed here, in the words of versions 10 to 12. */
interface NestCore {
  readonly NestFactory: {
    create(module: unknown, adapter: object, options: object): Promise<NestApplication>;
  };
  readonly AbstractHttpAdapter: new () => object;
  readonly ModulesContainer: unknown;
}

interface NestApplication {
  get(token: unknown): unknown;
}

/** The modules of an application, with their providers by token. */
type Modules = ReadonlyMap<
  string,
  { readonly providers: ReadonlyMap<unknown, { readonly instance: unknown }> }
>;

/** The class of a Nest application: `dist/app.module.js#AppModule`. */
export interface NestModuleName {
  /** Absolute. */
  readonly path: string;
  readonly exported: string;
}

/** The options of the `Migrator` of a Nest application; from `LimbeckModule`, if it has one. */
export type NestOptions = Partial<MigratorOptions> & { readonly dataSource: DataSource };

/**
 * Makes the providers of a Nest application and takes out what Limbeck needs.
 *
 * None of its lifecycle hooks runs: no server listens, no queue or job starts, and `onBootstrap` of `LimbeckModule`
 * upgrades nothing before the command does what it was told.
 *
 * @throws {ConfigError} `E_NEST_MODULE`.
 */
export async function nestOptions(
  module: NestModuleName,
  loader: ModuleLoader,
  name: string | undefined,
): Promise<NestOptions> {
  const { NestFactory, AbstractHttpAdapter, ModulesContainer } = (await load(
    "@nestjs/core",
    module,
    loader,
  )) as NestCore;
  const moduleClass = await exportedClass(module, loader);
  let application: NestApplication;
  try {
    application = await NestFactory.create(moduleClass, noServer(AbstractHttpAdapter), {
      logger: { log() {}, warn() {}, error: tellRetries },
      abortOnError: false,
    });
  } catch (cause) {
    if (isLimbeckError(cause)) throw cause;
    throw failure(module, `can't be made: ${loader.explain(cause)}`, cause);
  }
  const modules = application.get(ModulesContainer) as Modules;
  const found = provided(modules, `${prefixOf(name)}LimbeckOptions`) as NestOptions | undefined;
  return found ?? { dataSource: await dataSourceOf(modules, module, loader, name) };
}

/** Without `LimbeckModule` there is a DataSource all the same. */
async function dataSourceOf(
  modules: Modules,
  module: NestModuleName,
  loader: ModuleLoader,
  name: string | undefined,
): Promise<DataSource> {
  const { getDataSourceToken } = (await load("@nestjs/typeorm", module, loader)) as {
    readonly getDataSourceToken: (name?: string) => unknown;
  };
  const found = provided(modules, getDataSourceToken(name)) as DataSource | undefined;
  if (found !== undefined) return found;
  const which = name === undefined ? "no DataSource without a name" : `no DataSource called "${name}"`;
  throw failure(
    module,
    `has ${which}. Import TypeOrmModule.forRoot() into it, or name another one with --name`,
  );
}

async function exportedClass(module: NestModuleName, loader: ModuleLoader): Promise<unknown> {
  const exports = (await load(module.path, module, loader)) as Readonly<Record<string, unknown>>;
  // What a CommonJS module exports arrives as the default of an ES module.
  const places = [exports, exports["default"] as typeof exports | undefined];
  const found = places.map((place) => place?.[module.exported]).find((value) => typeof value === "function");
  if (found !== undefined) return found;
  const names = Object.keys(exports).filter((key) => key !== "__esModule");
  throw failure(
    module,
    `has no class ${module.exported}; it exports ${names.join(", ") || "nothing"}. Name one of them after the #`,
  );
}

async function load(path: string, module: NestModuleName, loader: ModuleLoader): Promise<unknown> {
  try {
    return await loader.load(path);
  } catch (cause) {
    throw failure(module, `can't be loaded: ${loader.explain(cause)}`, cause);
  }
}

/** Looked for by hand: Nest complains aloud of a provider that is not there. */
function provided(modules: Modules, token: unknown): unknown {
  const owner = [...modules.values()].find(({ providers }) => providers.has(token));
  return owner?.providers.get(token)?.instance;
}

/** The same as `getLimbeckOptionsToken` of `@limbeck/nestjs`, which is the project's and not this package's. */
function prefixOf(name: string | undefined): string {
  return name === undefined || name === "default" ? "" : name;
}

/** Nest makes no application without a server to be; this one is never asked to listen. */
function noServer(AbstractHttpAdapter: NestCore["AbstractHttpAdapter"]): object {
  return Object.assign(new AbstractHttpAdapter(), { initHttpServer() {}, getType: () => "none" });
}

/** Of all that Nest says, why it takes so long to connect; what it fails of is thrown, and told once. */
function tellRetries(message: unknown, ...rest: readonly unknown[]): void {
  if (rest.at(-1) !== "TypeOrmModule") return;
  // The stack of what has failed; one of many addresses has no message of its own.
  const [reason = ""] = String(rest[0]).split("\n");
  console.error(reason.includes(": ") ? `${String(message)} ${reason}` : String(message));
}

function failure({ path, exported }: NestModuleName, problem: string, cause?: unknown): ConfigError {
  return new ConfigError("E_NEST_MODULE", `The Nest application ${path}#${exported} ${problem}.`, {
    details: { path, exported },
    cause,
  });
}
