import { isLimbeckError } from "@limbeck/core";
import { messageOf } from "../util/message-of.ts";
import type { Style } from "./style.ts";

/** Tells where an error arose, in the sources of the project. */
export interface Places {
  stackOf(error: unknown): string;
  placeOf(error: unknown): string | undefined;
}

/** For errors that arise before a project is loaded. */
export const noPlaces: Places = {
  stackOf: (error) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
  placeOf: () => undefined,
};

/** An error for a person: one line; the stacks of it and its causes only when asked for. */
export function failureLines(error: unknown, { red, dim }: Style, verbose: boolean, places: Places): string {
  const code = isLimbeckError(error) ? error.code : "E_UNEXPECTED";
  const message = messageOf(error).replaceAll(/\s*\n\s*/g, " ");
  const place = placeOf(error, places);
  const file = place ?? revisionFileOf(error);
  const where = file === undefined || message.includes(file) ? "" : ` (${file})`;
  const lines = [`${red("error")} ${code}: ${message}${where}`];
  if (verbose) {
    for (const link of chain(error)) lines.push(dim(places.stackOf(link)));
  } else if (!isLimbeckError(error)) {
    lines.push("This is not an error that Limbeck expects; --verbose shows where it arose.");
  }
  return redact(lines.join("\n"));
}

/** An error for a program: the same facts, without the stack. */
export function failureData(error: unknown, places: Places): object {
  const place = placeOf(error, places);
  const data = {
    error: {
      code: isLimbeckError(error) ? error.code : "E_UNEXPECTED",
      message: messageOf(error),
      details: isLimbeckError(error) ? error.details : {},
      ...(place === undefined ? {} : { place }),
    },
  };
  return JSON.parse(redact(JSON.stringify(data))) as object;
}

/** Wrong usage for a program: what is printed for a person, without the line that says how to get help. */
export function usageData(complaint: string): object {
  const [said = ""] = complaint.split(/\n\(limbeck .* --help tells more\)/);
  const message = said.startsWith("Usage:")
    ? "No command was given. limbeck --help lists them."
    : said
        .trim()
        .replace(/^error: /, "")
        .replaceAll(/\s*\n\s*/g, " ");
  return { error: { code: "E_USAGE", message, details: {} } };
}

/** Addresses without their passwords, whatever the driver's message or a user's own error shows. */
export function redact(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):\S*@/gi, "$1:***@");
}

/** The file of the revision that failed, where no line of it is known. */
function revisionFileOf(error: unknown): string | undefined {
  const { path } = isLimbeckError(error) ? error.details : {};
  return typeof path === "string" ? path : undefined;
}

/** Where the cause arose; some drivers' errors don't know who called them, and the error itself does. */
function placeOf(error: unknown, places: Places): string | undefined {
  return (isLimbeckError(error) ? places.placeOf(error.cause) : undefined) ?? places.placeOf(error);
}

function chain(error: unknown): unknown[] {
  const errors: unknown[] = [];
  for (let current = error; current !== undefined && !errors.includes(current);) {
    errors.push(current);
    current = current instanceof Error ? current.cause : undefined;
  }
  return errors;
}
