import { ConfigError, type Migrator } from "@limbeck/core";
import { Controller, Get, Header, Inject, type Type, UseGuards } from "@nestjs/common";
import type { StatusControllerOptions } from "./limbeck-options.ts";
import { type LimbeckStatus, statusOf } from "./status.ts";
import { getLimbeckToken } from "./tokens.ts";

/**
 * Makes a controller that answers `GET <path>` with the status of a DataSource.
 *
 * @throws {ConfigError} `E_CONFIG` without a guard.
 */
export function statusController(
  name: string,
  { path = "limbeck", guards }: StatusControllerOptions,
): Type<unknown> {
  if (!Array.isArray(guards) || guards.length === 0) {
    const message =
      `The status controller of LimbeckModule has no guard, and its answer names revisions to whoever asks. ` +
      `Give one: controller: { guards: [AdminGuard] }.`;
    throw new ConfigError("E_CONFIG", message, { details: { name, path } });
  }
  @Controller(path)
  @UseGuards(...guards)
  class LimbeckStatusController {
    readonly #migrator: Migrator;

    constructor(@Inject(getLimbeckToken(name)) migrator: Migrator) {
      this.#migrator = migrator;
    }

    @Get()
    @Header("Cache-Control", "no-store")
    async status(): Promise<LimbeckStatus> {
      return statusOf(this.#migrator);
    }
  }
  return LimbeckStatusController;
}
