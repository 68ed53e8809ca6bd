import { BaseSequencer, type TestSpecification } from 'vitest/node'

const long =
  /\/tests\/(chaos|demo|limits|worker)\/|\/(year-without-money|event-order|every-currency)\.test/

/** What takes longest first, so that at the end nobody waits for one file: tests that start processes, and the longest walks. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}
