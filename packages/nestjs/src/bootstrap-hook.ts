import { ConfigError, type Migrator, type ProgressEvent } from "@limbeck/core";
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from "@nestjs/common";
import type { DataSource } from "typeorm";
import { bootstrap } from "./bootstrap.ts";
import { cancelOnSignal } from "./cancel-on-signal.ts";
import type { BootstrapOptions } from "./limbeck-options.ts";
import { defaultName } from "./tokens.ts";

export interface BootstrapHookOptions extends BootstrapOptions {
  readonly name: string;
  readonly dataSource: DataSource;
  readonly migrator: Migrator;
  readonly onProgress?: (event: ProgressEvent) => void;
}

/**
 * The part of the module that lives as long as the application: brings the database up to date when the application
 * starts, and stops that when the application ends meanwhile.
 *
 * It works after TypeOrmModule has connected, so that a revision that fails is not tried ten times by its retries.
 */
export class BootstrapHook implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #options: BootstrapHookOptions;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(options: BootstrapHookOptions) {
    this.#options = options;
  }

  async onApplicationBootstrap(): Promise<void> {
    const { name, dataSource, ...options } = this.#options;
    if ((options.onBootstrap ?? "none") === "none") return;
    refuseSynchronize(dataSource, name);
    const logger = new Logger(name === defaultName ? "LimbeckModule" : `LimbeckModule:${name}`);
    this.#running = cancelOnSignal(this.#abort, () =>
      bootstrap({ ...options, logger, signal: this.#abort.signal }),
    );
    await this.#running;
  }

  /** TypeOrmModule closes its connections later, in `onApplicationShutdown`: what is rolled back here still has its own. */
  async onModuleDestroy(): Promise<void> {
    this.#abort.abort(new DOMException("the application ends", "AbortError"));
    // Who started the application has been told of the failure.
    await this.#running.catch(() => undefined);
  }
}

function refuseSynchronize({ options }: DataSource, name: string): void {
  const key = (["synchronize", "dropSchema"] as const).find((key) => options[key] === true);
  if (key === undefined) return;
  throw new ConfigError(
    "E_CONFIG",
    `The DataSource "${name}" has ${key}: true, so TypeORM has changed its tables before any revision could run. ` +
      `Set it to false in TypeOrmModule: the revisions make the tables.`,
    { details: { key, name } },
  );
}
