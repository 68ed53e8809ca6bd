import type { Pack } from '#app/(borrower)/phones/[deviceId]/visit/own-pack.ts'
import { modelName } from '#components/phone/phone-name.ts'
import { type LetterLock, letterTo } from '#lib/domain/lock/visit-locks.ts'
import { portalUrl } from '#lib/http/portal-url.ts'
import { formatDayForTheRecord } from '#lib/i18n/format.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

/** Plain text, with the facts of the sheet: what is pasted elsewhere keeps no marks of ours. */
export async function letterText(pack: Pack, lock: LetterLock): Promise<string> {
  const t = await getTranslations('visit')
  const { lender, purchase, stated, reference, reader, phone } = pack
  const { name, imei, imei2, loanNumber, firstDueOn } = purchase
  const facts: [string, string | null | undefined][] = [
    [t('fact.phone'), modelName(purchase)],
    [t('fact.imei'), imei],
    [t('fact.imei2'), imei2],
    [t('fact.lender'), lender.name],
    [t('fact.contract'), loanNumber],
    [t('fact.since'), formatDayForTheRecord(firstDueOn, reader)],
    [t('fact.paid'), t(stated.isPaidOff ? 'paid_off' : 'not_paid_off')],
    [t('fact.case'), reference],
  ]
  return [
    t('letter.greeting', { maker: letterTo(lock, phone.brand) }),
    t(`letter.what.${lock}`),
    facts
      .filter(([, value]) => value)
      .map(([term, value]) => `${term}: ${value}`)
      .join('\n'),
    // An address on a line of its own stays whole between words that are written the other way.
    `${t('letter.proof', { lender: lender.name })}\n${portalUrl(lender.host)}/check/${stated.code}`,
    t('letter.offer'),
    t('letter.please', { lender: lender.name }),
    `${t('letter.close')}\n${name}`,
  ].join('\n\n')
}
