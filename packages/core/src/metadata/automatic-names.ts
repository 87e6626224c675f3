import { createHash } from "node:crypto";

/** The name that an object was given, and the other one under which TypeORM may have created it. */
export interface AutomaticName {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** The prefix of a hashed name, and how many digits of the hash follow it (DefaultNamingStrategy of both majors). */
const forms = {
  "primary key": ["PK_", 27],
  unique: ["UQ_", 27],
  relation: ["REL_", 26],
  "foreign key": ["FK_", 27],
  index: ["IDX_", 26],
  check: ["CHK_", 26],
  exclusion: ["XCL_", 26],
} as const;

/**
 * `name` with the name that the other major of TypeORM hashes for the same object, when `name` is such a hash.
 *
 * TypeORM 0.3 hashes `encodeURIComponent(text)` and 1.x the text itself, so names differ wherever the text holds
 * more than letters, digits and a few signs: in checks, exclusions and partial indexes always.
 *
 * @param name the name in the metadata, whoever made it
 * @param kinds what the object can be named as; a one-to-one relation's constraint is a `unique` or a `relation`
 * @param key what DefaultNamingStrategy hashes, from {@link columnsKey} or {@link expressionKey}
 */
export function automaticName(
  name: string,
  kinds: readonly (keyof typeof forms)[],
  key: string,
): AutomaticName {
  const own = kinds.filter((kind) => name.startsWith(forms[kind][0]));
  const encoded = encodeURIComponent(key);
  // Where both majors hash the same text, there is but one name.
  if (own.length === 0 || encoded === key) return { name };
  const hashes = [key, encoded].map((text) => createHash("sha1").update(text).digest("hex"));
  for (const kind of own) {
    const [prefix, digits] = forms[kind];
    const candidates = [...new Set(hashes.map((hash) => prefix + hash.slice(0, digits)))];
    if (candidates.includes(name)) {
      const aliases = candidates.filter((candidate) => candidate !== name);
      return aliases.length === 0 ? { name } : { name, aliases };
    }
  }
  return { name };
}

export function columnsKey(table: string, columns: readonly string[], where?: string): string {
  const key = `${table.replace(".", "_")}_${[...columns].sort().join("_")}`;
  return where ? `${key}_${where}` : key;
}

export function expressionKey(table: string, expression: string): string {
  return `${table.replace(".", "_")}_${expression}`;
}
