import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "names, labels and texts that try to break out",
  after: [
    entity(
      `Re"ader \${x}`,
      {
        "two words": {
          type: "varchar",
          length: 40,
          default: "it's `${x}` */",
          comment: "*/ process.exit() /*\n// next",
        },
        select: { type: "enum", enum: ["a'b", 'c"d', "`${e}`"], default: "a'b" },
      },
      { indices: [{ name: "Ix Of Mine", columns: ["select"] }] },
    ),
  ],
};
