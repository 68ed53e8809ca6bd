import { promisedWordsNow } from '#components/payment/promised-words.ts'
import { TroubleLink } from '#components/phone/trouble-link.tsx'
import { ReturnFigures } from '#components/return/return-figures.tsx'
import { OlderQuotes, ReturnRuleCard } from '#components/return/return-quotes.tsx'
import { ReturnReported } from '#components/return/return-reported.tsx'
import { Button, LinkButton, TextLink } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import { Form } from '#components/ui/form.tsx'
import { type Opening, openingOf } from '#lib/domain/lock/opening.ts'
import type { LenderPolicy } from '#lib/domain/policy/lender-policy.ts'
import { formatDay, type Reader, todayOf } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'
import type { Phone } from '#lib/loans/phone.ts'
import type { HandOverBar } from '#lib/returns/hand-over-bar.ts'
import { keepQuote } from './actions.ts'
import type { ReturnView } from './return-view.ts'

type Props = {
  view: Extract<ReturnView, { kind: 'quote' }>
  phone: Phone
  /** What keeps a return from being arranged by itself now. */
  bar: HandOverBar | undefined
  lender: { name: string; locale: string; policy: LenderPolicy }
  reader: Reader
}

export async function QuotedReturn({ view, phone, bar, lender, reader }: Props) {
  const t = await getTranslations('returns')
  const { quote, kept, older } = view
  const shown = { currency: phone.currency, reader }
  const { quoteValidDays } = lender.policy.return
  const day = formatDay(kept?.validUntil ?? todayOf(reader).add({ days: quoteValidDays }), reader)
  return (
    <>
      <Card>
        <h2>{t('owed.title')}</h2>
        <ReturnFigures quote={quote} currency={phone.currency} locale={reader.locale} />
        <p className="text-small text-soft">{t(kept ? 'quote.kept' : 'quote.if_kept', { day })}</p>
      </Card>
      <ReturnRuleCard quote={quote} lenderName={lender.name} {...shown} />
      <WhatHappens
        policy={lender.policy}
        opening={bar?.name ?? openingOf(phone, reader.now)}
        reader={reader}
      />
      <ReturnReported lender={lender} />
      {kept ? (
        <LinkButton href={`/phones/${phone.deviceId}/return/hand-over`}>{t('go_on')}</LinkButton>
      ) : (
        <Form action={keepQuote}>
          <input type="hidden" name="deviceId" value={phone.deviceId} />
          <input type="hidden" name="seenOutstandingMinor" value={`${quote.outstandingMinor}`} />
          <Button>{t('keep')}</Button>
        </Form>
      )}
      <Card>
        <h2>{t('compare.title')}</h2>
        <TroubleLink deviceId={phone.deviceId} />
        <TextLink
          href={`/phones/${phone.deviceId}/pay?choice=settle`}
          className="flex min-h-11 items-center"
        >
          {t('compare.settle')}
        </TextLink>
      </Card>
      <OlderQuotes quotes={older} {...shown} />
    </>
  )
}

type HappensProps = {
  policy: LenderPolicy
  opening: Opening | HandOverBar['name']
  reader: Reader
}

async function WhatHappens({ policy, opening, reader }: HappensProps) {
  const t = await getTranslations('returns')
  const { dataWindowHours: hours, sendWithinDays: days } = policy.return
  return (
    <Card>
      <h2>{t('then.title')}</h2>
      <ol className="flex list-decimal flex-col gap-2 ps-5">
        <li>{t('then.arrange')}</li>
        <li>{t('then.open', { hours, opening, ...promisedWordsNow(policy, reader) })}</li>
        <li>{t('then.send', { days })}</li>
        <li>{t('then.inspect')}</li>
        <li>{t('then.settle')}</li>
      </ol>
      <p className="font-semibold">{t('then.no_wipe')}</p>
    </Card>
  )
}
