/** Every row of a list that is read a page at a time, so that a long one is never held whole. */
export async function* allPages<Row>(
  size: number,
  read: (page: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let page = 1; ; page += 1) {
    const rows = await read(page)
    yield* rows
    if (rows.length < size) return
  }
}
