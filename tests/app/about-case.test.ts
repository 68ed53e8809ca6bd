import { expect, test } from 'vitest'
import { hasTaken } from '#app/desk/cases/[caseId]/about-case.ts'

const change = (action: 'case.taken' | 'case.opened', actor: string) => ({ action, actor })
const opened = change('case.opened', 'keyturn')

test('what came back to whoever asked was taken by nobody, until they take it', () => {
  const back = { found: { kind: 'approval_not_done' }, staffId: 'a' } as const
  expect(hasTaken({ ...back, changes: [opened] })).toBe(false)
  expect(hasTaken({ ...back, changes: [opened, change('case.taken', 'staff:b')] })).toBe(false)
  expect(hasTaken({ ...back, changes: [opened, change('case.taken', 'staff:a')] })).toBe(true)
})

test('any other case that is somebody’s was taken by them', () => {
  const found = { kind: 'borrower_dispute' } as const
  expect(hasTaken({ found, staffId: 'a', changes: [opened] })).toBe(true)
})
