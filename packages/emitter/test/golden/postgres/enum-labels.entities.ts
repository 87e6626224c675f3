import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

export const change: Change = {
  message: "books can be lost",
  before: [
    entity("book", {
      state: { type: "enum", enum: ["ordered", "on shelf"], enumName: "book_state", default: "ordered" },
      cover: { type: "enum", enum: ["soft", "hard", "leather"], enumName: "book_cover" },
    }),
  ],
  after: [
    entity("book", {
      state: {
        type: "enum",
        enum: ["ordered", "on shelf", "lost"],
        enumName: "book_state",
        default: "ordered",
      },
      cover: { type: "enum", enum: ["soft", "hard"], enumName: "book_cover", default: "soft" },
    }),
  ],
  rows: ["INSERT INTO book (cover) VALUES ('hard')"],
};
