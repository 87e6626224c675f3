import type { Io } from "./io.ts";

/** Asks for the message of a revision, where somebody is there to answer. */
export async function askMessage(io: Io): Promise<string> {
  // Without a terminal a prompt never returns, and Node exits with 13.
  if (!io.interactive) return "";
  const { text } = await import("@clack/prompts");
  return answered(text({ message: "What does the revision do?", placeholder: "add account table" }));
}

/** Asks whether to do something; whoever just presses Enter has said no. For a terminal only. */
export async function confirm(message: string): Promise<boolean> {
  const { confirm: ask } = await import("@clack/prompts");
  return answered(ask({ message, initialValue: false }));
}

async function answered<T>(question: Promise<T>): Promise<Exclude<T, symbol>> {
  const answer = await question;
  // Clack answers with a symbol when the person pressed Ctrl-C.
  if (typeof answer === "symbol") throw new DOMException("interrupted", "AbortError");
  return answer as Exclude<T, symbol>;
}
