import type { ObjectName, Sequence } from "../../schema/schema.ts";
import type { IfExists, IfNotExists, InSchema } from "./options-of.ts";

export type SequenceOptions = Omit<Sequence, keyof ObjectName> & InSchema;

export interface SequenceOperations {
  /**
   * Creates a sequence that no column owns.
   *
   * @param options numbers as texts, because they go beyond those of JavaScript.
   * @example
   * await op.createSequence("receipt_number", { start: "1000", increment: "10" });
   */
  createSequence(name: string, options?: SequenceOptions & IfNotExists): Promise<void>;
  /**
   * Drops a sequence.
   *
   * @example
   * await op.dropSequence("card_number");
   */
  dropSequence(name: string, options?: InSchema & IfExists): Promise<void>;
}
