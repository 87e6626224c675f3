import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../packages", import.meta.url));

/** The folders in `packages/` that hold a package; another branch may have left one without. */
export const packageNames = readdirSync(folder).filter((name) =>
  existsSync(join(folder, name, "package.json")),
);
