import { ConfigError, type Migrator } from "@limbeck/core";
import { Inject, Injectable } from "@nestjs/common";
import { ModuleRef } from "@nestjs/core";
import { type LimbeckStatus, statusOf } from "./status.ts";
import { getLimbeckToken } from "./tokens.ts";

/** Tells where the databases of the application stand. */
@Injectable()
export class LimbeckService {
  readonly #moduleRef: ModuleRef;

  constructor(@Inject(ModuleRef) moduleRef: ModuleRef) {
    this.#moduleRef = moduleRef;
  }

  /**
   * Where a database stands: up to date, pending, ahead or diverged, and by which revisions. Nothing is changed.
   *
   * @param name the name of the DataSource, as TypeOrmModule has it.
   * @throws {ConfigError} `E_CONFIG` when no LimbeckModule has that name.
   * @example
   * const { state, pending } = await limbeck.status();
   */
  async status(name?: string): Promise<LimbeckStatus> {
    return statusOf(this.migrator(name));
  }

  /**
   * The `Migrator` of a DataSource, for names that are known at run time only; otherwise `@InjectLimbeck()` injects it.
   *
   * @throws {ConfigError} `E_CONFIG` when no LimbeckModule has that name.
   */
  migrator(name?: string): Migrator {
    try {
      return this.#moduleRef.get<Migrator>(getLimbeckToken(name), { strict: false });
    } catch (cause) {
      const [said, written] =
        name === undefined ? ["without a name", ""] : [`called "${name}"`, ` name: "${name}",`];
      const message =
        `There is no LimbeckModule ${said}. ` +
        `Import LimbeckModule.forRoot({${written} directory }) into the application's module.`;
      throw new ConfigError("E_CONFIG", message, { details: { name }, cause });
    }
  }
}
