import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from "typeorm";
import { Author } from "./author";

@Entity()
export class Book {
  @PrimaryGeneratedColumn()
  id!: number;

  @Index("ix_book_title")
  @Column()
  title!: string;

  @Column({ default: 0 })
  pages!: number;

  @ManyToOne(() => Author, (author) => author.books, { nullable: false, onDelete: "CASCADE" })
  @JoinColumn({ name: "authorId", foreignKeyConstraintName: "fk_book_author" })
  author!: Author;
}
