import type { Io } from "./io.ts";

/** Asks for the message of a revision, where somebody is there to answer. */
export async function askMessage(io: Io): Promise<string> {
  // Without a terminal a prompt never returns, and Node exits with 13.
  if (!io.interactive) return "";
  const { isCancel, text } = await import("@clack/prompts");
  const answer = await text({ message: "What does the revision do?", placeholder: "add account table" });
  if (isCancel(answer)) throw new DOMException("interrupted", "AbortError");
  return answer ?? "";
}
