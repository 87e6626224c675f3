import { Column, Entity, Index, OneToMany, PrimaryGeneratedColumn } from "typeorm";
import { Book } from "./book";

@Entity()
export class Author {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 50 })
  name!: string;

  @Index("ix_author_email", { unique: true })
  @Column({ type: "varchar", nullable: true })
  email!: string | null;

  @OneToMany(() => Book, (book) => book.author)
  books!: Book[];
}
