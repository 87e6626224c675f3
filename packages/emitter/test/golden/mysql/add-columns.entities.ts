import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

const name = { type: "varchar", length: 80 } as const;

export const change: Change = {
  message: "what we know of a reader",
  before: [entity("reader", { name })],
  after: [
    entity(
      "reader",
      {
        name,
        email: { type: "varchar", length: 100, nullable: true, unique: true },
        visits: { type: "int", unsigned: true, default: 0 },
        size: { type: "enum", enum: ["s", "m", "l"], default: "m" },
        interests: { type: "set", enum: ["music", "science"], nullable: true },
        updatedAt: { type: "datetime", precision: 6, updateDate: true },
      },
      { indices: [{ name: "ix_reader_visits", columns: ["visits"] }] },
    ),
  ],
  rows: ["INSERT INTO reader (name) VALUES ('Ada')"],
};
