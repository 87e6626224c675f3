import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "one character set for all",
  before: [
    entity("book", {
      isbn: { type: "varchar", length: 13, charset: "latin1", collation: "latin1_swedish_ci" },
      title: { type: "varchar", length: 200, collation: "utf8mb4_general_ci" },
    }),
  ],
  after: [
    entity("book", {
      isbn: { type: "varchar", length: 13, charset: "ascii", collation: "ascii_bin" },
      title: { type: "varchar", length: 200, collation: "utf8mb4_unicode_ci" },
    }),
  ],
  rows: ["INSERT INTO book (isbn, title) VALUES ('9780000000001', 'Emil')"],
};
