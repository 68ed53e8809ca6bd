import { Digits } from '#components/digits.tsx'
import { MailLink } from '#components/page/contact-links.tsx'
import { TextLink } from '#components/ui/button.tsx'
import { type Fact, Facts } from '#components/ui/row.tsx'
import { buyerReportOf } from '#lib/cases/buyer-report-of.ts'
import type { CaseFacts } from '#lib/cases/queries.ts'
import { database } from '#lib/db/client.ts'
import { languageNames } from '#lib/i18n/language-names.ts'
import { getTranslations } from '#lib/i18n/translations.ts'

export async function BuyersWords({ found }: { found: CaseFacts }) {
  const t = await getTranslations('desk-buyers')
  const wishes = await getTranslations('bought')
  const report = await buyerReportOf(database(), { lenderId: found.lenderId, caseId: found.id })
  if (!report) return null
  const { wish, listing, note, email, imei, locale, finding, answer } = report
  const rows: Fact[] = [
    [t('wish'), wishes(`wish.${wish}.label`)],
    email !== null && [t('email'), <MailLink key="email" email={email} />],
    imei !== null && [
      t('imei'),
      <TextLink key="imei" href={`/desk/search?q=${imei}`}>
        <Digits>{imei}</Digits>
      </TextLink>,
    ],
    [t('language'), languageNames[locale]],
    finding !== null && [t('finding'), t(`findings.${finding}.label`)],
  ]
  const quoted = [
    [t('listing'), listing],
    [t('note'), note],
    [t('answered'), answer ?? ''],
  ].filter(([, text]) => text !== '')
  return (
    <>
      <h3 className="font-semibold">{t('says')}</h3>
      <Facts rows={rows} />
      {imei !== null && (
        <p className="text-small text-soft">{t(found.loanId ? 'imei_ours' : 'imei_nobody')}</p>
      )}
      {quoted.map(([title, text]) => (
        <div key={title} className="flex flex-col gap-1">
          <h4 className="text-small font-semibold">{title}</h4>
          <blockquote
            dir="auto"
            className="border-s-4 border-line ps-4 whitespace-pre-line wrap-anywhere"
          >
            {text}
          </blockquote>
        </div>
      ))}
    </>
  )
}
