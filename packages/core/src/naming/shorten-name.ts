import { createHash } from "node:crypto";

/**
 * A name that fits: one of more than `limit` bytes is cut, and ends in four digits of the hash of all of it, as in
 * SQLAlchemy (`limit - 8` characters, `_`, the last four digits of the MD5).
 * https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-a-naming-convention-for-a-metadata-collection
 *
 * Bytes of UTF-8 are counted, as PostgreSQL does; a name that fits so has no more characters than MySQL allows either.
 */
export function shortenName(name: string, limit: number | undefined): string {
  if (limit === undefined || Buffer.byteLength(name) <= limit) return name;
  let start = "";
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > limit - 8) break;
    start += character;
  }
  return `${start}_${createHash("md5").update(name).digest("hex").slice(-4)}`;
}
