/**
 * True for a declared default that doubles its quotes already.
 *
 * TypeORM writes a string default between quotes as it is, in every driver, so entities that need a quote double it
 * themselves: `default: "it''s"`. A text with single quotes (which TypeORM makes broken SQL of) is not one of these.
 */
export function isEscapedText(text: string): boolean {
  return text.includes("''") && !text.replaceAll("''", "").includes("'");
}
