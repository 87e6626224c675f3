import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "room for more",
  before: [
    entity("loan", {
      barcode: { type: "varchar", length: 20 },
      days: { type: "varchar", length: 10 },
      fee: { type: "numeric", precision: 6, scale: 2, default: 0 },
      at: { type: "timestamp", precision: 3 },
      note: { type: "text", nullable: true },
    }),
  ],
  after: [
    entity("loan", {
      barcode: { type: "varchar", length: 60 },
      days: { type: "int" },
      fee: { type: "numeric", precision: 12, scale: 4, default: 0 },
      at: { type: "timestamp with time zone" },
      note: { type: "varchar", length: 200, nullable: true },
    }),
  ],
  rows: ["INSERT INTO loan (barcode, days, fee, at) VALUES ('b1', '14', 1.5, '2026-01-02 03:04:05')"],
};
