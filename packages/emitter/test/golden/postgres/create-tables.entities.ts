import type { Change } from "../change.ts";
import { library } from "../library.ts";

export const change: Change = {
  message: "create the library",
  after: library({ enum: "enum", json: "jsonb", quote: '"' }),
};
