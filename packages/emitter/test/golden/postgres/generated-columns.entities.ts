import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

const width = { type: "int" } as const;
const height = { type: "int" } as const;
const area = (asExpression: string) => ({ type: "int", asExpression, generatedType: "STORED" }) as const;

export const change: Change = {
  message: "computed by the database",
  before: [entity("book", { width, height, area: area("width * height") })],
  after: [
    entity("book", {
      width,
      height,
      area: area("(width + 1) * (height + 1)"),
      label: {
        type: "text",
        nullable: true,
        asExpression: "width || ' x ' || height",
        generatedType: "STORED",
      },
    }),
  ],
  rows: ["INSERT INTO book (width, height) VALUES (3, 4)"],
};
