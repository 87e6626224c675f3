import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "names, labels and texts that try to break out",
  after: [
    entity(
      `Re"ader \`\${x}`,
      {
        "two words": {
          type: "text",
          default: "it''s `${x}` \\ */",
          comment: "*/ process.exit() /*\n// next line",
        },
        select: { type: "enum", enum: ["a'b", 'c"d', "`${e}`", "f,g"], enumName: "Label s" },
      },
      {
        checks: [{ name: "ck of `it`", expression: `"two words" <> '\${y}' AND "two words" <> '\`'` }],
        indices: [{ name: "Ix Of Mine", columns: ["select"] }],
      },
    ),
  ],
};
