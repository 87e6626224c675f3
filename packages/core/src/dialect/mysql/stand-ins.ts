import { beyondBasicPlane } from "./literals.ts";

/**
 * What writes SQL with others in place of characters beyond the basic plane, each for the same one throughout: private ones
 * that `texts` has not got. The server tells nothing but question marks of such characters (`reflect-characters.ts`) in what
 * it writes in its own words, and two texts that differ in them would be the same.
 */
export function standIns(texts: string): (sql: string) => string {
  const known = new Map<string, string>();
  let next = 0xe000;
  return (sql) =>
    sql.replaceAll(beyondBasicPlane, (character) => {
      while (texts.includes(String.fromCharCode(next))) next++;
      const other = known.get(character) ?? String.fromCharCode(next++);
      known.set(character, other);
      return other;
    });
}
