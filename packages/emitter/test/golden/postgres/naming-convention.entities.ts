import { namingConvention } from "@limbeck/core";
import { entity } from "../../../../../test/support/entity.ts";
import type { Change } from "../change.ts";

const books = [
  entity("author", { name: { type: "varchar", length: 80, unique: true } }),
  entity(
    "book",
    { title: { type: "text" } },
    {
      indices: [{ columns: ["title"] }],
      relations: { author: { type: "many-to-one", target: "author", joinColumn: { name: "author_id" } } },
    },
  ),
];

export const change: Change = {
  message: "names by convention",
  before: books,
  after: books,
  autogenerate: {
    namingConvention: namingConvention({
      ix: "ix_%(table_name)s_%(column_0_N_name)s",
      uq: "uq_%(table_name)s_%(column_0_N_name)s",
      ck: "ck_%(table_name)s_%(constraint_name)s",
      fk: "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
      pk: "pk_%(table_name)s",
    }),
  },
};
