import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "stricter readers",
  before: [
    entity("reader", {
      name: { type: "varchar", length: 80, nullable: true, comment: "as on the card" },
      city: { type: "varchar", length: 80, default: "Praha" },
      code: { type: "varchar", length: 8 },
      joined: { type: "date", nullable: true },
    }),
  ],
  after: [
    entity("reader", {
      name: { type: "varchar", length: 80, default: "N. N.", comment: "first name, surname" },
      city: { type: "varchar", length: 80, nullable: true },
      code: { type: "varchar", length: 8, collation: "C", comment: "never shown" },
      joined: { type: "date", nullable: true, default: () => "now()" },
    }),
  ],
  rows: ["INSERT INTO reader (city, code) VALUES ('Brno', 'x')"],
};
