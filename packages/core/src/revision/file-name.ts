import { randomBytes } from "node:crypto";
import { RevisionError } from "../errors.ts";

/** A new id: twelve random hexadecimal digits, as Alembic's. */
export function newRevisionId(): string {
  return randomBytes(6).toString("hex");
}

const longestSlug = 40;

/** A message as a part of a file name: words in lower case with underscores between them, at most `longest` characters. */
export function slug(message: string, longest: number = longestSlug): string {
  const words = message
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  let text = words.shift() ?? "";
  for (const word of words) {
    if (text.length + 1 + word.length > longest) break;
    text += `_${word}`;
  }
  return text.slice(0, longest);
}

export interface FileNameOptions {
  /**
   * How files are named, without the extension; folders are parted by `/`. Default `%(rev)s_%(slug)s`.
   *
   * Alembic's tokens: `%(rev)s`, `%(slug)s`, `%(year)d`, `%(month).2d`, `%(day).2d`, `%(hour).2d`, `%(minute).2d`,
   * `%(second).2d`, `%(epoch)s`, `%%`.
   */
  readonly fileTemplate?: string;
  /** Characters of the message that a name has at most. Default 40. */
  readonly slugLength?: number;
  /** Time zone of the date in the name, e.g. `Europe/Paris`. Default UTC. */
  readonly timeZone?: string;
}

/**
 * The name of a revision's file: `1975ea83b712_add_account_table.ts`.
 *
 * @param options `extension` is what it ends with; default `ts`.
 * @throws {RevisionError} `E_FILE_TEMPLATE` for a token or a time zone that there is not, or a name that leaves the directory.
 */
export function revisionFileName(
  {
    revision,
    message,
    createDate = new Date(),
  }: { readonly revision: string; readonly message: string; readonly createDate?: Date },
  {
    fileTemplate,
    slugLength = longestSlug,
    timeZone = "UTC",
    extension = "ts",
  }: FileNameOptions & { readonly extension?: string } = {},
): string {
  const words = slug(message, slugLength);
  if (fileTemplate === undefined) return `${words === "" ? revision : `${revision}_${words}`}.${extension}`;
  const values: Readonly<Record<string, string | number>> = {
    rev: revision,
    slug: words,
    epoch: Math.floor(createDate.getTime() / 1000),
    ...dateParts(createDate, timeZone),
  };
  const name = fileTemplate.replaceAll(
    /%%|%\((\w+)\)(?:\.(\d+))?[sd]|%/g,
    (token, key?: string, digits?: string) => {
      if (token === "%%") return "%";
      const value = key === undefined ? undefined : values[key];
      if (value === undefined)
        throw unusable(fileTemplate, `it has no token ${token}; it knows ${Object.keys(values).join(", ")}`);
      return String(value).padStart(Number(digits ?? 0), "0");
    },
  );
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) {
    throw unusable(fileTemplate, `"${name}" is no name inside the directory`);
  }
  return `${name}.${extension}`;
}

function dateParts(date: Date, timeZone: string): Record<string, number> {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw unusable(timeZone, "there is no such time zone");
  }
  const parts = format.formatToParts(date).filter(({ type }) => type !== "literal");
  return Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
}

function unusable(text: string, why: string): RevisionError {
  return new RevisionError(
    "E_FILE_TEMPLATE",
    `Revisions can't be named by "${text}": ${why}. The default is %(rev)s_%(slug)s.`,
    { details: { fileTemplate: text } },
  );
}
