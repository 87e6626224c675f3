import type { Template } from "../template.ts";
import { defaultTemplate } from "./default.ts";
import { multidbTemplate } from "./multidb.ts";
import { nestTemplate } from "./nest.ts";
import { packageJsonTemplate } from "./package-json.ts";

/** The templates of `init`, the usual one first. */
export const templates: readonly Template[] = [
  defaultTemplate,
  packageJsonTemplate,
  nestTemplate,
  multidbTemplate,
];
