import { isLimbeckError, messageOf } from "@limbeck/core";
import { Inject, Injectable } from "@nestjs/common";
import { ModulesContainer } from "@nestjs/core";
import { LimbeckService } from "./limbeck-service.ts";
import type { LimbeckStatus } from "./status.ts";

export interface HealthOptions {
  /** The name of the DataSource, as TypeOrmModule has it. */
  readonly name?: string;
  /**
   * Whether a database that a newer release has migrated counts as healthy. Default true: with false, every old instance
   * would be taken out of service by the first new one of a rolling deployment.
   */
  readonly allowAhead?: boolean;
}

/** What an indicator of Terminus returns: the status, or why it can't be told. */
export type LimbeckHealth = Record<
  string,
  { readonly status: "up" | "down" } & (LimbeckStatus | { readonly message: string })
>;

/**
 * An indicator for Terminus: healthy when the database has every revision of this release. Meant for readiness; a
 * liveness probe would restart what no restart can mend.
 *
 * Terminus itself is not needed: without it, it is a function that returns plain data.
 *
 * @example
 * this.health.check([() => this.limbeck.isUpToDate("migrations")]);
 */
@Injectable()
export class LimbeckHealthIndicator {
  readonly #limbeck: LimbeckService;
  readonly #modules: ModulesContainer;

  constructor(
    @Inject(LimbeckService) limbeck: LimbeckService,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#limbeck = limbeck;
    this.#modules = modules;
  }

  /**
   * @param key what the answer stands under.
   * @throws what Terminus 10 takes for an answer, when it is the one in use: it knows no other way to say "down".
   */
  async isUpToDate(key: string, { name, allowAhead = true }: HealthOptions = {}): Promise<LimbeckHealth> {
    const found = await this.#limbeck.status(name).catch(unreadable);
    const isUp =
      "state" in found && (found.state === "up-to-date" || (found.state === "ahead" && allowAhead));
    const health: LimbeckHealth = { [key]: { status: isUp ? "up" : "down", ...found } };
    if (isUp || !this.#hasOldTerminus()) return health;
    throw Object.assign(new Error(`${key} is down`), { isHealthCheckError: true, causes: health });
  }

  /** Terminus before 11; it has no HealthIndicatorService. Told by names, as importing it would make it necessary. */
  #hasOldTerminus(): boolean {
    const terminus = [...this.#modules.values()].find(({ metatype }) => metatype.name === "TerminusModule");
    if (terminus === undefined) return false;
    const tokens = [...terminus.providers.keys()];
    return !tokens.some((token) => typeof token === "function" && token.name === "HealthIndicatorService");
  }
}

/** A database that can't be asked is an answer as well; a name that is none is a mistake in the application. */
function unreadable(error: unknown): { readonly message: string } {
  if (isLimbeckError(error) && error.code === "E_CONFIG") throw error;
  return { message: messageOf(error) };
}
