/** Neighbours of a list, the newest first, that say the same: told once, with how often and since when. */
export type Folded<Line> = { newest: Line; oldest: Line; count: number }

/** Puts together the neighbours that `says` the same of; what lies apart stays apart. */
export function foldNeighbours<Line>(
  newestFirst: readonly Line[],
  says: (line: Line) => readonly unknown[],
): Folded<Line>[] {
  const folded: Folded<Line>[] = []
  let before: string | undefined
  for (const line of newestFirst) {
    const said = says(line).map(String).join('\n')
    const last = folded.at(-1)
    if (last && said === before) {
      last.oldest = line
      last.count += 1
    } else folded.push({ newest: line, oldest: line, count: 1 })
    before = said
  }
  return folded
}
