import { ListingFacts } from '#components/phone/listing-facts.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import type { ShownListing } from '#lib/block-lists/queries.ts'
import type { Reader } from '#lib/i18n/format.ts'
import { useTranslations } from '#lib/i18n/translations.ts'

type Props = { listings: readonly ShownListing[]; loanId: string; reader: Reader }

/** The lists that a phone is or was on, and the way to say what became of each. */
export function ListingsAtDesk({ listings, loanId, reader }: Props) {
  const t = useTranslations('block-lists')
  if (listings.length === 0) return <p>{t('none')}</p>
  return listings.map((listing) => (
    <Card key={listing.listingId}>
      <h2 dir="auto">{listing.list}</h2>
      <ListingFacts listing={listing} reader={reader} />
      {listing.state !== 'removed' && (
        <TextLink
          href={`/desk/loans/${loanId}/acts/block-list?listing=${listing.listingId}`}
          className="flex min-h-11 items-center"
        >
          {t('move.lead_in')}
        </TextLink>
      )}
    </Card>
  ))
}
