import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import type { Change } from "../change.ts";

function book(isIndexed: boolean): Function {
  @Entity("book")
  class Book {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "text" })
    title: string;
  }
  if (isIndexed) Index("ix_book_title", ["title"], { concurrent: true })(Book);
  return Book;
}

export const change: Change = {
  message: "find books by title",
  before: [book(false)],
  after: [book(true)],
  rows: ["INSERT INTO book (title) VALUES ('Emil')"],
};
