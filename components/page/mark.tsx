import { markOf } from '#lib/domain/mark.ts'

type Props = { lender: { name: string; mark?: string | null } }

/** The sign of a lender on its colour: its own, else its first letters. Drawn by the styles, so that where there are none no letters stand about. */
export function Mark({ lender }: Props) {
  const drawn = lender.mark ? markOf(lender.mark) : undefined
  if (!drawn)
    return <span className="mark" data-letters={initialsOf(lender.name)} aria-hidden="true" />
  return (
    <span className="mark">
      <svg viewBox={drawn.viewBox} aria-hidden="true">
        {drawn.paths.map(({ d, isEvenOdd }) => (
          <path key={d} d={d} fillRule={isEvenOdd ? 'evenodd' : undefined} />
        ))}
      </svg>
    </span>
  )
}

// The first letter of the first two words, as the lender's own script has them.
function initialsOf(name: string): string {
  const words = name.split(/[\s\-–]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = words.slice(0, 2).map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '')
  return letters.join('').toLocaleUpperCase('en')
}
