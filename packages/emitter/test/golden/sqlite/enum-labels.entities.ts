import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "books can be lost",
  before: [
    entity("book", { state: { type: "simple-enum", enum: ["ordered", "on shelf"], default: "ordered" } }),
  ],
  after: [
    entity("book", {
      state: { type: "simple-enum", enum: ["ordered", "on shelf", "lost"], default: "ordered" },
    }),
  ],
  rows: ["INSERT INTO book (state) VALUES ('on shelf')"],
};
