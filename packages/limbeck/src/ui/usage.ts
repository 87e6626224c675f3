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
