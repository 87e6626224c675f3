import { Entity, PrimaryColumn } from "typeorm";
import type { Change } from "../change.ts";

function table(name: string, comment: string | undefined, ofColumn: string | undefined): Function {
  @Entity(name, comment === undefined ? {} : { comment })
  class Row {
    @PrimaryColumn({ type: "int", ...(ofColumn === undefined ? {} : { comment: ofColumn }) })
    id: number;
  }
  return Row;
}

export const change: Change = {
  message: "say what it is",
  before: [
    table("author", "who wrote it", "of the catalogue"),
    table("reader", "who borrows", undefined),
    table("loan", undefined, "since 1998"),
  ],
  after: [
    table("author", "who wrote it, or drew it", undefined),
    table("reader", undefined, "printed on the card"),
    table("loan", "what is lent", "since 1997"),
  ],
};
