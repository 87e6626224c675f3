import { ExecutionError, messageOf, type RevisionContext } from "@limbeck/core";
import { type Abstract, Scope, type Type } from "@nestjs/common";
import type { ModuleRef } from "@nestjs/core";

/** What names a provider. */
export type ProviderToken<T> = Type<T> | Abstract<T> | string | symbol;

type Injector = <T>(token: ProviderToken<T>) => Promise<T>;

// Shared by all copies of the package: the revision may have loaded another one than the application.
const key = Symbol.for("limbeck.nest.injector");

/** The attributes of a `Migrator` with the way to the providers of an application among them. */
export function withInjector(
  attributes: Readonly<Record<string, unknown>> | undefined,
  moduleRef: ModuleRef,
): Readonly<Record<string, unknown>> {
  const injector: Injector = async <T>(token: ProviderToken<T>) => {
    // An abstract class can be asked for as well: `introspect` looks only at what the token is the key of.
    const { scope } = moduleRef.introspect(token as Type<T>);
    return scope === Scope.REQUEST || scope === Scope.TRANSIENT
      ? moduleRef.resolve<T>(token, undefined, { strict: false })
      : moduleRef.get<T>(token, { strict: false });
  };
  return { ...attributes, [key]: injector };
}

/**
 * A provider of the Nest application, for the data steps of a revision. It is looked up when it is asked for, in all
 * modules of the application.
 *
 * What the provider does by repositories of its own happens on another connection and outside of the transaction of the
 * revision; rows are read and written by `context.manager`.
 *
 * @param context what the revision gets beside `op`.
 * @param token the class or the token of the provider.
 * @throws {ExecutionError} `E_INJECT` when no Nest application runs the revision, or it has no such provider.
 * @example
 * export async function upgrade(op: Operations<"postgres">, context: RevisionContext): Promise<void> {
 *   const hasher = await inject(context, PasswordHasher);
 *   …
 * }
 */
export async function inject<T = unknown>(context: RevisionContext, token: ProviderToken<T>): Promise<T> {
  const { revision } = context;
  const name = typeof token === "function" ? token.name : String(token);
  const injector = (context.attributes as { readonly [key]?: Injector })[key];
  if (injector === undefined) {
    const message =
      `Revision ${revision} needs the provider ${name} of a Nest application, and none runs it. ` +
      `Start the application with onBootstrap: "upgrade", or run limbeck --nest dist/app.module.js#AppModule upgrade.`;
    throw new ExecutionError("E_INJECT", message, { details: { revision, provider: name } });
  }
  try {
    return await injector(token);
  } catch (cause) {
    const message =
      `Revision ${revision} needs the provider ${name}, and the Nest application can't give it: ${messageOf(cause)} ` +
      `Add it to the providers of a module, or import the module that has it.`;
    throw new ExecutionError("E_INJECT", message, { details: { revision, provider: name }, cause });
  }
}
