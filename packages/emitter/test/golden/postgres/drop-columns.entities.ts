import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "readers have no card any more",
  before: [
    entity(
      "reader",
      {
        name: { type: "text" },
        cardNumber: { type: "varchar", length: 12, unique: true },
        cardExpires: { type: "date", nullable: true, comment: "end of the day" },
      },
      { indices: [{ name: "ix_reader_card", columns: ["cardNumber", "cardExpires"] }] },
    ),
  ],
  after: [entity("reader", { name: { type: "text" } })],
  rows: [`INSERT INTO reader (name, "cardNumber") VALUES ('Ada', 'x1')`],
};
