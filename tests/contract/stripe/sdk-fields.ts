import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

type Field = { name: string; isOptional: boolean; type: string }

/** Every interface of one of the SDK's type files by its full name ("Charge.Outcome"), with its fields. */
export function interfacesIn(file: string): Map<string, Field[]> {
  const path = fileURLToPath(new URL(`resources/${file}.d.ts`, import.meta.resolve('stripe')))
  const found = new Map<string, Field[]>()
  const open: { name: string; fields: Field[] | undefined }[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const text = line.trim()
    if (text.startsWith('*') || text.startsWith('/*')) continue
    const [, kind, name = ''] = /\b(namespace|interface|class) (\w+).*\{$/.exec(text) ?? []
    if (kind) {
      const fields: Field[] | undefined = kind === 'interface' ? [] : undefined
      open.push({ name, fields })
      if (fields) found.set(open.map((one) => one.name).join('.'), fields)
    } else if (text.endsWith('{')) open.push({ name: '', fields: undefined })
    else if (text.startsWith('}')) open.pop()
    else open.at(-1)?.fields?.push(...fieldOf(text))
  }
  return found
}

function fieldOf(text: string): Field[] {
  const [, name, mark, type = ''] = /^(\w+)(\??): (.*);$/.exec(text) ?? []
  return name ? [{ name, isOptional: mark === '?', type }] : []
}

/** Every field the SDK's type says is always there and `given` lacks, at any depth; below a null nothing can lack. */
export function lacking(
  interfaces: ReadonlyMap<string, Field[]>,
  name: string,
  given: unknown,
  path = name,
): string[] {
  if (typeof given !== 'object' || given === null) return []
  return (interfaces.get(name) ?? []).flatMap((field) => {
    const at = `${path}.${field.name}`
    if (!(field.name in given)) return field.isOptional ? [] : [at]
    const below = field.type.replace(/ \| null$/, '')
    return lacking(interfaces, below, (given as Record<string, unknown>)[field.name], at)
  })
}
