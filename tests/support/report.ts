import { relative } from 'node:path'

/** Where a test ended that did not simply pass, as `file › describe › test`. */
export type Outcomes = { passed: number; failed: string[]; flaky: string[] }

type VitestReport = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: {
      ancestorTitles: string[]
      title: string
      status: string
      failureMessages: string[]
    }[]
  }[]
}

type Spec = {
  title: string
  file: string
  tests: { projectName: string; status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[]
}
type Suite = { title: string; specs: Spec[]; suites?: Suite[] }
type PlaywrightReport = { suites: Suite[]; errors: { message?: string }[] }

/** What a run's JSON report says, vitest's or Playwright's. */
export function outcomesOf(report: VitestReport | PlaywrightReport): Outcomes {
  return 'testResults' in report ? ofVitest(report) : ofPlaywright(report)
}

function ofVitest({ testResults }: VitestReport): Outcomes {
  const outcomes: Outcomes = { passed: 0, failed: [], flaky: [] }
  for (const { name, status, message, assertionResults } of testResults) {
    const file = relative('.', name)
    const failedBefore = outcomes.failed.length
    for (const { ancestorTitles, title, status, failureMessages } of assertionResults) {
      const called = [file, ...ancestorTitles, title].join(' › ')
      if (status === 'failed') outcomes.failed.push(called)
      if (status !== 'passed') continue
      outcomes.passed += 1
      if (failureMessages.length > 0) outcomes.flaky.push(called)
    }
    // A file that could not be loaded, or whose set-up failed.
    const isSilent = status === 'failed' && outcomes.failed.length === failedBefore
    if (isSilent) outcomes.failed.push(`${file}: ${firstLine(message)}`)
  }
  return outcomes
}

function ofPlaywright({ suites, errors }: PlaywrightReport): Outcomes {
  const outcomes: Outcomes = {
    passed: 0,
    failed: errors.map(({ message }) => firstLine(message)),
    flaky: [],
  }
  // The title of the outermost suite is its file's.
  for (const suite of suites) ofSuite(suite, [], outcomes)
  return outcomes
}

function ofSuite({ specs, suites }: Suite, titles: string[], outcomes: Outcomes): void {
  for (const { title, file, tests } of specs)
    for (const { projectName, status } of tests) {
      const called = [`${projectName}: ${file}`, ...titles, title].join(' › ')
      if (status === 'expected' || status === 'flaky') outcomes.passed += 1
      if (status === 'flaky') outcomes.flaky.push(called)
      if (status === 'unexpected') outcomes.failed.push(called)
    }
  for (const inner of suites ?? []) ofSuite(inner, [...titles, inner.title], outcomes)
}

function firstLine(message = 'failed'): string {
  return message.split('\n')[0] || 'failed'
}
