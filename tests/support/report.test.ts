import { expect, test } from 'vitest'
import { outcomesOf } from './report.ts'

const file = `${process.cwd()}/tests/loans/a.test.ts`
const ended = (title: string, status: string, failureMessages: string[] = []) => ({
  ancestorTitles: ['outer'],
  title,
  status,
  failureMessages,
})

test('of unit tests, names what failed and what passed at the second time', () => {
  const testResults = [
    {
      name: file,
      status: 'failed',
      message: '',
      assertionResults: [
        ended('good', 'passed'),
        ended('late', 'passed', ['AssertionError']),
        ended('bad', 'failed', ['AssertionError']),
        ended('left out', 'skipped'),
      ],
    },
  ]
  expect(outcomesOf({ testResults })).toEqual({
    passed: 2,
    failed: ['tests/loans/a.test.ts › outer › bad'],
    flaky: ['tests/loans/a.test.ts › outer › late'],
  })
})

test('of unit tests, names a file that could not be loaded', () => {
  const message = 'Cannot find module\nat once'
  const unloaded = { name: file, status: 'failed', message, assertionResults: [] }
  const other = { ...unloaded, message: '', assertionResults: [ended('good', 'passed')] }
  expect(outcomesOf({ testResults: [unloaded, other] })).toEqual({
    passed: 1,
    failed: ['tests/loans/a.test.ts: Cannot find module', 'tests/loans/a.test.ts: failed'],
    flaky: [],
  })
})

test('of journeys, names what failed and what passed at the second time, each in its window', () => {
  const spec = (
    title: string,
    tests: [string, 'expected' | 'unexpected' | 'flaky' | 'skipped'][],
  ) => ({
    title,
    file: 'desk/a.spec.ts',
    tests: tests.map(([projectName, status]) => ({ projectName, status })),
  })
  const inner = {
    title: 'by night',
    specs: [spec('late', [['phone', 'flaky']]), spec('left out', [['phone', 'skipped']])],
  }
  const both = spec('both', [
    ['phone', 'expected'],
    ['laptop', 'unexpected'],
  ])
  const suites = [{ title: 'desk/a.spec.ts', specs: [both], suites: [inner] }]
  expect(outcomesOf({ suites, errors: [{ message: 'The demo did not start\nat all' }] })).toEqual({
    passed: 2,
    failed: ['The demo did not start', 'laptop: desk/a.spec.ts › both'],
    flaky: ['phone: desk/a.spec.ts › by night › late'],
  })
})
