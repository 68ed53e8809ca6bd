import { globSync, readFileSync } from 'node:fs'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'

type Tree = { [key: string]: string | Tree }

const all = Object.fromEntries(languages.map((language) => [language, flat(messagesOf(language))]))
const english = all.en ?? {}
const keys = Object.keys(english)

describe.each(languages)('%s', (language) => {
  const own = all[language] ?? {}

  test('has every message, and none that is not in English', () => {
    expect(Object.keys(own).toSorted()).toEqual(keys.toSorted())
  })

  test('every message uses the same values and marks as in English', () => {
    for (const [key, text] of Object.entries(own)) {
      expect(argumentsOf(text), key).toEqual(argumentsOf(english[key] ?? ''))
    }
  })

  test('every message can be formatted, for any number', () => {
    const raise = (fault: Error) => {
      throw fault
    }
    const t = createTranslator({ locale: language, messages: messagesOf(language), onError: raise })
    for (const [key, text] of Object.entries(own)) {
      for (const count of [0, 1, 2, 3, 11, 100]) {
        const values = Object.fromEntries([
          ...argumentsOf(text).map((name) => [name, count]),
          ...marksOf(text).map((name) => [name, () => '']),
        ])
        expect(() => t.rich(key as never, values as never), key).not.toThrow()
      }
    }
  })

  test('only English is in English', () => {
    const same = Object.entries(own).filter(
      ([key, text]) =>
        text === english[key] && /[a-z]{3}.* .*[a-z]{3}/.test(text.replace(/[{<][^}>]*[}>]/g, '')),
    )
    if (language !== 'en') expect(same).toEqual([])
  })
})

// The one by which the page that makes it calls it.
const voucher = { en: /\bvouchers?\b/i, es: /\bvales?\b/i, ar: /قسيم|قسائم/ }

test.each(languages)('%s: a voucher has one name', (language) => {
  const about = keys.filter((key) => voucher.en.test(english[key] ?? ''))
  expect(about.length).toBeGreaterThan(20)
  for (const key of about) expect(all[language]?.[key], key).toMatch(voucher[language])
})

test('no message is left over', () => {
  const sources = globSync('{app,components,lib}/**/*.{ts,tsx}').map((file) =>
    readFileSync(file, 'utf8'),
  )
  const whole = new Set(sources.flatMap(quotedIn))
  const unnamed = Object.entries(messagesOf('en')).flatMap(([area, messages]) => {
    const templates = sources.filter((source) => source.includes(`'${area}'`)).flatMap(builtIn)
    const isNamed = (place: string) =>
      whole.has(place) || templates.some((template) => template.test(place))
    return Object.keys(flat(messages))
      .filter((place) => !isNamed(place))
      .map((place) => `${area}.${place}`)
  })
  expect(unnamed).toEqual([])
})

/** The codes and places that stand in quotes, or are read of words that a file imports as `said`. */
function quotedIn(source: string): string[] {
  const found = source.matchAll(/'([\w.-]+)'|\bsaid\.(\w+)/g)
  return [...found].map(([, quoted, property]) => quoted ?? property ?? '')
}

/** The places that are built of codes, as patterns: a code may be anything, at the end also one as `plan.asked`. */
function builtIn(source: string): RegExp[] {
  return [...source.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})+)`/g)]
    .map(([, text = '']) => text.split(/\$\{[^}]*\}/))
    .filter((parts) => /\w/.test(parts.join('')))
    .map((parts) =>
      parts
        .map(RegExp.escape)
        .join('[^.]+')
        .replace(/\[\^\.\]\+$/, '.+'),
    )
    .map((pattern) => new RegExp(`^${pattern}$`))
}

function flat(tree: Tree, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[prefix + key, value]]
        : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  )
}

function argumentsOf(text: string): string[] {
  return [...new Set(namesIn(parse(text)))].toSorted()
}

function namesIn(parts: readonly MessageFormatElement[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === TYPE.literal || part.type === TYPE.pound) return []
    if (part.type === TYPE.tag) return namesIn(part.children)
    if (part.type !== TYPE.select && part.type !== TYPE.plural) return [part.value]
    return [part.value, ...Object.values(part.options).flatMap(({ value }) => namesIn(value))]
  })
}

function marksOf(text: string): string[] {
  return [...text.matchAll(/<(\w+)>/g)].map(([, name]) => name ?? '')
}

describe.each(languages)('what becomes of a promise that was not kept, %s', (language) => {
  const t = createTranslator({ locale: language, messages: messagesOf(language) })
  const said = (days: number) => t('promises.terms.not_kept' as never, { days } as never)

  test('says how long the lender waits for its verdict, and only without a wait “the day after”', () => {
    expect(new Set([0, 1, 2, 5].map(said)).size).toBe(4)
    expect(said(5)).toMatch(/5/)
    for (const days of [1, 2]) expect(said(days)).not.toContain(said(0).split(/[.؟]/)[0])
  })
})

test('an Arabic message that counts has all six forms', () => {
  const short = Object.entries(all.ar ?? {}).flatMap(([key, text]) =>
    pluralsOf(parse(text))
      .filter((forms) => !hasSixForms(forms))
      .map((forms) => `${key}: ${forms.join()}`),
  )
  expect(short).toEqual([])
  expect(Object.values(all.ar ?? {}).some((text) => pluralsOf(parse(text)).length > 0)).toBe(true)
})

function hasSixForms(forms: string[]): boolean {
  const none = forms.includes('zero') || forms.includes('=0')
  return none && ['one', 'two', 'few', 'many', 'other'].every((form) => forms.includes(form))
}

function pluralsOf(nodes: MessageFormatElement[]): string[][] {
  return nodes.flatMap((node) => {
    const options = 'options' in node ? Object.values(node.options) : []
    const inside = [
      ...options.flatMap(({ value }) => pluralsOf(value)),
      ...('children' in node ? pluralsOf(node.children) : []),
    ]
    return node.type === TYPE.plural ? [Object.keys(node.options), ...inside] : inside
  })
}
