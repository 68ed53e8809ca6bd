/** How many examples a property is tried with: fewer while mutants are tried, for each of them tries it anew. */
export function examples(many: number): number {
  return Math.min(many, Number(process.env.MOST_EXAMPLES ?? many))
}
