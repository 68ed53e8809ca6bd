type FormValue = string | FormValue[] | FormObject
export type FormObject = { [name: string]: FormValue }

/** Reads Stripe's form encoding, where `a[b][0]=c` is `{ a: { b: ['c'] } }`. */
export function parseForm(text: string): FormObject {
  const root = node()
  for (const [name, value] of new URLSearchParams(text)) place(root, pathOf(name), value)
  return listed(root) as FormObject
}

function pathOf(name: string): string[] {
  const [first = '', ...rest] = name.split('[')
  return [first, ...rest.map((part) => part.replace(/\]$/, ''))]
}

function place(root: FormObject, path: string[], value: string): void {
  let at = root
  for (const part of path.slice(0, -1)) {
    const name = part === '' ? String(Object.keys(at).length) : part
    const next = at[name]
    at = at[name] = typeof next === 'object' && !Array.isArray(next) ? next : node()
  }
  const last = path.at(-1) ?? ''
  at[last === '' ? String(Object.keys(at).length) : last] = value
}

function listed(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value
  const names = Object.keys(value)
  const isList = names.length > 0 && names.every((name) => /^\d+$/.test(name))
  if (isList) return names.map((name) => listed(value[name] ?? ''))
  const read = node()
  for (const name of names) read[name] = listed(value[name] ?? '')
  return read
}

// Without a prototype a parameter called __proto__ is only a name.
function node(): FormObject {
  return Object.create(null)
}
