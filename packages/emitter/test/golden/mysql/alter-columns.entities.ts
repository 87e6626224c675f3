import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "stricter readers",
  before: [
    entity("reader", {
      name: { type: "varchar", length: 80, nullable: true, comment: "as on the card" },
      city: { type: "varchar", length: 80, default: "Praha", comment: "of the bill" },
      visits: { type: "int", default: 0 },
      fee: { type: "decimal", precision: 6, scale: 2, nullable: true },
    }),
  ],
  after: [
    entity("reader", {
      name: { type: "varchar", length: 120, default: "N. N.", comment: "first name, surname" },
      city: { type: "varchar", length: 80, nullable: true, comment: "of the bill" },
      visits: { type: "bigint", unsigned: true, default: 1 },
      fee: { type: "decimal", precision: 10, scale: 3, nullable: true },
    }),
  ],
  rows: ["INSERT INTO reader (city) VALUES ('Brno')"],
};
