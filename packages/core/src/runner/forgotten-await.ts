/** The message for a function of a revision that ended while operations of it still ran. */
export function forgottenAwait(where: string): string {
  return `${where}() ended before its operations did: put "await" before every call of op`;
}
