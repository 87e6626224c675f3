import { Inject } from "@nestjs/common";

/** The name of TypeORM's DataSource when it is given none. */
export const defaultName = "default";

// Texts and no classes: the ESM and the CommonJS build of this package, or two copies of it, mean the same by them, and
// Nest's own complaint about a provider that is missing is readable.

/**
 * The token of the `Migrator` of a DataSource, for `useFactory`, `overrideProvider` and `ModuleRef`.
 *
 * @param name the name of the DataSource, as TypeOrmModule has it.
 */
export function getLimbeckToken(name: string = defaultName): string {
  return `${prefix(name)}LimbeckMigrator`;
}

/** The token of what the `Migrator` of a DataSource was made with; `limbeck --nest` asks for it. */
export function getLimbeckOptionsToken(name: string = defaultName): string {
  return `${prefix(name)}LimbeckOptions`;
}

/**
 * Injects the `Migrator` of a DataSource.
 *
 * @param name the name of the DataSource, as TypeOrmModule has it.
 * @example
 * constructor(@InjectLimbeck() private readonly migrator: Migrator) {}
 */
export function InjectLimbeck(name?: string): PropertyDecorator & ParameterDecorator {
  return Inject(getLimbeckToken(name));
}

function prefix(name: string): string {
  return name === defaultName ? "" : name;
}
