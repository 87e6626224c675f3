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
        email: { type: "citext", unique: true, nullable: true },
        language: { type: "char", length: 2, default: "en" },
        interests: { type: "text", array: true, default: [] },
        size: { type: "enum", enum: ["s", "m", "l"], enumName: "shirt_size", default: "m" },
        joinedAt: { type: "timestamp with time zone", createDate: true },
        age: { type: "int", nullable: true },
      },
      {
        checks: [{ name: "ck_reader_age", expression: "age BETWEEN 6 AND 120" }],
        indices: [{ name: "ix_reader_language", columns: ["language"] }],
      },
    ),
  ],
  rows: ["INSERT INTO reader (name) VALUES ('Ada')"],
};
