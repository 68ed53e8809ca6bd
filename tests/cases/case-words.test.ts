import { expect, test } from 'vitest'
import { groupOf } from '#lib/cases/case-groups.ts'
import { caseDetailNames } from '#lib/cases/open-case.ts'
import { languages } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'

test.each(languages)('every kind of case has its words in %s', (language) => {
  const { what } = messagesOf(language).desk as { what: Record<string, string> }
  expect(Object.keys(what)).toEqual(expect.arrayContaining(Object.keys(groupOf)))
})

test.each(languages)('every name of what is noted about a case has its words in %s', (language) => {
  const { noted } = messagesOf(language).desk as { noted: Record<string, string> }
  expect(Object.keys(noted)).toEqual(expect.arrayContaining([...caseDetailNames]))
})
