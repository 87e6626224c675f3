import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "every reader has a language",
  before: [entity("reader")],
  after: [entity("reader", { language: { type: "varchar", length: 5 } })],
  rows: ["INSERT INTO reader DEFAULT VALUES"],
  filledIn: '"en"',
};
