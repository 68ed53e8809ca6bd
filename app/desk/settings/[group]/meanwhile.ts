import { changedByText } from '#app/desk/settings/changed-by.ts'
import { readerOf } from '#app/reader.ts'
import { shownChanges } from '#components/desk/settings-changes.tsx'
import type { Meanwhile } from '#lib/settings/review-change.ts'
import type { ShownMeanwhile } from './form-state.ts'

/** What happened to the same settings since the form was read, as it is shown above the form. */
export async function meanwhileOf(
  meanwhile: readonly Meanwhile[],
  lender: { timeZone: string },
): Promise<ShownMeanwhile[]> {
  const reader = await readerOf(lender)
  return Promise.all(
    meanwhile.map(async (one) => ({
      version: one.version,
      by: await changedByText(one, reader),
      changes: await shownChanges(one.changes, reader.locale),
    })),
  )
}
