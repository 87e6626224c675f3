import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

const columns = {
  title: { type: "varchar", length: 200 },
  isbn: { type: "varchar", length: 13 },
  summary: { type: "text" },
  place: { type: "point" },
} as const;

export const change: Change = {
  message: "indexes for the search",
  before: [
    entity("book", columns, {
      indices: [
        { name: "ix_book_title", columns: ["title"] },
        { name: "ix_book_old", columns: ["isbn", "title"] },
      ],
    }),
  ],
  after: [
    entity("book", columns, {
      indices: [
        { name: "ix_book_title", columns: ["title", "isbn"] },
        { name: "ux_book_isbn", columns: ["isbn"], unique: true },
        { name: "ft_book_summary", columns: ["title", "summary"], fulltext: true, parser: "ngram" },
        { name: "sx_book_place", columns: ["place"], spatial: true },
      ],
    }),
  ],
};
