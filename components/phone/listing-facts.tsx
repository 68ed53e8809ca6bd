import { type Fact, Facts } from '#components/ui/row.tsx'
import type { BlockListing, ListingState } from '#lib/domain/block-listing.ts'
import { formatDay, type Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Listing = BlockListing & {
  requestReference: string | null
  removalProof: string | null
  state: ListingState
}

/** How a phone stands on one list by which networks block it, and what proves it. */
export function ListingFacts({ listing, reader }: { listing: Listing; reader: Reader }) {
  const t = useTranslations('block-lists')
  const { listedOn, removalRequestedOn, removedOn, requestReference, removalProof, state } = listing
  const on = (day: Temporal.PlainDate) => formatDay(day, reader, 'long')
  const rows: Fact[] = [
    [t('fact.state'), t(`state.${state}`)],
    [t('fact.listed'), on(listedOn)],
    removalRequestedOn !== null && [t('fact.requested'), on(removalRequestedOn)],
    requestReference !== null && [
      t('fact.reference'),
      <bdi key="reference" className="wrap-anywhere">
        {requestReference}
      </bdi>,
    ],
    removedOn !== null && [t('fact.removed'), on(removedOn)],
    removalProof !== null && [
      t('fact.proof'),
      <bdi key="proof" className="wrap-anywhere">
        {removalProof}
      </bdi>,
    ],
  ]
  return <Facts rows={rows} />
}
