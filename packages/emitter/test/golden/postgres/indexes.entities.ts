import { Column, Entity, Index, PrimaryGeneratedColumn } from "typeorm";
import type { Change } from "../change.ts";

function before() {
  @Entity("book")
  @Index("ix_book_title", ["title"])
  @Index("ix_book_old", ["isbn", "title"])
  class Book {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "text" })
    title: string;
    @Column({ type: "varchar", length: 13 })
    isbn: string;
    @Column({ type: "jsonb" })
    details: object;
    @Column({ type: "point", nullable: true })
    place: string | null;
    @Column({ type: "timestamp", nullable: true })
    deletedAt: Date | null;
  }
  return Book;
}

function after() {
  @Entity("book")
  @Index("ix_book_title", ["title", "isbn"])
  @Index("ux_book_isbn", ["isbn"], { unique: true, where: '"deletedAt" IS NULL' })
  @Index("ix_book_details", ["details"], { type: "gin" })
  @Index("ix_book_place", ["place"], { spatial: true })
  class Book {
    @PrimaryGeneratedColumn()
    id: number;
    @Column({ type: "text" })
    title: string;
    @Column({ type: "varchar", length: 13 })
    isbn: string;
    @Column({ type: "jsonb" })
    details: object;
    @Column({ type: "point", nullable: true })
    place: string | null;
    @Column({ type: "timestamp", nullable: true })
    deletedAt: Date | null;
  }
  return Book;
}

export const change: Change = { message: "indexes for the search", before: [before()], after: [after()] };
