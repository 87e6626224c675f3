import { ConfigError } from "../errors.ts";
import type { NamedObject } from "../operation/named-object.ts";
import { shortenName } from "./shorten-name.ts";
import { fitsKind, isKnownToken, type NameToken, tokenText } from "./tokens.ts";

/** Which part of a convention names what; the keys are SQLAlchemy's, and `xc` is for exclusion constraints. */
const kinds = {
  ix: "index",
  uq: "unique",
  ck: "check",
  fk: "foreign key",
  pk: "primary key",
  xc: "exclusion",
} as const satisfies Readonly<Record<string, NamedObject["kind"]>>;

export type NameTemplates = { readonly [K in keyof typeof kinds]?: string };

export interface NamingConventionOptions extends NameTemplates {
  /** Tokens of your own, by name: `%(name)s` is what the function returns. They come before those of the same name. */
  readonly tokens?: Readonly<Record<string, NameToken>>;
}

/** Made by {@link namingConvention}; the same object can serve several databases. */
export interface NamingConvention {
  /**
   * The name of an object: its template filled in, and cut where it is longer than `limit` bytes. A name that was given
   * stays as it is, unless the template has `%(constraint_name)s`; `undefined` where there is neither.
   *
   * @throws {ConfigError} `E_NAMING_CONVENTION` for an object that has not got what a token stands for.
   */
  nameOf(object: NamedObject, limit?: number): string | undefined;
}

/**
 * How constraints and indexes without a name are called, in SQLAlchemy's terms.
 *
 * Tokens: `%(table_name)s`, `%(column_0_name)s`, `%(column_0_label)s` (the table's name before it), `%(column_0_key)s` (the
 * same as the name), any other place instead of 0, all columns with `0N` (`0_N`: with `_` between), `%(referred_table_name)s`,
 * `%(referred_column_0_name)s`, `%(constraint_name)s`; `%%` is a percent sign. What has no template keeps its name.
 *
 * @param options the template of each kind, and `tokens` of your own
 * @throws {ConfigError} `E_NAMING_CONVENTION` for an unknown key or token, or a token that its kind of object has not got.
 * @example
 * const convention = namingConvention({
 *   ix: "ix_%(table_name)s_%(column_0_N_name)s",
 *   uq: "uq_%(table_name)s_%(column_0_N_name)s",
 *   ck: "ck_%(table_name)s_%(constraint_name)s",
 *   fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
 *   pk: "pk_%(table_name)s",
 * });
 */
export function namingConvention(options: NamingConventionOptions): NamingConvention {
  const { tokens = {}, ...templates } = options;
  const byKind = new Map<NamedObject["kind"], string>();
  for (const [key, template] of Object.entries(templates)) {
    if (template === undefined) continue;
    byKind.set(checkedKind(key, template, tokens), template);
  }
  return {
    nameOf(object, limit) {
      const template = byKind.get(object.kind);
      if (template === undefined) return object.name;
      if (object.name !== undefined && !tokensOf(template).includes("constraint_name")) return object.name;
      const fill = (token: string) =>
        Object.hasOwn(tokens, token) ? tokens[token]!(object) : tokenText(token, object);
      const name = template.replaceAll(part, (_, token?: string) =>
        token === undefined ? "%" : fill(token),
      );
      return shortenName(name, limit);
    },
  };
}

const part = /%(?:\(([^)]*)\)s|%)/g;

function tokensOf(template: string): string[] {
  return [...template.matchAll(part)].flatMap(([, token]) => token ?? []);
}

/** The kind of object that a key names, once its template is known to be one. */
function checkedKind(key: string, template: unknown, own: Readonly<Record<string, NameToken>>) {
  if (!Object.hasOwn(kinds, key)) {
    const known = Object.keys(kinds).join(", ");
    throw wrong(`has the unknown key "${key}". It knows ${known} and tokens`, { key });
  }
  const kind = kinds[key as keyof typeof kinds];
  if (typeof template !== "string") {
    throw wrong(`has ${JSON.stringify(template)} for "${key}", and takes a text`, { key });
  }
  if (template.replaceAll(part, "").includes("%")) {
    throw wrong(`has a "%" in "${template}" that begins no token. Write %(name)s, or %% for a percent sign`, {
      key,
    });
  }
  for (const token of tokensOf(template)) {
    if (Object.hasOwn(own, token)) continue;
    if (!isKnownToken(token)) {
      throw wrong(`has the unknown token %(${token})s in "${template}". Give it as a function in "tokens"`, {
        key,
        token,
      });
    }
    if (!fitsKind(token, kind)) {
      throw wrong(`has %(${token})s in "${template}", and nothing of a ${kind} can stand for it`, {
        key,
        token,
      });
    }
  }
  return kind;
}

function wrong(what: string, details: Readonly<Record<string, unknown>>): ConfigError {
  return new ConfigError("E_NAMING_CONVENTION", `The naming convention ${what}.`, { details });
}
