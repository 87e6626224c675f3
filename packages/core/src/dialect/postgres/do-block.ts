/** An anonymous block of PL/pgSQL, in quotes that its body does not hold: https://www.postgresql.org/docs/current/sql-do.html */
export function block(body: string): string {
  let quote = "$limbeck$";
  for (let number = 1; body.includes(quote); number++) quote = `$limbeck${number}$`;
  return `DO ${quote}\n${body}\n${quote}`;
}

/** A statement without `IF NOT EXISTS` of its own, which does nothing where the object is there. */
export function unlessDuplicate(statement: string): string {
  return block(
    `BEGIN\n  ${statement}\n  ;\nEXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL;\nEND`,
  );
}
