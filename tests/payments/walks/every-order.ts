/** All the orders in which these can come. */
export function everyOrder<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, index) =>
    everyOrder(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}
