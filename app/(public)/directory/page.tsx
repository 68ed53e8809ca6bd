import { requireLender } from '#app/current-lender.ts'
import { readerOf } from '#app/reader.ts'
import { Entry } from '#components/directory/entry.tsx'
import { Page } from '#components/page/page.tsx'
import { Card } from '#components/ui/card.tsx'
import { RowLink, Rows } from '#components/ui/rows.tsx'
import { currentBorrower } from '#lib/accounts/guards.ts'
import { ownLine, shownEntries } from '#lib/domain/directory.ts'
import { shownContacts } from '#lib/domain/identity/contact.ts'
import type { EntryKind } from '#lib/domain/policy/directory-policy.ts'
import { isolated, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import { OwnLine } from './own-line.tsx'

export async function generateMetadata() {
  return { title: (await getTranslations('directory'))('title') }
}

const groups = {
  lender: ['lender_hotline', 'lender_shop'],
  maker: ['maker', 'service_centre'],
  network: ['carrier', 'network_unlock'],
} as const satisfies Record<string, readonly EntryKind[]>

/** Everybody who helps, as far as somebody of the lender has looked lately. */
export default async function Directory() {
  const lender = await requireLender()
  const signedIn = (await currentBorrower()) !== undefined
  const t = await getTranslations('directory')
  const words = await getTranslations('common')
  const locks = await getTranslations('locks')
  const reader = await readerOf(lender)
  const { country, policy } = lender
  const shown = shownContacts(lender, reader.now)
  const entries = ownLine(shownEntries({ ...policy, country }, todayOf(reader)), shown.call)
  const name = isolated(lender.name)
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      lender={lender}
      signedIn={signedIn}
      back={
        signedIn
          ? { href: '/phones', label: words('back_to_phones') }
          : { href: '/', label: locks('front_page') }
      }
      rail={
        <Rows>
          <RowLink href="/locks" icon="question" title={locks('title')} />
          {/* Where a call-back is booked, once one can be. */}
          <RowLink href="/help" icon="call" title={words('help')} />
          <RowLink href="/visit" icon="sheet" title={t('take')}>
            {t('take_note')}
          </RowLink>
        </Rows>
      }
    >
      <OwnLine lender={lender} contacts={shown} isListed={entries.isOwnLineListed} reader={reader}>
        {entriesOf('lender')}
      </OwnLine>
      {(['maker', 'network'] as const).map((group) =>
        entriesOf(group).length > 0 ? (
          <Card key={group}>
            <h2>{t(`group.${group}`)}</h2>
            {entriesOf(group)}
          </Card>
        ) : null,
      )}
      {entries.entries.length === 0 && <p>{t('none', { lender: name })}</p>}
      <p className="text-small text-soft">{t('outside')}</p>
      {entries.entries.some(({ opening }) => opening.spans.length > 0) && (
        <p className="text-small text-soft">{t('time', { lender: name })}</p>
      )}
    </Page>
  )

  function entriesOf(group: keyof typeof groups) {
    const kinds: readonly EntryKind[] = groups[group]
    return entries.entries
      .filter(({ kind }) => kinds.includes(kind))
      .map((entry) => <Entry key={entry.name} entry={entry} country={country} reader={reader} />)
  }
}
