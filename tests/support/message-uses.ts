export type MessageUse = { key: string; pattern: RegExp }

/**
 * The messages a source file asks for, as patterns over `area.key`: text between `${` and `}` may be anything
 * but a dot. Knows `getTranslations('area')` and `useTranslations('area')`, in arrays too, `createTranslator({ namespace })`, `translator()`
 * and words imported from one area's file.
 */
export function usesIn(source: string): MessageUse[] {
  return [
    ...[...translatorsIn(source)].flatMap(([name, areas]) =>
      callsOf(source, name).map((key) => use(areas, key)),
    ),
    ...[...source.matchAll(/\(await getTranslations\('([^']+)'\)\)\('([^']+)'/g)].map(
      ([, area = '', key = '']) => use([area], key),
    ),
    ...importedUses(source),
  ]
}

// One name may stand for several areas in a file, one in each function: any of them may have the message.
function use(areas: string[], key: string): MessageUse {
  const patterns = areas.map((area) =>
    patternOf(area ? `${area}.${key}` : key, area ? '[^.]+' : '.+'),
  )
  return { key: `${areas.join('|')}.${key}`, pattern: new RegExp(`^(?:${patterns.join('|')})$`) }
}

function patternOf(key: string, anything: string): string {
  const parts = key.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return parts.join(anything)
}

function translatorsIn(source: string): Map<string, string[]> {
  const found: [string, string][] = []
  for (const [, name = '', area = ''] of source.matchAll(
    /const (\w+) = (?:await get|use)Translations\('([^']+)'\)/g,
  ))
    found.push([name, area])
  for (const [, name = '', area = ''] of source.matchAll(
    /const (\w+) = createTranslator\(\{[^}]*namespace: '([^']+)'/g,
  ))
    found.push([name, area])
  for (const [, name = ''] of source.matchAll(/const (\w+) = translator\(/g)) found.push([name, ''])
  for (const [, names = '', values = ''] of source.matchAll(
    /const \[([^\]]*)\] = (?:await Promise\.all\()?\[([\s\S]*?)\n? *\]\)?\n/g,
  )) {
    const items = splitTop(values)
    for (const [index, name] of splitTop(names).entries()) {
      const area = /^(?:await )?getTranslations\('([^']+)'\)$/.exec(items[index] ?? '')?.[1]
      if (area) found.push([name, area])
    }
  }
  const byName = Map.groupBy(found, ([name]) => name)
  return new Map([...byName].map(([name, pairs]) => [name, pairs.map(([, area]) => area)]))
}

function callsOf(source: string, name: string): string[] {
  const calls = source.matchAll(new RegExp(`(?<![\\w.])${name}(?:\\.rich)?\\(`, 'g'))
  return [...calls].flatMap((call) =>
    literalsIn(firstArgument(source.slice(call.index + call[0].length))),
  )
}

// `name === 'x' ? 'a' : 'b'` asks for a and b; what is compared is no key.
function literalsIn(argument: string): string[] {
  // A bare name may be any message right under its area.
  if (/^\w+$/.test(argument)) return ['$'.concat('{}')]
  const keys = argument.replace(/[!=]== '[^']*'/g, '')
  return [...keys.matchAll(/'([^']*)'|`([^`]*)`/g)].map(([, quoted, template]) =>
    flatten(quoted ?? template ?? ''),
  )
}

// A choice inside a template, `choice.${a ? 'x' : y}`, is anything here.
function flatten(template: string): string {
  return template.replace(/\$\{[^}]*\}/g, '$'.concat('{}'))
}

function firstArgument(rest: string): string {
  return splitTop(rest, true)[0] ?? ''
}

function splitTop(text: string, stopAtEnd = false): string[] {
  const parts = ['']
  let depth = 0
  for (const sign of text) {
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    if (stopAtEnd && depth < 0) break
    if (sign === ',' && depth === 0) parts.push('')
    else parts.push((parts.pop() ?? '') + sign)
  }
  return parts.map((part) => part.trim()).filter(Boolean)
}

function importedUses(source: string): MessageUse[] {
  const area = /from '#messages\/en\/([\w-]+)\.json'/.exec(source)?.[1]
  if (!area) return []
  return [...source.matchAll(/\bsaid\.(\w+)/g)].map(([, key = '']) => use([area], key))
}
