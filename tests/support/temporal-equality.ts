/** Whether two moments or days are the same; undefined: neither is one. They have no fields that could be compared. */
export function sameTemporal(a: unknown, b: unknown): boolean | undefined {
  const kind = kindOf(b) ?? kindOf(a)
  if (kind === undefined) return undefined
  return kindOf(a) === kindOf(b) && String(a) === String(b)
}

function kindOf(value: unknown): string | undefined {
  const kind = Object.prototype.toString.call(value)
  return kind.startsWith('[object Temporal.') ? kind : undefined
}
