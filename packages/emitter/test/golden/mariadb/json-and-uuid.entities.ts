import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "details as JSON",
  before: [entity("book", { details: { type: "text", nullable: true } })],
  after: [
    entity("book", {
      details: { type: "json", nullable: true },
      ticket: { type: "uuid", nullable: true },
      address: { type: "inet6", nullable: true },
    }),
  ],
  rows: ["INSERT INTO book (details) VALUES ('{}')"],
};
