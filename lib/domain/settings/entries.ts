import { languages } from '#lib/domain/languages.ts'
import type { FieldKind, SettingsField } from './field.ts'

type Draft = FieldKind & Omit<SettingsField, 'group' | 'path' | 'label' | 'kind'>

/** A field with the place of its value; with a label of its own where several share one. */
export type Entry = [path: string, draft: Draft, label?: string]

export const whole: Draft = { kind: 'whole' }
export const hour: Draft = { kind: 'hour' }
export const percent: Draft = { kind: 'percent' }
export const yesNo: Draft = { kind: 'yes_no' }
export const choice = (...options: string[]): Draft => ({ kind: 'choice', options })

export function amounts(path: string, currencies: readonly string[]): Entry[] {
  return currencies.map((currency) => [
    `${path}.${currency}`,
    { kind: 'amount', currency, of: currency },
    labelOf(path),
  ])
}

export function words(path: string): Entry[] {
  return languages.map((language) => [
    `${path}.${language}`,
    { kind: 'text', of: language },
    labelOf(path),
  ])
}

/** `policy.plan.instant.mostExtraMonths` has the label plan_instant_mostExtraMonths. */
export function labelOf(path: string): string {
  return path.replace(/^policy\./, '').replaceAll('.', '_')
}
