import { isLimbeckError } from "@limbeck/core";
import { messageOf } from "../util/message-of.ts";
import type { Places } from "./places.ts";
import type { Style } from "./style.ts";

/** An error for a person: one line; the stacks of it and its causes only when asked for. */
export function failureLines(error: unknown, { red, dim }: Style, verbose: boolean, places: Places): string {
  const code = isLimbeckError(error) ? error.code : "E_UNEXPECTED";
  const message = messageOf(error).replaceAll(/\s*\n\s*/g, " ");
  const place = places.placeOf(isLimbeckError(error) ? error.cause : error);
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
  const place = places.placeOf(isLimbeckError(error) ? error.cause : error);
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

/**
 * Addresses without their passwords, whatever the driver's message or a user's own error shows. The address by which
 * messages show how one is written stays.
 */
export function redact(text: string): string {
  return text.replaceAll(/\b([a-z][a-z0-9+.-]*:\/\/(?!user:password@host\b)[^\s:/@]*):\S*@/gi, "$1:***@");
}

/** The file of the revision that failed, where no line of it is known. */
function revisionFileOf(error: unknown): string | undefined {
  const { revision, path } = isLimbeckError(error) ? error.details : {};
  return revision !== undefined && typeof path === "string" ? path : undefined;
}

function chain(error: unknown): unknown[] {
  const errors: unknown[] = [];
  for (let current = error; current !== undefined && !errors.includes(current);) {
    errors.push(current);
    current = current instanceof Error ? current.cause : undefined;
  }
  return errors;
}
