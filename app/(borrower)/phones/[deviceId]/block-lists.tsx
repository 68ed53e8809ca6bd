import { ListingFacts } from '#components/phone/listing-facts.tsx'
import { Card } from '#components/ui/card.tsx'
import type { ShownListing } from '#lib/block-lists/queries.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { listings: readonly ShownListing[]; reader: Reader }

/** Where this phone stands on lists by which networks block it, and what is being done about it. */
export function BlockLists({ listings, reader }: Props) {
  const t = useTranslations('block-lists')
  return listings.map((listing) => (
    <Card key={listing.listingId}>
      <h2 dir="auto">{t('own.title', { list: listing.list })}</h2>
      <p>{t(`own.${listing.state}`)}</p>
      <ListingFacts listing={listing} reader={reader} />
    </Card>
  ))
}
