/** The sign of a lender: its first letters on its colour. */
export function Mark({ name }: { name: string }) {
  return (
    <span className="mark" aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

// The first letter of the first two words, as the lender's own script has them.
function initialsOf(name: string): string {
  const words = name.split(/[\s\-–]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = words.slice(0, 2).map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
  return letters.join('').toLocaleUpperCase('en')
}
