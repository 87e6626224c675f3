/**
 * The words of a line as a POSIX shell reads them: spaces part them, quotes and backslashes keep what they hold.
 *
 * Nothing is expanded.
 *
 * @returns undefined when a quote is not closed.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function splitWords(line: string): string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let quote: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at]!;
    if (sign === "\\" && quote !== "'") {
      const next = line[++at] ?? "";
      // Inside of double quotes, a backslash keeps only what means something there.
      word = (word ?? "") + (quote === undefined || /["\\$`]/.test(next) ? next : sign + next);
    } else if (quote !== undefined) {
      if (sign === quote) quote = undefined;
      else word += sign;
    } else if (sign === "'" || sign === '"') {
      quote = sign;
      word ??= "";
    } else if (/\s/.test(sign)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? "") + sign;
  }
  if (quote !== undefined) return undefined;
  return word === undefined ? words : [...words, word];
}
