/** But for the two joiners, without which some scripts and emoji can't be written. */
const invisible = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The text with escapes for what nobody sees in review: control characters, marks that turn the direction of what follows
 * (https://trojansource.codes), line ends of other systems, and halves of characters, which no file can hold.
 *
 * @param keep characters that stay as they are.
 */
export function escapeInvisible(text: string, keep = ""): string {
  return text.replaceAll(invisible, (char) => {
    if (keep.includes(char)) return char;
    const code = char.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
  });
}
