/** The sign of a lender: its first letters on its colour. Drawn by the styles, so that where there are none no letters stand about. */
export function Mark({ name }: { name: string }) {
  return <span className="mark" data-letters={initialsOf(name)} aria-hidden="true" />
}

// The first letter of the first two words, as the lender's own script has them.
function initialsOf(name: string): string {
  const words = name.split(/[\s\-–]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = words.slice(0, 2).map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
  return letters.join('').toLocaleUpperCase('en')
}
